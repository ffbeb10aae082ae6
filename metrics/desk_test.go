package metrics_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/metrics"
)

func TestWhatWaitsIsShownByQueue(t *testing.T) {
	m := example()
	m.Desk(map[string]metrics.Waiting{"default": {Depth: 9, Oldest: time.Hour}}, time.Hour)
	m.Desk(map[string]metrics.Waiting{
		"sample": {Depth: 3, Oldest: time.Minute},
		"law":    {Depth: 2, Oldest: time.Second},
		"sport":  {Depth: 4, Oldest: time.Hour},
	}, -time.Second)
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
		"presscheck_webhook_oldest_pending_age_seconds": {`presscheck_webhook_oldest_pending_age_seconds 0`},
	} {
		if diff := cmp.Diff(want, series(t, m, name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
