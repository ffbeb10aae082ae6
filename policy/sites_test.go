package policy_test

import (
	_ "embed"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
)

// shipped is the starter policy after changes.
func shipped(t testing.TB, changes map[string]string) *policy.Engine {
	t.Helper()
	e, err := policy.New(shippedFS(t, changes))
	if err != nil {
		t.Fatal(err)
	}
	e.Timeout = time.Minute
	return e
}

func TestSitesDiffer(t *testing.T) {
	e := shipped(t, map[string]string{
		"sites/daily/data.yaml": "thresholds: {link_blocks: {review: 0.8}}\nmodes: {undecodable: warn, injected_readings: shadow}\n",
		"sites/weekly/data.json": `{"exemptions": {"link_blocks": [
			{"url": "https://weekly.example/shop/", "owner": "desk", "reason": "Ours.", "expires": "2027-01-01"}]}}`,
	})
	links := []filters.Finding{found("linkblock", "injected-links", "a", 0.7, nil)}
	readings := []filters.Finding{found("gloss", "injected-reading", "a", 1, map[string]any{"readings": 50})}
	bytes := []filters.Finding{found("structure", "undecodable-bytes", "a", 1, nil)}
	const shop = "https://weekly.example/shop/1"
	tests := []struct {
		name      string
		site, url string
		day       int // of January 2027
		findings  []filters.Finding
		action    policy.Action
		want      string // the reasons shown, as rule/mode/suppressed/expired
		shadow    string
	}{
		{"all other sites review at the default", "other", "", 0, links, policy.Review, "link_blocks/enforce/0/0", ""},
		{"no site reviews at the default", "", "", 0, links, policy.Review, "link_blocks/enforce/0/0", ""},
		{"a site has its own threshold", "daily", "", 0, links, policy.Publish, "", ""},
		{"a site may be warned only", "daily", "", 0, bytes, policy.Publish, "undecodable/warn/0/0", ""},
		{"a site may watch a rule unseen", "daily", "", 0, readings, policy.Publish, "", "injected_readings/shadow/0/0"},
		{"an exemption is listed", "weekly", shop, 0, links, policy.Publish, "link_blocks/enforce/1/0", ""},
		{"an exemption is of its address", "weekly", "https://weekly.example/news/1", 0, links, policy.Review, "link_blocks/enforce/0/0", ""},
		{"an exemption is of its site", "other", shop, 0, links, policy.Review, "link_blocks/enforce/0/0", ""},
		{"an exemption ends", "weekly", shop, 1, links, policy.Review, "link_blocks/enforce/0/1", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, err := e.Evaluate(t.Context(), policy.Input{
				Site: tt.site, URL: tt.url, Findings: tt.findings, Now: time.Date(2027, 1, tt.day, 0, 0, 0, 0, time.UTC),
			})
			if err != nil {
				t.Fatal(err)
			}
			if v.Action != tt.action {
				t.Errorf("Evaluate() = %v, want %v", v.Action, tt.action)
			}
			if d := cmp.Diff([]string{tt.want, tt.shadow}, []string{brief(v.Reasons), brief(v.Shadow)}); d != "" {
				t.Errorf("reasons and shadow (-want +got):\n%s", d)
			}
		})
	}
}

func TestReasonsThatHoldComeFirst(t *testing.T) {
	e := shipped(t, map[string]string{"sites/daily/data.yaml": "modes: {link_blocks: warn}\n"})
	v, err := e.Evaluate(t.Context(), policy.Input{Site: "daily", Findings: []filters.Finding{
		found("linkblock", "injected-links", "a", 1, nil), found("structure", "too-deep", "b", 1, nil),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := brief(v.Reasons), "structure/enforce/0/0 link_blocks/warn/0/0"; got != want || v.Action != policy.Review {
		t.Errorf("Evaluate() = %v with %s, want review with %s", v.Action, got, want)
	}
}

// A rule that is merged without a mode would be watched for ever, unnoticed.
func TestEveryShippedRuleHasAMode(t *testing.T) {
	e := standard(t)
	for _, r := range e.Rules() {
		if e.Written().Settings.Value("modes", r.Name) == nil {
			t.Errorf("rule %s has no mode: add it to modes in rules/data.yaml", r.Name)
		}
	}
}

func brief(reasons []policy.Reason) string {
	var parts []string
	for _, r := range reasons {
		digit := func(n int) string { return string(rune('0' + n)) }
		parts = append(parts, r.Rule+"/"+r.Mode.String()+"/"+digit(len(r.SuppressedBy))+"/"+digit(len(r.Expired)))
	}
	return strings.Join(parts, " ")
}

// shippedFS holds the starter policy after changes.
func shippedFS(t testing.TB, changes map[string]string) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	rules := os.DirFS("rules")
	err := fs.WalkDir(rules, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(rules, name)
		fsys[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range changes {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

//go:embed rules/data.yaml
var starterData string
