package outbox_test

import (
	"errors"
	"testing"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/outbox"
	"github.com/presscheck/presscheck/review/reviewtest"
)

func TestDeliveriesAreListedByStateAndSite(t *testing.T) {
	reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
		const each = 60
		for _, site := range []string{"a", "b"} {
			for range each {
				d.Send(reviewtest.Article(site, d.Clock().String(), reviewtest.Rejected))
				d.Rule(d.Hand("ann"), "ann", review.Reject)
				d.Pass(time.Second)
			}
		}
		for _, test := range []struct {
			f    outbox.Filter
			want int
		}{
			{outbox.Filter{}, 2 * each},
			{outbox.Filter{Sites: []string{"b"}}, each},
			{outbox.Filter{Sites: []string{}}, 0},
			{outbox.Filter{State: outbox.Due}, 2 * each},
			{outbox.Filter{State: outbox.Failed}, 0},
		} {
			seen, last := map[string]bool{}, d.Clock()
			for after := ""; ; {
				some, next, err := outbox.List(t.Context(), d.DB, test.f, after)
				if err != nil {
					t.Fatal(err)
				}
				for _, one := range some {
					if seen[one.ID] || one.DecidedAt.After(last) {
						t.Errorf("%+v: %s comes twice, or too late", test.f, one.ID)
					}
					seen[one.ID], last = true, one.DecidedAt
				}
				if after = next; after == "" {
					break
				}
			}
			if len(seen) != test.want {
				t.Errorf("%+v: %d deliveries, want %d", test.f, len(seen), test.want)
			}
		}
		if _, _, err := outbox.List(t.Context(), d.DB, outbox.Filter{}, "x"); !errors.Is(err, database.ErrPlace) {
			t.Errorf("a place that is none: %v", err)
		}
	})
}
