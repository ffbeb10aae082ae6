package review_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
		if got, want := d.history(held.ID), "held, claimed by ann, noted by bob, decided by ann, noted by bob"; got != want {
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

func TestTheRecordOfAnAuthorAndOfASite(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		put := func(site, id, author string) {
			s := of(site, id, rejected)
			s.Author = map[string]any{"name": author}
			d.Send(s)
			d.Pass(time.Second)
		}
		put("a", "1", "Ann")
		put("a", "2", "Ann")
		put("a", "3", "Ben")
		put("b", "4", "Ann")
		put("a", "5", "Ann")
		for _, outcome := range []string{review.Reject, review.Approve, review.ApproveRepaired} {
			d.Rule(d.Hand("rev"), "rev", outcome)
			d.Pass(time.Second)
		}
		for _, test := range []struct {
			site, author string
			want         review.Record
		}{
			{"a", "Ann", review.Record{Items: 3, Open: 1, Rejected: 1, Approved: 1}},
			{"a", "", review.Record{Items: 4, Open: 1, Rejected: 1, Approved: 1, Repaired: 1}},
			{"c", "Ann", review.Record{}},
		} {
			got, err := d.RecordOf(t.Context(), test.site, test.author)
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Errorf("%s on %s, %v (-want +got):\n%s", test.author, test.site, err, diff)
			}
		}
	})
}

func TestDecisionsAreListedForOthersToCount(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		for _, site := range []string{"a", "b", "a"} {
			d.Send(of(site, d.Clock().String(), rejected))
			d.Pass(time.Second)
		}
		var ids []string
		for _, outcome := range []string{review.Reject, review.Approve, review.Reject} {
			i := d.Rule(d.Hand("rev"), "rev", outcome)
			ids = append(ids, i.ID)
			d.Pass(time.Second)
		}
		if _, err := d.Reopen(t.Context(), ids[0], "rev", d.Look(ids[0]).Version, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := d.UndoDecision(t.Context(), ids[2], "rev", d.Look(ids[2]).Version); err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct {
			scope review.Scope
			want  []string
		}{
			{review.Scope{}, []string{"a reject other by rev, false", "b approve other by rev, true"}},
			{review.Scope{Sites: []string{"b"}}, []string{"b approve other by rev, true"}},
			{review.Scope{Sites: []string{}}, nil},
			{review.Scope{Before: d.Clock().Add(-2500 * time.Millisecond)}, []string{"a reject other by rev, false"}},
		} {
			var got []string
			for one, err := range d.Decisions(t.Context(), test.scope) {
				if err != nil {
					t.Fatal(err)
				}
				standing := map[bool]string{true: "true", false: "false"}[one.Standing]
				got = append(got, one.Site+" "+one.Outcome+" "+one.Code+" by "+one.Reviewer+", "+standing)
				if !slices.Contains(ids, one.Item) || one.Version == 0 || one.Action != "reject" || one.Queue == "" {
					t.Errorf("decision = %+v", one)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%+v (-want +got):\n%s", test.scope, diff)
			}
		}
	})
}
