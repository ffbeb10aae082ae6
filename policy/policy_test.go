package policy_test

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/policy"
)

// small is the least policy that New accepts: one rule, silent.
var small = map[string]string{
	"verdict.rego": `package presscheck

verdict := {"action": "publish", "reasons": []}
`,
	"one/one.rego": rule("one", `reason contains {"action": "review"} if input.site == "held"`),
}

// rule is a documented rule with the given body, which begins at line 8.
func rule(name, body string) string {
	return `# METADATA
# title: One
# description: Two.
# custom:
#   message: Three.
package presscheck.rules.` + name + `

` + body + "\n"
}

// with is the small policy after changes; an empty text removes a file.
func with(changes map[string]string) fstest.MapFS {
	files := maps.Clone(small)
	maps.Copy(files, changes)
	fsys := fstest.MapFS{}
	for name, text := range files {
		if text != "" {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return fsys
}

func build(t testing.TB, changes map[string]string) *policy.Engine {
	t.Helper()
	e, err := policy.New(with(changes))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func standard(t testing.TB) *policy.Engine {
	t.Helper()
	e, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	e.Timeout = time.Minute // a busy machine is no reason for another verdict
	return e
}

func TestNewRefuses(t *testing.T) {
	one := func(body string) map[string]string { return map[string]string{"one/one.rego": rule("one", body)} }
	data := func(text string) map[string]string { return map[string]string{"data.yaml": text} }
	threshold := func(text, body string) map[string]string {
		return map[string]string{"one/one.rego": rule("one", body), "data.yaml": "thresholds: {one: {links: " + text + "}}"}
	}
	documented := func(message, body string) map[string]string {
		return map[string]string{"one/one.rego": strings.Replace(rule("one", body), "message: Three.", message, 1)}
	}
	tests := []struct {
		name    string
		changes map[string]string
		want    string
	}{
		{"what does not compile", one("reason contains {} if x := 1"), "one/one.rego:8: rego_compile_error: assigned var x unused"},
		{"a rule that nothing would gather", map[string]string{"one/one.rego": rule("two", "reason contains {} if true")},
			"one/one.rego:6: the package is data.presscheck.rules.two, not data.presscheck.rules.one"},
		{"a rule outside a folder", map[string]string{"two.rego": rule("two", "reason contains {} if true")},
			"two.rego:6: a rule is one file, <rule>/<rule>.rego"},
		{"a rule that is two files", map[string]string{"one/two.rego": "package presscheck.rules.one\n\nx := 1\n"},
			"one/two.rego:1: a rule is one file, <rule>/<rule>.rego"},
		{"a rule without reason", one("reasons contains {} if true"), "one/one.rego:6: the rule has no reason"},
		{"a rule without METADATA", map[string]string{"one/one.rego": "package presscheck.rules.one\n\nreason contains {} if true\n"},
			"one/one.rego:1: METADATA of the package needs title, description and custom.message"},
		{"a rule without a message", documented("massage: Three.", "reason contains {} if true"), "one/one.rego:6: METADATA"},
		{"a message without its parameter", documented(`message: "Three {n}."`, `reason contains {"params": {"m": 1}} if true`),
			"one/one.rego:8: the message has {n}, but params has no n"},
		{"a message without parameters", documented(`message: "Three {n}."`, `reason contains {"action": "review"} if true`),
			"one/one.rego:8: the message has {n}, but params has no n"},
		{"a policy without rules", map[string]string{"one/one.rego": ""}, "there is no rule"},
		{"a policy without verdict", map[string]string{"verdict.rego": ""}, "nothing defines data.presscheck.verdict"},

		{"a threshold that does not exist", threshold("3", "reason contains {} if input.article.links > data.presscheck.site.thresholds.one.lnks"),
			"one/one.rego:8: data.presscheck.site.thresholds.one.lnks: thresholds.one.lnks is not in the settings"},
		{"a threshold that is no number", threshold("'3'", "reason contains {} if true"),
			"data.yaml:1: thresholds.one.links: got string, want number"},
		{"a threshold that is not written out", threshold("3", "reason contains {} if data.presscheck.site.thresholds[input.site].links > 1"),
			"one/one.rego:8: data.presscheck.site.thresholds[input.site].links: write rule and name out"},
		{"an imported table of thresholds", threshold("3", "import data.presscheck.site.thresholds.one\n\nreason contains {} if one.lnks > 1"),
			"one/one.rego:8: data.presscheck.site.thresholds.one: write rule and name out"},
		{"an imported site", threshold("3", "import data.presscheck.site\n\nreason contains {} if site.partnrs"),
			"one/one.rego:8: data.presscheck.site: write out what is read of it"},
		{"a threshold past the sites", threshold("3", "reason contains {} if input.article.links > data.thresholds.one.links"),
			"one/one.rego:8: data.thresholds.one.links: read data.presscheck.site"},
		{"a setting that there is not", one("reason contains {} if data.presscheck.site.partnrs[input.url]"),
			"one/one.rego:8: nothing defines data.presscheck.site.partnrs"},
		{"data that there is not", one("reason contains {} if data.denied[input.url]"),
			"one/one.rego:8: data.denied[input.url] is not in the settings"},
		{"a section of the settings that there is not", data("thresholds: {}\nmods: {one: warn}\n"),
			"data.yaml:2: mods: no rule reads it, and there is no such setting"},
		{"settings of the wrong form", data("a: 1\n b: 2\n"), "data.yaml:2: mapping values are not allowed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := policy.New(with(tt.changes))
			if err == nil {
				t.Fatalf("New() = no error, want %q", tt.want)
			}
			t.Log(err)
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("New() = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestEveryFolderIsADocumentedRule(t *testing.T) {
	var got, want []string
	for _, r := range standard(t).Rules() {
		got = append(got, r.Name)
		if r.Title == "" || r.Description == "" || r.Message == "" {
			t.Errorf("Rules() has %+v, want title, description and message", r)
		}
	}
	for name := range regoFiles(t) {
		if dir := path.Dir(name); dir != "." && !isRegoTest(name) {
			want = append(want, dir)
		}
	}
	slices.Sort(want)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("names of Rules() (-want +got):\n%s", d)
	}
}

func TestRulesMayBeChangedByTheCaller(t *testing.T) {
	e := standard(t)
	e.Rules()[0].Name = "changed"
	if got := e.Rules()[0].Name; got == "changed" {
		t.Error("Rules() hands out the engine's own list")
	}
}
