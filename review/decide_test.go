package review_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/review"
)

func TestADecisionNeedsToBeComplete(t *testing.T) {
	codes := map[string][]string{"": {"spam", "other"}, "paper": {"advert"}}
	onBoth(t, review.Options{Codes: codes}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		d.Pass(time.Second)
		d.Send(of("paper", "2", rejected))
		a, paper := d.Hand("ann"), d.Hand("ann")
		for _, test := range []struct {
			name string
			item review.Item
			d    review.Decision
			want string // part of the error; empty: none
		}{
			{"no outcome", a, review.Decision{}, "approve, approve-repaired, reject, escalate"},
			{"a code that is unknown", a, review.Decision{Outcome: review.Approve, Code: "x"}, "spam, other"},
			{"rejected without a code", a, review.Decision{Outcome: review.Reject}, "spam, other"},
			{"a code of another site", paper, review.Decision{Outcome: review.Reject, Code: "spam"}, "advert"},
			{"escalated without a note", a, review.Decision{Outcome: review.Escalate}, "note"},
			{"approved without a code", a, review.Decision{Outcome: review.Approve}, ""},
			{"a code of the site", paper, review.Decision{Outcome: review.Reject, Code: "advert"}, ""},
		} {
			test.d.Item, test.d.Version, test.d.Reviewer = test.item.ID, test.item.Version, "ann"
			_, err := d.Decide(t.Context(), test.d)
			if test.want == "" && err != nil || test.want != "" && (!errors.Is(err, review.ErrInvalid) || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("%s: %v, want %q", test.name, err, test.want)
			}
		}
	})
}

func TestADecisionOnWhatHasChangedIsToldWhatChanged(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		item := d.Hand("ann")
		d.Send(of("a", "1", doubtful))
		decision := review.Decision{Item: item.ID, Reviewer: "ann", Version: item.Version, Outcome: review.Approve}
		c := wantConflict(t, errorOf(d.Decide(t.Context(), decision)), review.ErrStale)
		if len(c.Since) != 1 || c.Since[0].Type != "revised" || c.Item.Revision != 2 {
			t.Errorf("conflict = %+v", c)
		}
		decision.Version = c.Item.Version
		if _, err := d.Decide(t.Context(), decision); err != nil {
			t.Errorf("decided on the new text: %v", err)
		}
		c = wantConflict(t, errorOf(d.Decide(t.Context(), decision)), review.ErrStale)
		if len(c.Since) != 1 || c.Since[0].Actor != "ann" || c.Since[0].Detail["outcome"] != review.Approve {
			t.Errorf("conflict = %+v", c)
		}
	})
}

func TestADecisionOnWhatIsInOtherHandsIsRefused(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		item := d.Hand("ann")
		decision := review.Decision{Item: item.ID, Reviewer: "bob", Version: item.Version, Outcome: review.Approve}
		if c := wantConflict(t, errorOf(d.Decide(t.Context(), decision)), review.ErrLease); c.Item.Lease.By != "ann" {
			t.Errorf("conflict = %+v", c)
		}
	})
}

func TestAnItemThatIsEscalatedWaitsInAnotherQueue(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		got := d.Rule(d.Hand("ann"), "ann", review.Escalate)
		if got.Status != review.StatusOpen || got.Queue != review.EscalateQueue || got.Lease != nil || d.Due() != 0 {
			t.Errorf("escalated item = %+v, %d due", got, d.Due())
		}
		d.Send(of("a", "1", doubtful))
		if got := d.Hand("lead"); got.Queue != review.EscalateQueue {
			t.Errorf("the revised item waits in %s", got.Queue)
		}
	})
}

func TestADecisionCanBeTakenBackUntilItIsFinal(t *testing.T) {
	onBoth(t, review.Options{Undo: time.Minute}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		item := d.Rule(d.Hand("ann"), "ann", review.Reject)
		if !item.Decision.Final.Equal(d.Clock().Add(time.Minute)) || d.Due() != 1 {
			t.Errorf("decided item = %+v, %d due", item.Decision, d.Due())
		}
		wantConflict(t, errorOf(d.UndoDecision(t.Context(), item.ID, "bob", item.Version)), review.ErrStatus)
		d.Pass(59 * time.Second)
		item, err := d.UndoDecision(t.Context(), item.ID, "ann", item.Version)
		if err != nil || item.Status != review.StatusOpen || item.Outcome != "" || item.Lease == nil || item.Lease.By != "ann" || d.Due() != 0 {
			t.Fatalf("undone: %+v, %v, %d due", item, err, d.Due())
		}
		item = d.Rule(item, "ann", review.Approve)
		d.Pass(time.Minute)
		wantConflict(t, errorOf(d.UndoDecision(t.Context(), item.ID, "ann", item.Version)), review.ErrStatus)
		if got, want := d.Story(item.ID), "held, claimed by ann, decided by ann, undone by ann, decided by ann"; got != want {
			t.Errorf("history: %s, want %s", got, want)
		}
	})
}

func TestADecidedItemCanBeOpenedAgain(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		item := d.Rule(d.Hand("ann"), "ann", review.Reject)
		wantConflict(t, errorOf(d.Reopen(t.Context(), item.ID, "lead", item.Version-1, "")), review.ErrStale)
		item, err := d.Reopen(t.Context(), item.ID, "lead", item.Version, "the author called")
		if err != nil || item.Status != review.StatusOpen || item.Decision != nil || d.Due() != 0 {
			t.Errorf("reopened: %+v, %v, %d due", item, err, d.Due())
		}
		wantConflict(t, errorOf(d.Reopen(t.Context(), item.ID, "lead", item.Version, "")), review.ErrStatus)
	})
}
