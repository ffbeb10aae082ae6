package settings_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/policy/settings"
)

// read gathers files, as settings of a policy whose only rule is called one.
func read(files map[string]string) (settings.Settings, error) {
	var documents []settings.Document
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(files)) {
		d, err := settings.Parse(name, []byte(files[name]))
		documents, faults = append(documents, d), append(faults, err)
	}
	s, err := settings.Gather(documents)
	return s, errors.Join(append(faults, err, s.Check([]string{"one"}))...)
}

func TestSettingsAreRefused(t *testing.T) {
	data := func(text string) map[string]string { return map[string]string{"data.yaml": text} }
	const links = "thresholds: {one: {links: 3}}\n"
	tests := []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"data that is no YAML", data("a: 1\n b: 2\n"), "data.yaml:2: mapping values are not allowed"},
		{"data that says a thing twice", data("a: 1\na: 2\n"), `data.yaml:2: mapping key "a" already defined`},
		{"data that is no JSON", data("a: .nan\n"), "data.yaml: json: unsupported value: NaN"},
		{"data that is a list", data("- a\n"), "data.yaml:1: cannot unmarshal !!seq"},
		{"data in place of rules", data("presscheck: {rules: {}}\n"), "data.yaml:1: data.presscheck belongs to the rules"},
		{"data inside a rule", map[string]string{"one/data.yaml": "a: 1\n"}, "one/data.yaml: data stands in data.yaml beside verdict.rego"},

		{"a mode that there is not", data("modes:\n  one: enfroce\n"),
			"data.yaml:2: modes.one: value must be one of 'enforce', 'warn', 'shadow'"},
		{"a mode of a rule that there is not", data("modes:\n  won: warn\n"), "data.yaml:2: modes.won: there is no rule won"},
		{"thresholds of a rule that there is not", data("thresholds: {won: {n: 1}}\n"), "data.yaml:1: thresholds.won: there is no rule won"},
		{"an exemption of a rule that there is not", data("exemptions: {won: []}\n"), "data.yaml:1: exemptions.won: there is no rule won"},
		{"a queue for a rule that there is not", data("queues: {won: spam}\n"), "data.yaml:1: queues.won: there is no rule won"},
		{"a queue with a name for people", data("queues: {one: The night desk}\n"), "data.yaml:1: queues.one: 'The night desk' does not match pattern"},
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
		{"data inside a rule, and in place of rules", map[string]string{"a/data.yaml": "a: 1\n", "data.yaml": "presscheck: {}\n"},
			"data.yaml:1: data.presscheck belongs to the rules"},
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
			_, err := read(tt.files)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("read() = %v, want %q", err, tt.want)
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
		t.Run(tt.name, func(t *testing.T) {
			if _, err := read(map[string]string{tt.file: tt.text}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestQueuesAreThoseThatTheSettingsName(t *testing.T) {
	s, err := read(map[string]string{
		"data.yaml":              "queues: {one: spam}\nsites: {weekly: {queues: {one: night}}}\n",
		"sites/daily/data.yaml":  "queues: {one: spam}\n",
		"sites/hourly/data.yaml": "queues: {one: broken}\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"broken", "night", "spam"}, s.Queues()); diff != "" {
		t.Errorf("queues (-want +got):\n%s", diff)
	}
}

func TestASettingIsInForceFromWhereItStands(t *testing.T) {
	s, err := read(map[string]string{
		"data.yaml":              "thresholds:\n  one: {low: 1,\n    high: 5}\nmodes:\n  one: enforce\nsites:\n  daily:\n    thresholds: {one: {high: 7}}\n",
		"sites/weekly/data.yaml": "modes:\n  one: warn\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	low := settings.Threshold{Name: "low", Value: 1, From: settings.Origin{Place: "data.yaml:2"}}
	tests := []struct {
		name, site string
		high       settings.Threshold
		mode       settings.Mode
		from       settings.Origin
	}{
		{"a site with a threshold of its own", "daily", settings.Threshold{Name: "high", Value: 7, From: settings.Origin{Site: "daily", Place: "data.yaml:8"}},
			settings.Enforce, settings.Origin{Place: "data.yaml:5"}},
		{"a site with a mode of its own", "weekly", settings.Threshold{Name: "high", Value: 5, From: settings.Origin{Place: "data.yaml:3"}},
			settings.Warn, settings.Origin{Site: "weekly", Place: "sites/weekly/data.yaml:2"}},
		{"no site", "", settings.Threshold{Name: "high", Value: 5, From: settings.Origin{Place: "data.yaml:3"}},
			settings.Enforce, settings.Origin{Place: "data.yaml:5"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff([]settings.Threshold{tt.high, low}, s.Thresholds(tt.site, "one")); d != "" {
				t.Errorf("Thresholds() (-want +got):\n%s", d)
			}
			if mode, from := s.Mode(tt.site, "one"); mode != tt.mode || from != tt.from {
				t.Errorf("Mode() = %v from %v, want %v from %v", mode, from, tt.mode, tt.from)
			}
		})
	}
	if mode, from := s.Mode("daily", "two"); mode != settings.Shadow || from != (settings.Origin{}) {
		t.Errorf("Mode() of a rule without = %v from %v, want shadow from nowhere", mode, from)
	}
}

func TestModesAreWrittenAndRead(t *testing.T) {
	for want, m := range map[string]settings.Mode{"enforce": settings.Enforce, "warn": settings.Warn, "shadow": settings.Shadow} {
		text, err := m.MarshalText()
		if err != nil || string(text) != want || m.String() != want {
			t.Errorf("MarshalText() = %q, %v and String() = %q, want %q", text, err, m, want)
		}
		var back settings.Mode
		if err := back.UnmarshalText([]byte(want)); err != nil || back != m {
			t.Errorf("UnmarshalText(%q) = %v, %v, want %v", want, back, err, m)
		}
	}
}

func TestWhatIsNoModeIsRefused(t *testing.T) {
	for _, m := range []settings.Mode{settings.Enforce - 1, settings.Shadow + 1} {
		if text, err := m.MarshalText(); err == nil {
			t.Errorf("%v.MarshalText() = %q, want an error", m, text)
		}
	}
	for _, text := range []string{"", "Warn", "warn ", "off", "0"} {
		m := settings.Warn
		if err := m.UnmarshalText([]byte(text)); err == nil || m != settings.Warn {
			t.Errorf("UnmarshalText(%q) = %v, %v, want an error and the mode as it was", text, m, err)
		}
	}
}
