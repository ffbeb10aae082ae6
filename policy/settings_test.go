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

func TestNewRefusesSettings(t *testing.T) {
	data := func(text string) map[string]string { return map[string]string{"data.yaml": text} }
	const links = "thresholds: {one: {links: 3}}\n"
	tests := []struct {
		name    string
		changes map[string]string
		want    string
	}{
		{"a mode that there is not", data("modes:\n  one: enfroce\n"),
			"data.yaml:2: modes.one: value must be one of 'enforce', 'warn', 'shadow'"},
		{"a mode of a rule that there is not", data("modes:\n  won: warn\n"), "data.yaml:2: modes.won: there is no rule won"},
		{"thresholds of a rule that there is not", data("thresholds: {won: {n: 1}}\n"), "data.yaml:1: thresholds.won: there is no rule won"},
		{"an exemption of a rule that there is not", data("exemptions: {won: []}\n"), "data.yaml:1: exemptions.won: there is no rule won"},
		{"a queue for a rule that there is not", data("queues: {won: spam}\n"), "data.yaml:1: queues.won: there is no rule won"},
		{"a queue with a name for people", data("queues: {one: The night desk}\n"), "data.yaml:1: queues.one: 'The night desk' does not match pattern"},
		{"a section that there is not", data("thresholds: {}\nmods: {one: warn}\n"),
			"data.yaml:2: mods: no rule reads it, and there is no such setting"},
		{"a section left open", data("modes:\n"), "data.yaml:1: modes: got null, want object"},
		{"partners as a list", data("partners: [a.example]\n"), "data.yaml:1: partners: got array, want object"},
		{"a partner that is an address", data("partners:\n  https://a.example/: shop\n"),
			"data.yaml:2: partners.https://a.example/: the name 'https://a.example/' does not match pattern"},
		{"a language without script", data("languages: {en: English}\n"), "data.yaml:1: languages.en: 'English' does not match pattern"},
		{"a trust that there is not", data("trusted: {users: {a: b}}\n"), "data.yaml:1: trusted.users: there is no such setting"},

		{"a site's setting that there is not", data("sites:\n  daily:\n    treshold: {}\n"),
			"data.yaml:3: sites.daily.treshold: there is no such setting"},
		{"a site's mode of a rule that there is not", data("sites:\n  daily:\n    modes: {won: warn}\n"),
			"data.yaml:3: sites.daily.modes.won: there is no rule won"},
		{"a site's threshold without a default", data(links + "sites:\n  daily:\n    thresholds:\n      one:\n        lnks: 4\n"),
			"data.yaml:6: sites.daily.thresholds.one.lnks: there is no such threshold for all sites"},
		{"a site's own file", map[string]string{"sites/daily/data.yaml": "modes:\n  one: on\n"},
			"sites/daily/data.yaml:2: sites.daily.modes.one: value must be one of"},
		{"a site's own file in JSON, with tabs", map[string]string{"sites/daily/data.json": "{\n\t\"modes\": {\n\t\t\"one\": true\n\t}\n}"},
			"sites/daily/data.json:3: sites.daily.modes.one: value must be one of"},
		{"a site in two files", map[string]string{"data.yaml": "sites: {daily: {modes: {}}}\n", "sites/daily/data.yaml": "modes: {}\n"},
			"sites/daily/data.yaml:1: sites.daily stands in another file, too"},
		{"a section in two files", map[string]string{"data.yaml": "\nmodes: {one: warn}\n", "data.json": `{"modes": {"one": "warn"}}`},
			"data.yaml:2: modes stands in another file, too"},

		{"an exemption without owner", data("exemptions:\n  one:\n    - {reason: r, expires: 2026-01-01}\n"),
			"data.yaml:3: exemptions.one.0: missing property 'owner'"},
		{"an exemption for ever", data("exemptions:\n  one:\n    - {reason: r, owner: o}\n"),
			"data.yaml:3: exemptions.one.0: missing property 'expires'"},
		{"an exemption until a day that there is not", data("exemptions:\n  one:\n    - reason: r\n      owner: o\n      expires: 2026-02-30\n"),
			"data.yaml:5: exemptions.one.0.expires: '2026-02-30' is not valid date"},
		{"an exemption for half a host", data("exemptions: {one: [{owner: o, reason: r, expires: 2026-01-01, url: 'https://daily'}]}\n"),
			"data.yaml:1: exemptions.one.0.url: 'https://daily' does not match pattern"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := policy.New(with(tt.changes))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("New() = %v, want %q", err, tt.want)
			}
			t.Log(err)
		})
	}
}

func TestSettingsThatAreAccepted(t *testing.T) {
	tests := []struct{ name, file, text string }{
		{"none", "data.yaml", ""},
		{"an empty file", "data.yaml", "# nothing yet\n"},
		{"a date without quotes", "data.yaml", "exemptions: {one: [{owner: o, reason: r, expires: 2026-01-01}]}\n"},
		{"JSON", "data.json", "{\n\t\"modes\": {\"one\": \"warn\"}\n}\n"},
		{"a site named by a number", "data.yaml", "sites: {24: {modes: {one: warn}}}\n"},
		{"values shared between sites", "data.yaml", "sites:\n  a: &a {modes: {one: warn}}\n  b: {<<: *a}\n"},
		{"a site's own file", "sites/daily/data.yaml", "modes: {one: warn}\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { build(t, map[string]string{tt.file: tt.text}) })
	}
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

func TestQueuesAreThoseThatTheSettingsName(t *testing.T) {
	e := build(t, map[string]string{
		"data.yaml":              "queues: {one: spam}\nsites: {weekly: {queues: {one: night}}}\n",
		"sites/daily/data.yaml":  "queues: {one: spam}\n",
		"sites/hourly/data.yaml": "queues: {one: broken}\n",
	})
	if diff := cmp.Diff([]string{"broken", "night", "spam"}, e.Queues()); diff != "" {
		t.Errorf("queues (-want +got):\n%s", diff)
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
		if e.Setting("modes", r.Name) == nil {
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
