package review_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/review"
)

func TestANoteIsPartOfTheHistoryAndDecidesNothing(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		held := d.Hand("ann")
		noted, err := d.Note(t.Context(), held.ID, "bob", "I know this one.")
		if err != nil || noted.Status != review.StatusOpen || noted.Lease == nil || noted.Lease.By != "ann" {
			t.Errorf("noted item = %+v, %v", noted, err)
		}
		c := wantConflict(t, errorOf(d.ruled(held.ID, "ann", review.Reject, held.Version)), review.ErrStale)
		if len(c.Since) != 1 || c.Since[0].Note != "I know this one." {
			t.Errorf("since = %+v, want the note", c.Since)
		}
		d.Rule(noted, "ann", review.Reject)
		if _, err := d.Note(t.Context(), held.ID, "bob", "Again."); err != nil {
			t.Error(err)
		}
		if _, err := d.Note(t.Context(), held.ID, "bob", " "); !errors.Is(err, review.ErrInvalid) {
			t.Errorf("an empty note: %v", err)
		}
		if got, want := d.Story(held.ID), "held, claimed by ann, noted by bob, decided by ann, noted by bob"; got != want {
			t.Errorf("history: %s, want %s", got, want)
		}
	})
}

func TestAnItemIsMovedToAnotherQueue(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		held := d.Hand("ann")
		wantConflict(t, errorOf(d.Move(t.Context(), held.ID, "bob", held.Version, "legal", "")), review.ErrLease)
		wantConflict(t, errorOf(d.Move(t.Context(), held.ID, "ann", 1, "legal", "")), review.ErrStale)
		for _, queue := range []string{"", "to whom it may concern", strings.Repeat("x", 65)} {
			if _, err := d.Move(t.Context(), held.ID, "ann", held.Version, queue, ""); !errors.Is(err, review.ErrInvalid) {
				t.Errorf("move to %q: %v", queue, err)
			}
		}
		moved, err := d.Move(t.Context(), held.ID, "ann", held.Version, "legal", "see paragraph 2")
		if err != nil || moved.Queue != "legal" || moved.Lease != nil {
			t.Errorf("moved item = %+v, %v", moved, err)
		}
		got, err := d.Next(t.Context(), review.Ask{Reviewer: "ann", Queue: "legal"})
		if err != nil || got.ID != held.ID {
			t.Errorf("next of legal = %+v, %v", got, err)
		}
		d.Rule(got, "ann", review.Approve)
		wantConflict(t, errorOf(d.Move(t.Context(), held.ID, "ann", got.Version+1, "default", "")), review.ErrStatus)
	})
}

func TestEscalationGoesToAQueueAndNotToASentence(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		item := d.Hand("ann")
		_, err := d.Decide(t.Context(), review.Decision{
			Item: item.ID, Reviewer: "ann", Version: item.Version, Outcome: review.Escalate, Note: "why", Queue: "Ask Zoe please!",
		})
		if !errors.Is(err, review.ErrInvalid) {
			t.Errorf("error = %v", err)
		}
	})
}
