package review_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/presscheck/presscheck/review"
)

func TestAGroupIsDeliveredLikeSingleDecisions(t *testing.T) {
	onBoth(t, review.Options{Undo: time.Minute}, func(t *testing.T, d *desk) {
		cms := newSite(t)
		courier := d.courier(cms)
		for i := range 3 {
			d.Send(of("a", fmt.Sprint(i), rejected))
		}
		undone := d.rejectAll(d.group(d.find("0")), "lea")
		d.Pass(59 * time.Second)
		if d.deliver(courier); cms.asked != 0 {
			t.Fatal("delivered before it was final")
		}
		if err := d.UndoGroup(t.Context(), undone.ID, "lea"); err != nil {
			t.Fatal(err)
		}
		d.rejectAll(d.group(d.find("0")), "lea")
		d.Pass(time.Minute)
		d.deliver(courier)
		if len(cms.taken) != 3 || cms.again != 0 {
			t.Errorf("%d deliveries, %d of them again", len(cms.taken), cms.again)
		}
		all, _, err := d.ListDeliveries(t.Context(), review.DeliveryFilter{State: review.DeliveryDone}, "")
		if err != nil || len(all) != 3 || len(all[0].Attempts) != 1 || all[0].Attempts[0].Error != "" {
			t.Errorf("log = %+v, %v", all, err)
		}
	})
}

func TestDeliveriesAreListedByStateAndSite(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		const each = 60
		for _, site := range []string{"a", "b"} {
			for range each {
				d.Send(of(site, d.Clock().String(), rejected))
				d.Rule(d.Hand("ann"), "ann", review.Reject)
				d.Pass(time.Second)
			}
		}
		for _, test := range []struct {
			f    review.DeliveryFilter
			want int
		}{
			{review.DeliveryFilter{}, 2 * each},
			{review.DeliveryFilter{Sites: []string{"b"}}, each},
			{review.DeliveryFilter{Sites: []string{}}, 0},
			{review.DeliveryFilter{State: review.DeliveryDue}, 2 * each},
			{review.DeliveryFilter{State: review.DeliveryFailed}, 0},
		} {
			seen, last := map[string]bool{}, d.Clock()
			for after := ""; ; {
				some, next, err := d.ListDeliveries(t.Context(), test.f, after)
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
		if _, _, err := d.ListDeliveries(t.Context(), review.DeliveryFilter{}, "x"); !errors.Is(err, review.ErrPage) {
			t.Errorf("a place that is none: %v", err)
		}
	})
}
