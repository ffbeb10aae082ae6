package authoring_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/authoring"
	"github.com/presscheck/presscheck/policy/settings"
	"github.com/presscheck/presscheck/policy/tests"
)

// starter is the policy that is part of the program, after changes.
func starter(t *testing.T, changes map[string][]byte) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	err := fs.WalkDir(policy.Embedded(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(policy.Embedded(), name)
		fsys[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range changes {
		fsys[name] = &fstest.MapFile{Data: text}
	}
	return fsys
}

func TestANewRulePassesTheGate(t *testing.T) {
	data := map[string]string{
		"beside the others":    "",
		"without data":         "-",
		"without thresholds":   "modes: {}\n",
		"with none so far":     "thresholds: {}\nmodes: {}\n",
		"with a remark":        "thresholds: # of all\n  # none yet\n",
		"with data of its own": "# x\nthresholds: {}  # soon\nsites: {}\n",
	}
	for name, text := range data {
		t.Run(name, func(t *testing.T) {
			fsys := starter(t, nil)
			switch text {
			case "":
			case "-":
				bare(fsys)
			default:
				bare(fsys)
				fsys["data.yaml"] = &fstest.MapFile{Data: []byte(text)}
			}
			files, err := authoring.Scaffold(fsys, "hidden_text", "linkblock", "injected-links")
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range files {
				fsys[name] = &fstest.MapFile{Data: text}
			}
			e, err := policy.Gate(t.Context(), fsys, everything(t, fsys))
			if err != nil {
				t.Fatalf("Gate() = %v\n%s", err, files["data.yaml"])
			}
			if mode, _ := e.Written().Settings.Mode("", "hidden_text"); mode != settings.Shadow {
				t.Errorf("the new rule is in mode %v, want shadow", mode)
			}
			report, err := tests.Run(t.Context(), fsys)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range report.Files {
				if c.File == "hidden_text/hidden_text.rego" && c.Missed > 0 {
					t.Errorf("its tests miss lines %v", c.At)
				}
			}
		})
	}
}

// bare leaves only what every policy needs.
func bare(fsys fstest.MapFS) {
	maps.DeleteFunc(fsys, func(name string, _ *fstest.MapFile) bool {
		return name != "verdict.rego" && name != "site.rego"
	})
}

// everything are the kinds that the rules of the policy name.
func everything(t *testing.T, fsys fs.FS) map[string][]string {
	t.Helper()
	e, err := policy.New(fsys)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string][]string{}
	for _, r := range e.Written().References("input") {
		if r.Constant(1) == "findings" {
			kinds[r.Constant(2)] = append(kinds[r.Constant(2)], r.Constant(3))
		}
	}
	return kinds
}

func TestANewRuleKeepsTheCommentsOfTheSettings(t *testing.T) {
	fsys := starter(t, nil)
	before := string(fsys["data.yaml"].Data)
	files, err := authoring.Scaffold(fsys, "hidden_text", "linkblock", "injected-links")
	if err != nil {
		t.Fatal(err)
	}
	after := string(files["data.yaml"])
	added := "  hidden_text:\n    # From here on a finding counts. Say what was measured.\n    confident: 0.9\n\n"
	if d := cmp.Diff(before, strings.Replace(after, added, "", 1)); d != "" {
		t.Errorf("data.yaml without what was added (-want +got):\n%s", d)
	}
}

func TestRulesThatAreNotLaidDown(t *testing.T) {
	tests := []struct{ name, rule, want string }{
		{"a name with a hyphen", "hidden-text", "is no name for a rule"},
		{"a name with capitals", "HiddenText", "is no name for a rule"},
		{"a path", "../x", "is no name for a rule"},
		{"no name", "", "is no name for a rule"},
		{"the name of a test", "x_test", "is no name for a rule"},
		{"a rule that there is", "link_blocks", "link_blocks: there is such a rule already"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := authoring.Scaffold(starter(t, nil), tt.rule, "linkblock", "injected-links")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Scaffold() = %v, want %q", err, tt.want)
			}
			if exists := tt.rule == "link_blocks"; errors.Is(err, authoring.ErrExists) != exists {
				t.Errorf("Scaffold() = %v, want ErrExists: %v", err, exists)
			}
		})
	}
}

func TestFormat(t *testing.T) {
	fsys := fstest.MapFS{
		"good.rego":      {Data: []byte("package a\n\nx := 1\n")},
		"b/bad.rego":     {Data: []byte("package a\nx:=1\n")},
		".hidden/x.rego": {Data: []byte("no Rego")},
		"b/.x.rego":      {Data: []byte("no Rego")},
		"notes.md":       {Data: []byte("no Rego")},
	}
	got, err := authoring.Format(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string][]byte{"b/bad.rego": []byte("package a\n\nx := 1\n")}, got); d != "" {
		t.Errorf("Format() (-want +got):\n%s", d)
	}
}

func TestFormatNamesWhatIsNoRego(t *testing.T) {
	_, err := authoring.Format(fstest.MapFS{"a.rego": {Data: []byte("package a\n\nx }\n")}})
	if err == nil || !strings.Contains(err.Error(), "a.rego:3") {
		t.Errorf("Format() = %v, want a.rego:3 in it", err)
	}
}

func TestTheStarterPolicyIsFormatted(t *testing.T) {
	changed, err := authoring.Format(policy.Embedded())
	if err != nil || len(changed) > 0 {
		t.Errorf("Format() = %v, %v, want nothing to change", slices.Sorted(maps.Keys(changed)), err)
	}
}

func TestWriteBook(t *testing.T) {
	e, err := policy.New(starter(t, map[string][]byte{
		"sites/daily/data.yaml": []byte("modes: {link_blocks: warn}\nthresholds: {link_blocks: {review: 0.8}}\n" +
			"exemptions: {link_blocks: [{owner: desk, reason: Ours., expires: 2027-01-01, author: a1, url: 'https://daily.example/x/'}]}\n"),
	}))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := authoring.WriteBook(&out, e); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| [link_blocks](#link_blocks) | enforce | Injected blocks of links or keywords |\n",
		"\n## link_blocks\n\n**Injected blocks of links or keywords.** ",
		"It says: “Blocks of links or keywords that do not belong to the article: {blocks}.”\n",
		"`linkblock/injected-links`, `linkblock/keyword-list`",
		"\n| Threshold | Value | Stands in |\n|---|--:|---|\n| reject | 0.95 | data.yaml:",
		"\n| daily | mode | warn |\n| daily | review | 0.8 |\n",
		"\n| daily, author a1, https://daily.example/x/ | 2027-01-01 | desk | Ours. |\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the book is without %q", want)
		}
	}
}
