package written_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/presscheck/presscheck/policy/written"
)

// module is a module with the given body, which begins at line 3.
func module(body string) string { return "package presscheck.rules.one\n\n" + body + "\n" }

// folder holds the files whose text is not empty.
func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		if text != "" {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return fsys
}

func compile(files map[string]string) error {
	p, err := written.Read(folder(files))
	if err == nil {
		_, err = p.Compile()
	}
	return err
}

func TestWhatDoesNotCompile(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"a syntax error", "reason contains }", "one.rego:3: rego_parse_error"},
		{"an older Rego", "reason[x] { x := {} }", "one.rego:3: rego_parse_error"},
		{"an unused variable", "reason contains {} if x := 1", "one.rego:3: rego_compile_error: assigned var x unused"},

		{"a field that the input does not have", "reason contains {} if input.tenan",
			"one.rego:3: rego_type_error: undefined ref: input.tenan"},
		{"a field that an article does not have", "reason contains {} if input.article.byte > 1",
			"one.rego:3: rego_type_error: undefined ref: input.article.byte"},
		{"a field that a finding does not have",
			"reason contains {} if {\n\tsome f in input.findings.gloss.split\n\tf.confidance > 0\n}",
			"one.rego:5: rego_type_error: undefined ref"},
		{"a function of the wrong type", `reason contains {} if startswith(input.article.bytes, "1")`,
			"one.rego:3: rego_type_error: startswith: invalid argument"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := compile(map[string]string{"one.rego": module(tt.body)}); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Compile() = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestEveryFaultIsListed(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"of reading", map[string]string{"a.rego": "package a {", "b.rego": "package b {", "data.yaml": "modes: 1"}, []string{"a.rego:1", "b.rego:1", "data.yaml:1"}},
		{"of compiling", map[string]string{"a.rego": "package a\n\nx if input.a", "b.rego": "package b\n\nx if input.b"}, []string{"a.rego:3", "b.rego:3"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := compile(tt.files)
			for _, want := range tt.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v, want %q", err, want)
				}
			}
		})
	}
}

func TestTestsAreReadOnlyWhenAskedFor(t *testing.T) {
	fsys := folder(map[string]string{
		"one/one.rego":           module("x := 1"),
		"one/one_test.rego":      module("test_x if x == 1"),
		".draft.rego":            "no Rego",
		"..2026_11_01/data.yaml": "no: [YAML",
		"one/README.md":          "no Rego",
	})
	tests := []struct {
		name string
		read func() (written.Policy, error)
		want []string
	}{
		{"without", func() (written.Policy, error) { return written.Read(fsys) }, []string{"one/one.rego"}},
		{"with", func() (written.Policy, error) { return written.ReadWithTests(fsys) }, []string{"one/one.rego", "one/one_test.rego"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := tt.read()
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, slices.Sorted(maps.Keys(p.Modules))); d != "" {
				t.Errorf("modules (-want +got):\n%s", d)
			}
		})
	}
}

func TestRevisionChangesWithEveryByteButThoseOfTests(t *testing.T) {
	base := map[string]string{"one.rego": module("x := 1"), "data.yaml": "modes: {one: warn}\n"}
	revision := func(edit map[string]string) string {
		files := maps.Clone(base)
		maps.Copy(files, edit)
		p, err := written.Read(folder(files))
		if err != nil {
			t.Fatal(err)
		}
		return p.Revision
	}
	if got, want := revision(map[string]string{"one_test.rego": module("y := 1"), "README.md": "x"}), revision(nil); got != want {
		t.Errorf("Revision = %s with tests, want %s as without them", got, want)
	}
	seen := map[string]string{revision(nil): "the policy unchanged"}
	for what, edit := range map[string]map[string]string{
		"a blank in a rule":       {"one.rego": base["one.rego"] + "\n"},
		"a word in the data":      {"data.yaml": "modes: {one: enforce}\n"},
		"data left out":           {"data.yaml": ""},
		"a further file":          {"more.rego": "package presscheck.more\n"},
		"the same file elsewhere": {"less.rego": "package presscheck.more\n"},
	} {
		now := revision(edit)
		if other, ok := seen[now]; ok {
			t.Errorf("Revision = %s for %s, as for %s", now, what, other)
		}
		seen[now] = what
	}
}

func TestReferencesAreFoundWhereverTheyStand(t *testing.T) {
	p, err := written.Read(folder(map[string]string{"one.rego": module("x if {\n\tinput.findings.gloss[_]\n\tdata.a[input.site]\n}\n\ny := [1 | input]")}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range p.References(ast.Var("input")) {
		got = append(got, r.At.String()+" "+r.Constant(1)+" "+r.Constant(2))
		if want := r.Constant(2) == "gloss"; r.Wildcard(3) != want {
			t.Errorf("%v has a wildcard at 3: %v, want %v", r.Ref, r.Wildcard(3), want)
		}
	}
	if d := cmp.Diff([]string{"one.rego:4 findings gloss", "one.rego:5 site ", "one.rego:8  "}, got); d != "" {
		t.Errorf("References() (-want +got):\n%s", d)
	}
}
