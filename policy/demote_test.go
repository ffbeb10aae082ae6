package policy_test

import (
	"strings"
	"testing"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
)

func TestADemotedRuleAsksForAReview(t *testing.T) {
	e := standard(t)
	links := found("linkblock", "injected-links", "a", 1, nil)
	readings := found("gloss", "injected-reading", "b", 1, map[string]any{"readings": 50})
	tests := []struct {
		name     string
		demoted  []string
		findings []filters.Finding
		want     policy.Action
		first    string // rule and action
	}{
		{"a demoted rule does not reject", []string{"link_blocks"}, []filters.Finding{links}, policy.Review, "link_blocks review"},
		{"another rule still does", []string{"link_blocks"}, []filters.Finding{links, readings}, policy.Reject, "injected_readings reject"},
		{"a rule that is not demoted does", []string{"structure"}, []filters.Finding{links}, policy.Reject, "link_blocks reject"},
		{"nothing to object to is still published", []string{"link_blocks"}, nil, policy.Publish, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, err := e.Evaluate(t.Context(), policy.Input{Demoted: tt.demoted, Findings: tt.findings})
			if err != nil {
				t.Fatal(err)
			}
			first := ""
			if len(v.Reasons) > 0 {
				first = v.Reasons[0].Rule + " " + v.Reasons[0].Action.String()
			}
			if v.Action != tt.want || first != tt.first {
				t.Errorf("Evaluate() = %v, first %q, want %v, first %q", v.Action, first, tt.want, tt.first)
			}
			for _, r := range v.Reasons {
				says := strings.Contains(r.Message, "so a person decides")
				if want := r.Rule == "link_blocks" && len(tt.demoted) > 0 && tt.demoted[0] == r.Rule; says != want {
					t.Errorf("%s says %q", r.Rule, r.Message)
				}
			}
		})
	}
}
