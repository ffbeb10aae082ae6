package configs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/configs"
)

const filterFile = `filters:
  gloss:
    min_readings: 3
    hosts:
      News.Example.com: 1
      b.example:
      - x
  mojibake:
`

func TestSettingsOfFiltersArriveAsWritten(t *testing.T) {
	c := load(t, configs.Options{
		File: file(t, filterFile),
		Env: []string{
			"PRESSCHECK_FILTERS_GLOSS_MIN_READINGS=5",
			"PRESSCHECK_FILTERS_LINKBLOCK_OWN_HOSTS=[a.example, b.example]",
			"PRESSCHECK_FILTERS_LINKBLOCK_SHARE=0.5",
			`PRESSCHECK_FILTERS_LINKBLOCK_WORD="5"`,
		},
	})
	want := map[string]map[string]any{
		"gloss": {
			"min_readings": 5,
			"hosts":        map[string]any{"News.Example.com": 1, "b.example": []any{"x"}},
		},
		"mojibake":  {},
		"linkblock": {"own_hosts": []any{"a.example", "b.example"}, "share": 0.5, "word": "5"},
	}
	if diff := cmp.Diff(want, c.Filters); diff != "" {
		t.Errorf("filters (-want +got):\n%s", diff)
	}
}

func TestWhere(t *testing.T) {
	c := load(t, configs.Options{
		File: file(t, filterFile),
		Env:  []string{"PRESSCHECK_FILTERS_GLOSS_MIN_READINGS=5", "PRESSCHECK_FILTERS_LINKBLOCK_HOSTS=[a]"},
	})
	tests := []struct {
		name string
		path []string
		want string
	}{
		{"a section", []string{"filters"}, "presscheck.yaml:1"},
		{"a filter in the file", []string{"filters", "gloss"}, "presscheck.yaml:2"},
		{"a filter without settings", []string{"filters", "mojibake"}, "presscheck.yaml:8"},
		{"an overridden setting", []string{"filters", "gloss", "min_readings"}, "environment PRESSCHECK_FILTERS_GLOSS_MIN_READINGS"},
		{"a name with dots", []string{"filters", "gloss", "hosts", "News.Example.com"}, "presscheck.yaml:5"},
		{"a member of a list", []string{"filters", "gloss", "hosts", "b.example", "0"}, "presscheck.yaml:7"},
		{"a filter in the environment alone", []string{"filters", "linkblock"}, "environment PRESSCHECK_FILTERS_LINKBLOCK_HOSTS"},
		{"a member of a list there", []string{"filters", "linkblock", "hosts", "0"}, "environment PRESSCHECK_FILTERS_LINKBLOCK_HOSTS"},
		{"a setting that is not set", []string{"filters", "gloss", "other"}, "default"},
		{"a section that is not set", []string{"server"}, "default"},
	}
	for _, test := range tests {
		if got := c.Where(test.path...); got != test.want {
			t.Errorf("%s: Where(%q) = %q, want %q", test.name, test.path, got, test.want)
		}
	}
}

func TestAnOverriddenMapLeavesNoTrace(t *testing.T) {
	c := load(t, configs.Options{
		File: file(t, filterFile),
		Env:  []string{"PRESSCHECK_FILTERS_GLOSS_HOSTS={c.example: 2}"},
	})
	if diff := cmp.Diff(any(map[string]any{"c.example": 2}), c.Filters["gloss"]["hosts"]); diff != "" {
		t.Errorf("hosts (-want +got):\n%s", diff)
	}
	if got := c.Where("filters", "gloss", "hosts", "News.Example.com"); got != "default" {
		t.Errorf("the replaced member is said to stand at %s, want default", got)
	}
}
