package explain_test

import (
	"io/fs"
	"maps"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/explain"
	"github.com/presscheck/presscheck/policy/settings"
)

// embedded is the text of a file of the policy that is part of the program.
func embedded(t *testing.T, name string) string {
	t.Helper()
	text, err := fs.ReadFile(policy.Embedded(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func build(t *testing.T, files map[string]string) *policy.Engine {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	e, err := policy.New(fsys)
	if err != nil {
		t.Fatal(err)
	}
	e.Timeout = time.Minute // a busy machine is no reason for another verdict
	return e
}

// shipped is the policy that is part of the program, after changes.
func shipped(t *testing.T, changes map[string]string) *policy.Engine {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(policy.Embedded(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[name] = embedded(t, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(files, changes)
	return build(t, files)
}

// rule is a documented rule with the given body.
func rule(name, body string) string {
	return "# METADATA\n# title: One\n# description: Two.\n# custom:\n#   message: Three.\npackage presscheck.rules." + name + "\n\n" + body + "\n"
}

func found(filter, kind, id string, confidence float64, evidence map[string]any) filters.Finding {
	return filters.Finding{ID: id, Filter: filter, Kind: kind, Confidence: confidence, Evidence: evidence}
}

// account explains a verdict, which is that of Evaluate, and has its parts by rule.
func account(t *testing.T, e *policy.Engine, in policy.Input) (explain.Account, map[string]explain.Part) {
	t.Helper()
	x, err := explain.Verdict(t.Context(), e, in)
	if err != nil {
		t.Fatal(err)
	}
	want, err := e.Evaluate(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, x.Verdict); d != "" {
		t.Errorf("verdict of Verdict() is not that of Evaluate() (-want +got):\n%s", d)
	}
	parts := map[string]explain.Part{}
	for _, r := range x.Rules {
		parts[r.Rule] = r
	}
	return x, parts
}

func TestExplainSaysWhereSettingsComeFrom(t *testing.T) {
	e := build(t, map[string]string{
		"verdict.rego": "package presscheck\n\nverdict := {\"action\": \"publish\", \"reasons\": []}\n",
		"site.rego":    embedded(t, "site.rego"),
		"data.yaml":    "thresholds:\n  one: {low: 1,\n    high: 5}\nmodes:\n  one: enforce\nsites:\n  daily:\n    thresholds: {one: {high: 7}}\n",
		"one/one.rego": rule("one", "reason contains {\"action\": \"review\"} if input.article.links >= data.presscheck.site.thresholds.one.high\n\n"+
			"reason contains {\"action\": \"reject\"} if input.article.links < data.presscheck.site.thresholds.one.low"),
		"two/two.rego": rule("two", "reason contains {\"action\": \"review\"} if input.article.links > 100"),
	})
	_, parts := account(t, e, policy.Input{Site: "daily", Article: policy.Facts{Links: 3}})
	want := []settings.Threshold{
		{Name: "high", Value: 7, From: settings.Origin{Site: "daily", Place: "data.yaml:8"}},
		{Name: "low", Value: 1, From: settings.Origin{Place: "data.yaml:2"}},
	}
	if d := cmp.Diff(want, parts["one"].Thresholds); d != "" {
		t.Errorf("thresholds (-want +got):\n%s", d)
	}
	if mode, from := parts["one"].Mode, parts["one"].ModeFrom; mode != settings.Enforce || from != (settings.Origin{Place: "data.yaml:5"}) {
		t.Errorf("mode is %v from %v, want enforce from data.yaml:5", mode, from)
	}
	if mode, from := parts["two"].Mode, parts["two"].ModeFrom; mode != settings.Shadow || from != (settings.Origin{}) {
		t.Errorf("mode of a rule without is %v from %v, want shadow from nowhere", mode, from)
	}
}

func TestExplainFindsTheNearestRule(t *testing.T) {
	e := shipped(t, nil)
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
		missed   map[string]explain.Miss
	}{
		{"nothing is near without findings", nil, "", nil},
		{"the nearest of two comes nearest", []filters.Finding{reading(0.45), links(0.57)}, "link_blocks", map[string]explain.Miss{
			"injected_readings": {Threshold: "confident", Wanted: 0.9, Got: 0.45, Distance: 0.5},
			"link_blocks":       {Threshold: "review", Wanted: 0.6, Got: 0.57, Distance: 0.05}}},
		{"of a rule the nearest finding counts", []filters.Finding{links(0.3), links(0.54)}, "link_blocks", map[string]explain.Miss{
			"link_blocks": {Threshold: "review", Wanted: 0.6, Got: 0.54, Distance: 0.1}}},
		{"a rule that fires is not near", []filters.Finding{reading(0.45), links(0.7)}, "injected_readings", map[string]explain.Miss{
			"injected_readings": {Threshold: "confident", Wanted: 0.9, Got: 0.45, Distance: 0.5}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x, parts := account(t, e, policy.Input{Findings: tt.findings})
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
	_, parts := account(t, e, policy.Input{Site: "daily", Findings: []filters.Finding{
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
	e := shipped(t, nil)
	x, err := explain.Verdict(t.Context(), e, policy.Input{Findings: []filters.Finding{
		found("gloss", "injected-reading", "a", 1, map[string]any{"readings": "many"}),
	}})
	if err == nil || len(x.Rules) != 0 {
		t.Fatalf("Verdict() = %v rules, %v, want no rules and an error", len(x.Rules), err)
	}
	if x.Verdict.Action != policy.Review || x.Verdict.Reasons[0].Rule != policy.CouldNotJudge {
		t.Errorf("Verdict() has verdict %+v, want a review that could not judge", x.Verdict)
	}
}
