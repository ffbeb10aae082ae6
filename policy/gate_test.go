package policy_test

import (
	"strings"
	"testing"

	"github.com/presscheck/presscheck/policy"
)

var known = map[string][]string{"gloss": {"injected-reading"}}

const tested = `package presscheck.rules.one_test

import data.presscheck.rules.one

test_a_held_site_is_held if {
	count(one.reason) == 1 with input.site as "held"
}
`

func TestGateLetsAPolicyPass(t *testing.T) {
	e, err := policy.Gate(t.Context(), with(map[string]string{"one/one_test.rego": tested}), known)
	if err != nil {
		t.Fatal(err)
	}
	if want := build(t, nil).Revision(); e.Revision() != want {
		t.Errorf("Gate() has revision %s, New() %s", e.Revision(), want)
	}
}

func TestGateRefuses(t *testing.T) {
	one := func(body string) map[string]string { return map[string]string{"one/one.rego": rule("one", body)} }
	test := func(body string) map[string]string {
		return map[string]string{"one/one_test.rego": "package presscheck.rules.one_test\n\nimport data.presscheck.rules.one\n\n" + body + "\n"}
	}
	verdict := func(text string) map[string]string {
		return map[string]string{"verdict.rego": "package presscheck\n\n" + text + "\n"}
	}
	const seen = `some f in input.findings.gloss["injected-reading"]`
	tests := []struct {
		name    string
		changes map[string]string
		want    []string
	}{
		{"what is no Rego", one("reason contains }"), []string{"one/one.rego:8: rego_parse_error"}},
		{"what does not compile", one("reason contains {} if x := 1"), []string{"one/one.rego:8: rego_compile_error: assigned var x unused"}},
		{"a function of the network", one(`reason contains {} if http.send({"url": "https://a.example"}).status_code == 200`),
			[]string{"one/one.rego:8: rego_type_error: undefined function http.send"}},
		{"a function of the clock", one("reason contains {} if time.now_ns() > 1"),
			[]string{"one/one.rego:8: rego_type_error: undefined function time.now_ns"}},
		{"a field that the input does not have", one("reason contains {} if input.tenan"),
			[]string{"one/one.rego:8: rego_type_error: undefined ref: input.tenan"}},
		{"all faults of two files", map[string]string{
			"one/one.rego": rule("one", "reason contains {} if input.tenan\n\nreason contains {} if input.titel"),
			"two/two.rego": rule("two", "reason contains {} if input.autor"),
		}, []string{"one/one.rego:8:", "one/one.rego:10:", "two/two.rego:8:"}},
		{"more faults than a compiler likes to list", one(strings.Repeat("reason contains {} if input.tenan\n", 20)),
			[]string{"one/one.rego:8:", "one/one.rego:27:"}},
		{"settings that the schema does not allow", map[string]string{"data.yaml": "modes: {one: on}"}, []string{"data.yaml:1: modes.one: value must be one of"}},

		{"a kind that no filter reports", one(`reason contains {} if input.findings.gloss["injected-raeding"]`),
			[]string{`one/one.rego:8: input.findings.gloss["injected-raeding"]: filter gloss has no kind "injected-raeding"`}},
		{"a test that is no Rego", test("test_x if }"), []string{"one/one_test.rego:5: rego_parse_error"}},
		{"a test that does not compile", test("test_x if one.reason == y"), []string{"one/one_test.rego:5: rego_unsafe_var_error: var y is unsafe"}},
		{"a test that fails", test("test_x if count(one.reason) == 7"), []string{"one/one_test.rego:5: presscheck.rules.one_test.test_x: failed"}},
		{"a test that fails for a case", test(`test_x[c] if {
	some c in ["good", "bad"]
	c == "good"
	one
}`), []string{"one/one_test.rego:5: presscheck.rules.one_test.test_x: failed for bad"}},
		{"a test that goes wrong", test(`test_x if {
	count(one.reason) == 0
	to_number("x") == 1
}`), []string{"presscheck.rules.one_test.test_x: one/one_test.rego:7: eval_builtin_error: to_number"}},

		{"a verdict of the wrong form", verdict(`verdict := {"action": "allow", "reasons": []}`),
			[]string{`decision on an article without findings: evaluate policy: input or verdict has the wrong form: action "allow"`}},
		{"a verdict with a field too many", verdict(`verdict := {"action": "publish", "reasons": [], "note": ""}`),
			[]string{"decision on an article without findings", `unknown field "note"`}},
		{"no verdict", verdict(`verdict := {"action": "publish", "reasons": []} if input.site == "other"`),
			[]string{"decision on an article without findings: evaluate policy: the policy gave no verdict"}},
		{"a verdict that depends on a finding", verdict(`verdict := {"action": "publish", "reasons": []} if not found

found if ` + seen),
			[]string{"decision on an article with a finding of every kind: evaluate policy: the policy gave no verdict"}},
		{"two verdicts at once", verdict(`verdict := {"action": "publish", "reasons": []}

verdict := {"action": "review", "reasons": []} if ` + seen),
			[]string{"decision on an article with a finding of every kind", "verdict.rego:5: eval_conflict_error"}},
		{"faults of kinds, tests and decisions together", map[string]string{
			"one/one.rego":      rule("one", `reason contains {} if input.findings.glos["injected-reading"]`),
			"one/one_test.rego": "package presscheck.rules.one_test\n\ntest_x if 1 == 2\n",
			"verdict.rego":      "package presscheck\n\nverdict := {}\n",
		}, []string{`there is no filter "glos"`, "one/one_test.rego:3: presscheck.rules.one_test.test_x", "decision on an article without findings"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := policy.Gate(t.Context(), with(tt.changes), known)
			if e != nil || err == nil {
				t.Fatalf("Gate() = %v, %v, want an error alone", e, err)
			}
			t.Log(err)
			for _, want := range tt.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("Gate() = %v\nwant %q", err, want)
				}
			}
		})
	}
}

func TestTheStarterPolicyPassesTheGate(t *testing.T) {
	if _, err := policy.Gate(t.Context(), shippedFS(t, manySites(3)), kindsOf(standard(t))); err != nil {
		t.Error(err)
	}
}
