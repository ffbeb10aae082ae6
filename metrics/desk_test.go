package metrics_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/metrics"
)

func TestWhatWaitsIsShownByQueue(t *testing.T) {
	m := example()
	if got := series(t, m, "presscheck_review_last_count_timestamp_seconds"); len(got) != 0 {
		t.Errorf("without a desk there is %q, which alerts would take for a store that does not answer", got)
	}
	m.Desk(metrics.Backlog{Queues: map[string]metrics.Waiting{"default": {Depth: 9, Oldest: time.Hour}}})
	m.Desk(metrics.Backlog{
		At: time.Unix(1000, 0),
		Queues: map[string]metrics.Waiting{
			"sample": {Depth: 3, InHand: 1, Oldest: time.Minute},
			"law":    {Depth: 2, Oldest: time.Second},
			"sport":  {Depth: 4, Oldest: time.Hour},
		},
		Deliveries: metrics.Waiting{Depth: 1, Oldest: -time.Second},
		Campaigns:  metrics.Campaigns{Groups: 2, Items: 9, Largest: 6},
	})
	for name, want := range map[string][]string{
		"presscheck_review_queue_depth": {
			`presscheck_review_queue_depth{queue="default"} 0`,
			`presscheck_review_queue_depth{queue="other"} 6`,
			`presscheck_review_queue_depth{queue="sample"} 3`,
		},
		"presscheck_review_queue_oldest_age_seconds": {
			`presscheck_review_queue_oldest_age_seconds{queue="default"} 0`,
			`presscheck_review_queue_oldest_age_seconds{queue="other"} 3600`,
			`presscheck_review_queue_oldest_age_seconds{queue="sample"} 60`,
		},
		"presscheck_review_queue_claimed": {
			`presscheck_review_queue_claimed{queue="default"} 0`,
			`presscheck_review_queue_claimed{queue="other"} 0`,
			`presscheck_review_queue_claimed{queue="sample"} 1`,
		},
		"presscheck_review_campaigns":                    {`presscheck_review_campaigns 2`},
		"presscheck_review_campaign_items":               {`presscheck_review_campaign_items 9`},
		"presscheck_review_campaign_largest_items":       {`presscheck_review_campaign_largest_items 6`},
		"presscheck_review_last_count_timestamp_seconds": {`presscheck_review_last_count_timestamp_seconds 1000`},
		"presscheck_webhook_pending":                     {`presscheck_webhook_pending 1`},
		"presscheck_webhook_oldest_pending_age_seconds":  {`presscheck_webhook_oldest_pending_age_seconds 0`},
	} {
		if diff := cmp.Diff(want, series(t, m, name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestQueuesComeAndGoWithThePolicy(t *testing.T) {
	m := example()
	m.PolicyLoaded("live", metrics.PolicyLabels{Revision: "a", Queues: []string{"law", "sport", "default"}})
	m.PolicyLoaded("live", metrics.PolicyLabels{Revision: "b", Queues: []string{"sport", "night"}})
	m.Desk(metrics.Backlog{Queues: map[string]metrics.Waiting{"law": {Depth: 2}, "sport": {Depth: 4}}})
	want := []string{
		`presscheck_review_queue_depth{queue="default"} 0`,
		`presscheck_review_queue_depth{queue="night"} 0`,
		`presscheck_review_queue_depth{queue="other"} 2`,
		`presscheck_review_queue_depth{queue="sample"} 0`,
		`presscheck_review_queue_depth{queue="sport"} 4`,
	}
	if diff := cmp.Diff(want, series(t, m, "presscheck_review_queue_depth")); diff != "" {
		t.Errorf("depth (-want +got):\n%s", diff)
	}
}
