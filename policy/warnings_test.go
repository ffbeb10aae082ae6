package policy_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWarnings(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }
	const exemptions = `modes: {one: warn}
exemptions:
  one:
    - {owner: desk, reason: Agreed., expires: 2026-11-23}
    - {owner: desk, reason: Later., expires: 2026-12-01}
sites:
  daily:
    exemptions:
      one:
        - {owner: a@daily.example, reason: "A page of links.", expires: 2026-11-20}
`
	tests := []struct {
		name, data string
		now        time.Time
		want       []string
	}{
		{"a policy in order has none", exemptions, day(19), nil},
		{"a rule without mode is in shadow", "", day(19),
			[]string{"one/one.rego:1: the rule has no mode and is in shadow; name it under modes in data.yaml"}},
		{"exemptions expire as their day begins", exemptions, day(23), []string{
			"data.yaml:4: exemptions.one.0: expired on 2026-11-23; desk may renew or remove it (Agreed.)",
			"data.yaml:10: sites.daily.exemptions.one.0: expired on 2026-11-20; a@daily.example may renew or remove it (A page of links.)"}},
		{"and not before", exemptions, day(23).Add(-time.Second), []string{
			"data.yaml:10: sites.daily.exemptions.one.0: expired on 2026-11-20; a@daily.example may renew or remove it (A page of links.)"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := build(t, map[string]string{"data.yaml": tt.data})
			if d := cmp.Diff(tt.want, e.Warnings(tt.now)); d != "" {
				t.Errorf("Warnings() (-want +got):\n%s", d)
			}
		})
	}
}
