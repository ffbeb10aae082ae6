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
			d.save(of("a", id, rejected))
			d.decide(d.next("ann"), "ann", review.Reject)
			d.pass(time.Hour)
		}
		for _, id := range []string{"4", "5", "6"} {
			d.save(of("a", id, rejected))
			d.pass(time.Hour)
		}
		for _, test := range []struct {
			sites   []string
			pending float64
		}{
			{[]string{"a", "b"}, 6*3600 - 60},
			{[]string{"b"}, 0},
			{nil, 0},
		} {
			if err := d.Measure(t.Context(), test.sites); err != nil {
				t.Fatal(err)
			}
			want := map[string]float64{
				"presscheck_review_queue_depth default":              3,
				"presscheck_review_queue_oldest_age_seconds default": 3 * 3600,
				"presscheck_webhook_oldest_pending_age_seconds ":     test.pending,
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
	m := metrics.New(metrics.Known{})
	onBoth(t, review.Options{Metrics: m}, func(t *testing.T, d *desk) {
		before := actions(t, m)
		d.save(of("a", "1", rejected))
		decided := d.decide(d.next("ann"), "ann", review.Approve)
		if _, err := d.UndoDecision(t.Context(), decided.ID, "ann", decided.Version); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Decide(t.Context(), review.Decision{Item: decided.ID, Reviewer: "bob", Version: 1, Outcome: review.Reject, Code: "other"}); err == nil {
			t.Error("bob decides on what ann has")
		}
		got := actions(t, m)
		for name, n := range before {
			got[name] -= n
		}
		for name, n := range map[string]float64{"claimed": 1, "approve": 1, "undone": 1, "reject": 0, "other": 0} {
			if got[name] != n {
				t.Errorf("%s was counted %v times, want %v", name, got[name], n)
			}
		}
	})
}

func actions(t *testing.T, m *metrics.Metrics) map[string]float64 {
	t.Helper()
	families, err := m.Gather()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]float64{}
	for _, f := range families {
		if f.GetName() == "presscheck_review_actions_total" {
			for _, series := range f.Metric {
				all[series.Label[0].GetValue()] = series.Counter.GetValue()
			}
		}
	}
	return all
}
