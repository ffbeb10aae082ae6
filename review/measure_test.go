package review_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/review"
)

func TestWhatWaitsIsMeasuredByTheOldest(t *testing.T) {
	m := metrics.New(metrics.Known{Queues: []string{review.DefaultQueue}})
	onBoth(t, review.Options{Metrics: m, Undo: time.Minute}, func(t *testing.T, d *desk) {
		for _, id := range []string{"1", "2", "3"} {
			d.Send(of("a", id, rejected))
			d.Rule(d.Hand("ann"), "ann", review.Reject)
			d.Pass(time.Hour)
		}
		for _, id := range []string{"4", "5", "6"} {
			d.Send(of("a", id, rejected))
			d.Pass(time.Hour)
		}
		for _, test := range []struct {
			sites               []string
			pending, deliveries float64
		}{
			{[]string{"a", "b"}, 6*3600 - 60, 3},
			{[]string{"b"}, 0, 0},
			{nil, 0, 0},
		} {
			if err := d.Measure(t.Context(), test.sites); err != nil {
				t.Fatal(err)
			}
			want := map[string]float64{
				"presscheck_review_queue_depth default":              3,
				"presscheck_review_queue_oldest_age_seconds default": 3 * 3600,
				"presscheck_review_queue_claimed default":            0,
				"presscheck_webhook_oldest_pending_age_seconds ":     test.pending,
				"presscheck_webhook_pending ":                        test.deliveries,
				"presscheck_review_campaigns ":                       1,
				"presscheck_review_campaign_items ":                  6,
				"presscheck_review_campaign_largest_items ":          6,
				"presscheck_review_last_count_timestamp_seconds ":    float64(d.Clock().Unix()),
			}
			if diff := cmp.Diff(want, gauges(t, m)); diff != "" {
				t.Errorf("told are %v (-want +got):\n%s", test.sites, diff)
			}
		}
	})
}

// gauges are those of the desk by name and known queue.
func gauges(t *testing.T, m *metrics.Metrics) map[string]float64 {
	t.Helper()
	families, err := m.Gather()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]float64{}
	for _, f := range families {
		for _, series := range f.Metric {
			queue := ""
			for _, l := range series.Label {
				queue = l.GetValue()
			}
			if series.Gauge != nil && queue != "other" && (strings.HasPrefix(f.GetName(), "presscheck_review") || strings.HasPrefix(f.GetName(), "presscheck_webhook")) {
				all[f.GetName()+" "+queue] = series.Gauge.GetValue()
			}
		}
	}
	return all
}

func TestWhatPeopleDoIsCountedOnce(t *testing.T) {
	m := metrics.New(metrics.Known{Verdicts: []string{"publish", "review", "reject"}})
	m.PolicyLoaded("live", metrics.PolicyLabels{Rules: []string{"link_blocks"}})
	onBoth(t, review.Options{Metrics: m}, func(t *testing.T, d *desk) {
		before := counters(t, m)
		d.Send(of("a", "1", rejected))
		item := d.Hand("ann")
		d.Pass(time.Minute)
		decided := d.Rule(item, "ann", review.Approve)
		if _, err := d.Decide(t.Context(), review.Decision{Item: decided.ID, Reviewer: "bob", Version: 1, Outcome: review.Reject, Code: "other"}); err == nil {
			t.Error("bob decides on what ann has")
		}
		undone, err := d.UndoDecision(t.Context(), decided.ID, "ann", decided.Version)
		if err != nil {
			t.Fatal(err)
		}
		d.Pass(time.Hour)
		d.Rule(d.Hand("bob"), "bob", review.Reject)
		got := counters(t, m)
		for name, n := range before {
			if got[name] -= n; got[name] == 0 {
				delete(got, name)
			}
		}
		want := map[string]float64{
			"presscheck_review_actions_total undone":                     1,
			"presscheck_review_claims_total claimed":                     1,
			"presscheck_review_claims_total conflict":                    1,
			"presscheck_review_claims_total expired":                     1,
			"presscheck_review_decisions_total approve reject":           1,
			"presscheck_review_decisions_total reject reject":            1,
			"presscheck_review_rule_decisions_total approve link_blocks": 1,
			"presscheck_review_rule_decisions_total reject link_blocks":  1,
			"presscheck_review_latency_seconds":                          60 + 60 + 3600,
			"presscheck_review_claim_to_decision_seconds":                60,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("counted of item %s (-want +got):\n%s", undone.ID, diff)
		}
	})
}

// counters are those of the desk by name and labels, and the sums of its
// histograms.
func counters(t *testing.T, m *metrics.Metrics) map[string]float64 {
	t.Helper()
	families, err := m.Gather()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]float64{}
	for _, f := range families {
		if !strings.HasPrefix(f.GetName(), "presscheck_review_") {
			continue
		}
		for _, series := range f.Metric {
			name := f.GetName()
			for _, l := range series.Label {
				name += " " + l.GetValue()
			}
			if series.Counter != nil {
				all[name] = series.Counter.GetValue()
			}
			if series.Histogram != nil {
				all[name] = series.Histogram.GetSampleSum()
			}
		}
	}
	return all
}
