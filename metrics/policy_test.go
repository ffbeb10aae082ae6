package metrics_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/metrics"
)

func TestRulesComeAndGoWithThePolicy(t *testing.T) {
	m := metrics.New(metrics.Known{Rules: []string{"could-not-judge"}, Verdicts: []string{"review"}})
	m.PolicyLoaded("live", metrics.PolicyLabels{Revision: "a", Rules: []string{"old", "kept"}})
	m.Reason("old", "review")
	m.Reason("kept", "review")
	m.PolicyLoaded("live", metrics.PolicyLabels{Revision: "b", Rules: []string{"kept", "new"}})
	m.Reason("old", "review") // of an article that was under way
	want := []string{
		`presscheck_reasons_total{action="other",rule="could-not-judge"} 0`,
		`presscheck_reasons_total{action="other",rule="kept"} 0`,
		`presscheck_reasons_total{action="other",rule="new"} 0`,
		`presscheck_reasons_total{action="other",rule="other"} 1`,
		`presscheck_reasons_total{action="review",rule="could-not-judge"} 0`,
		`presscheck_reasons_total{action="review",rule="kept"} 1`,
		`presscheck_reasons_total{action="review",rule="new"} 0`,
	}
	if diff := cmp.Diff(want, series(t, m, "presscheck_reasons_total")); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
}

func TestDecisionsAreCountedForTheRulesThatHeld(t *testing.T) {
	m := metrics.New(metrics.Known{Verdicts: []string{"publish", "review", "reject"}})
	m.PolicyLoaded("live", metrics.PolicyLabels{Revision: "a", Rules: []string{"one"}})
	m.Decided(metrics.Decision{Verdict: "review", Rules: []string{"one", "gone"}, Outcome: "approve", Waited: time.Hour, InHand: time.Minute})
	m.Decided(metrics.Decision{Verdict: "publish", Outcome: "reject", Waited: time.Hour})
	got := scrape(t, m)
	for _, want := range []string{
		`presscheck_review_rule_decisions_total{outcome="approve",rule="one"} 1`,
		`presscheck_review_rule_decisions_total{outcome="reject",rule="one"} 0`,
		`presscheck_review_rule_decisions_total{outcome="other",rule="other"} 1`,
		`presscheck_review_decisions_total{outcome="approve",verdict="review"} 1`,
		`presscheck_review_decisions_total{outcome="reject",verdict="publish"} 1`,
		`presscheck_review_latency_seconds_sum 7200`,
		`presscheck_review_claim_to_decision_seconds_sum 60`,
		`presscheck_review_claim_to_decision_seconds_count 1`,
	} {
		if !strings.Contains(got, "\n"+want+"\n") {
			t.Errorf("no line %s in:\n%s", want, presscheckOnly(got))
		}
	}
	m.PolicyLoaded("live", metrics.PolicyLabels{Revision: "b", Rules: []string{"two"}})
	if got := scrape(t, m); strings.Contains(got, `rule="one"`) {
		t.Errorf("a rule that is gone is shown:\n%s", presscheckOnly(got))
	}
}

func TestFlipsAreCountedForWhatIsKnown(t *testing.T) {
	m := metrics.New(metrics.Known{Verdicts: []string{"publish", "review", "reject"}, Sites: []string{"news", "sport"}})
	m.PolicyLoaded("live", metrics.PolicyLabels{Revision: "a", Rules: []string{"old"}})
	m.PolicyLoaded("candidate", metrics.PolicyLabels{Revision: "b", Rules: []string{"new"}})
	m.Tried("publish", "review", []string{"new", "old"}, "sport")
	m.Tried("review", "review", nil, "news")
	for i := range 100 {
		m.Tried("publish", "reject", []string{strconv.Itoa(i)}, strconv.Itoa(i))
	}
	const name = "presscheck_policy_candidate_flips_total"
	want := []string{
		name + `{from="publish",rule="new",site="sport",to="review"} 1`,
		name + `{from="publish",rule="old",site="sport",to="review"} 1`,
		name + `{from="publish",rule="other",site="other",to="reject"} 100`,
	}
	if diff := cmp.Diff(want, series(t, m, name)); diff != "" {
		t.Errorf("flips (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"presscheck_policy_candidate_articles_total 102"}, series(t, m, "presscheck_policy_candidate_articles_total")); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	m.PolicyLoaded("candidate", metrics.PolicyLabels{})
	if got := series(t, m, name); len(got) != 0 {
		t.Errorf("flips of a candidate that is gone: %q", got)
	}
	if diff := cmp.Diff([]string{`presscheck_policy_info{revision="a"} 1`}, series(t, m, "presscheck_policy_info")); diff != "" {
		t.Errorf("policies (-want +got):\n%s", diff)
	}
}

func TestReloadsAreCounted(t *testing.T) {
	m := example()
	if got := series(t, m, "presscheck_policy_last_reload_successful"); len(got) != 0 {
		t.Errorf("before the first reload there is %q, which alerts would take for a failure", got)
	}
	m.PolicyReload("live", "loaded", time.Unix(100, 0))
	m.PolicyReload("live", "refused", time.Unix(200, 0))
	m.PolicyReload("candidate", "unchanged", time.Unix(300, 0))
	for name, want := range map[string][]string{
		"presscheck_policy_last_reload_successful": {
			`presscheck_policy_last_reload_successful{policy="candidate"} 1`,
			`presscheck_policy_last_reload_successful{policy="live"} 0`,
		},
		"presscheck_policy_last_reload_success_timestamp_seconds": {
			`presscheck_policy_last_reload_success_timestamp_seconds{policy="candidate"} 300`,
			`presscheck_policy_last_reload_success_timestamp_seconds{policy="live"} 100`,
		},
	} {
		if diff := cmp.Diff(want, series(t, m, name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
