package policy_test

import (
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/settings"
)

func explain(t *testing.T, e *policy.Engine, in policy.Input) (policy.Explanation, map[string]policy.Explained) {
	t.Helper()
	x, err := e.Explain(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	want, err := e.Evaluate(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, x.Verdict); d != "" {
		t.Errorf("verdict of Explain() is not that of Evaluate() (-want +got):\n%s", d)
	}
	parts := map[string]policy.Explained{}
	for _, r := range x.Rules {
		parts[r.Rule] = r
	}
	return x, parts
}

func TestExplainSaysWhereSettingsComeFrom(t *testing.T) {
	site, err := fs.ReadFile(policy.Embedded(), "site.rego")
	if err != nil {
		t.Fatal(err)
	}
	e := build(t, map[string]string{
		"site.rego": string(site),
		"data.yaml": "thresholds:\n  one: {low: 1,\n    high: 5}\nmodes:\n  one: enforce\nsites:\n  daily:\n    thresholds: {one: {high: 7}}\n",
		"one/one.rego": rule("one", "reason contains {\"action\": \"review\"} if input.article.links >= data.presscheck.site.thresholds.one.high\n\n"+
			"reason contains {\"action\": \"reject\"} if input.article.links < data.presscheck.site.thresholds.one.low"),
		"two/two.rego":           rule("two", "reason contains {\"action\": \"review\"} if input.article.links > 100"),
		"sites/weekly/data.yaml": "modes:\n  one: warn\n",
	})
	tests := []struct {
		site string
		want []settings.Threshold
		mode settings.Mode
		from settings.Origin
	}{
		{"daily", []settings.Threshold{
			{Name: "high", Value: 7, From: settings.Origin{Site: "daily", Place: "data.yaml:8"}},
			{Name: "low", Value: 1, From: settings.Origin{Place: "data.yaml:2"}},
		}, settings.Enforce, settings.Origin{Place: "data.yaml:5"}},
		{"weekly", []settings.Threshold{
			{Name: "high", Value: 5, From: settings.Origin{Place: "data.yaml:3"}},
			{Name: "low", Value: 1, From: settings.Origin{Place: "data.yaml:2"}},
		}, settings.Warn, settings.Origin{Site: "weekly", Place: "sites/weekly/data.yaml:2"}},
	}
	for _, tt := range tests {
		t.Run(tt.site, func(t *testing.T) {
			_, parts := explain(t, e, policy.Input{Site: tt.site, Article: policy.Facts{Links: 3}})
			one := parts["one"]
			if d := cmp.Diff(tt.want, one.Thresholds); d != "" {
				t.Errorf("thresholds (-want +got):\n%s", d)
			}
			if one.Mode != tt.mode || one.ModeFrom != tt.from {
				t.Errorf("mode is %v from %v, want %v from %v", one.Mode, one.ModeFrom, tt.mode, tt.from)
			}
			if two := parts["two"]; two.Mode != settings.Shadow || two.ModeFrom != (settings.Origin{}) {
				t.Errorf("mode of a rule without is %v from %v, want shadow from nowhere", two.Mode, two.ModeFrom)
			}
		})
	}
}

func TestExplainFindsTheNearestRule(t *testing.T) {
	e := standard(t)
	reading := func(confidence float64) filters.Finding {
		return found("gloss", "injected-reading", "a", confidence, map[string]any{"readings": 3})
	}
	links := func(confidence float64) filters.Finding {
		return found("linkblock", "injected-links", "b", confidence, nil)
	}
	tests := []struct {
		name     string
		findings []filters.Finding
		nearest  string
		missed   map[string]policy.Miss
	}{
		{"nothing is near without findings", nil, "", nil},
		{"the nearest of two comes nearest", []filters.Finding{reading(0.45), links(0.57)}, "link_blocks", map[string]policy.Miss{
			"injected_readings": {Threshold: "confident", Wanted: 0.9, Got: 0.45, Distance: 0.5},
			"link_blocks":       {Threshold: "review", Wanted: 0.6, Got: 0.57, Distance: 0.05}}},
		{"of a rule the nearest finding counts", []filters.Finding{links(0.3), links(0.54)}, "link_blocks", map[string]policy.Miss{
			"link_blocks": {Threshold: "review", Wanted: 0.6, Got: 0.54, Distance: 0.1}}},
		{"a rule that fires is not near", []filters.Finding{reading(0.45), links(0.7)}, "injected_readings", map[string]policy.Miss{
			"injected_readings": {Threshold: "confident", Wanted: 0.9, Got: 0.45, Distance: 0.5}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x, parts := explain(t, e, policy.Input{Findings: tt.findings})
			if x.Nearest != tt.nearest {
				t.Errorf("nearest is %q, want %q", x.Nearest, tt.nearest)
			}
			for rule, want := range tt.missed {
				got := parts[rule].Missed
				if got == nil || got.Threshold != want.Threshold || got.Wanted != want.Wanted || got.Got != want.Got || got.Distance-want.Distance > 1e-9 {
					t.Errorf("%s missed %+v, want %+v", rule, got, want)
				}
			}
		})
	}
}

func TestExplainNamesTheFindingsThatCounted(t *testing.T) {
	e := shipped(t, map[string]string{"sites/daily/data.yaml": "modes: {link_blocks: shadow}\n"})
	_, parts := explain(t, e, policy.Input{Site: "daily", Findings: []filters.Finding{
		found("linkblock", "injected-links", "a", 0.7, nil), found("linkblock", "injected-links", "b", 0.1, nil),
	}})
	reasons := parts["link_blocks"].Reasons
	if len(reasons) != 1 || !cmp.Equal(reasons[0].Findings, []string{"a"}) {
		t.Errorf("reasons are %+v, want one that rests on a", reasons)
	}
	if parts["link_blocks"].Missed != nil {
		t.Errorf("a rule that fired missed %+v", parts["link_blocks"].Missed)
	}
}

func TestExplainOfWhatCannotBeJudged(t *testing.T) {
	e := standard(t)
	x, err := e.Explain(t.Context(), policy.Input{Findings: []filters.Finding{
		found("gloss", "injected-reading", "a", 1, map[string]any{"readings": "many"}),
	}})
	if err == nil || len(x.Rules) != 0 {
		t.Fatalf("Explain() = %v rules, %v, want no rules and an error", len(x.Rules), err)
	}
	if x.Verdict.Action != policy.Review || x.Verdict.Reasons[0].Rule != policy.CouldNotJudge {
		t.Errorf("Explain() has verdict %+v, want a review that could not judge", x.Verdict)
	}
}
