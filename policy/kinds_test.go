package policy_test

import (
	"strings"
	"testing"
)

func TestCheckKinds(t *testing.T) {
	known := map[string][]string{"gloss": {"injected-reading", "split-character"}}
	tests := []struct {
		name, body string
		want       string // "" if there is nothing to object to
	}{
		{"a known kind", `reason contains {} if some f in input.findings.gloss["split-character"]`, ""},
		{"a known kind, indexed", `reason contains {} if input.findings.gloss["split-character"][_].confidence > 0`, ""},
		{"all kinds of a filter", `reason contains {} if count(input.findings.gloss[_]) > 3`, ""},
		{"all kinds of all filters", `reason contains {} if count(input.findings[_][_]) > 3`, ""},
		{"all kinds beside a known one", "reason contains {} if {\n\tcount(input.findings[_][_]) > 3\n\tinput.findings.gloss[\"split-character\"]\n}", ""},
		{"another part of the input", `reason contains {} if input.article.links > 3`, ""},
		{"an unknown kind", `reason contains {} if input.findings.gloss["split-charakter"]`,
			`one/one.rego:8: input.findings.gloss["split-charakter"]: filter gloss has no kind "split-charakter"`},
		{"an unknown kind in a comprehension", `reason contains {"n": [1 | input.findings.gloss.x[_]]} if true`,
			`one/one.rego:8: input.findings.gloss.x[_]: filter gloss has no kind "x"`},
		{"an unknown filter", `reason contains {} if input.findings.glos["split-character"]`,
			`one/one.rego:8: input.findings.glos["split-character"]: there is no filter "glos"`},
		{"an unknown filter, all kinds", `reason contains {} if count(input.findings.glos[_]) > 3`, `there is no filter "glos"`},
		{"a kind in a variable", `reason contains {} if input.findings.gloss[input.site]`, "write filter and kind out"},
		{"a kind in a local variable", "reason contains {} if {\n\tkind := \"x\"\n\tinput.findings.gloss[kind]\n}",
			"one/one.rego:10: input.findings.gloss[kind]: write"},
		{"a filter handed on", `reason contains {} if object.get(input.findings.gloss, "x", [])`, "one/one.rego:8: input.findings.gloss: write"},
		{"all findings handed on", "reason contains {} if {\n\tall := input.findings\n\tall.gloss.x\n}", "one/one.rego:9: input.findings: write"},
		{"the whole input handed on", `reason contains {} if object.get(input, ["findings", "gloss", "x"], [])`, "one/one.rego:8: input: write"},
		{"findings imported", "import input.findings.gloss as g\n\nreason contains {} if g.x", "one/one.rego:8: input.findings.gloss: write"},
		{"a part of the input in a variable", "reason contains {} if {\n\tsome part\n\tinput[part].gloss.x\n}",
			"one/one.rego:10: input[part].gloss.x: write"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := build(t, map[string]string{"one/one.rego": rule("one", tt.body)})
			err := e.CheckKinds(known)
			if tt.want == "" && err != nil {
				t.Errorf("CheckKinds() = %v, want nil", err)
			}
			if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("CheckKinds() = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestCheckKindsListsAll(t *testing.T) {
	e := build(t, map[string]string{"one/one.rego": rule("one", "reason contains {} if {\n\tinput.findings.a.b\n\tinput.findings.c.d\n}")})
	err := e.CheckKinds(nil)
	for _, want := range []string{"one.rego:9", "one.rego:10"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("CheckKinds() = %v, want %q", err, want)
		}
	}
}
