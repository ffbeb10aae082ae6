package review_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/review"
)

func TestCampaignsAreGroupsOfWhatWasHeldLately(t *testing.T) {
	m := metrics.New(metrics.Known{})
	onBoth(t, review.Options{Metrics: m}, func(t *testing.T, d *desk) {
		send := func(n int, html string) {
			for i := range n {
				d.Send(of("a", fmt.Sprint(html, i), html))
			}
		}
		send(5, "<p>News. [[line of old wares that nobody wants]]</p>")
		d.Pass(25 * time.Hour)
		send(4, "<p>News. [[cheap pills online casino]]</p>")
		send(3, "<p>News. [[replica watches for free today]]</p>")
		send(2, "<p>News. [[essay writing service with discount]]</p>")
		send(3, clean)
		d.Rule(d.Hand("ann"), "ann", review.Reject)
		if err := d.Measure(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		got := gauges(t, m)
		for name, n := range map[string]float64{"campaigns": 2, "campaign_items": 7, "campaign_largest_items": 4} {
			if diff := cmp.Diff(n, got["presscheck_review_"+name+" "]); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	})
}
