package review_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/review"
)

func TestTheSeverestThenTheOldestIsHandedOutFirst(t *testing.T) {
	onBoth(t, review.Options{Sample: 1, Priority: map[string]int{"paper": 10}}, func(t *testing.T, d *desk) {
		for _, s := range []struct{ site, id, html string }{
			{"a", "sample", clean}, {"a", "doubtful-1", doubtful}, {"a", "rejected-1", rejected}, {"b", "doubtful-2", doubtful},
			{"b", "rejected-2", rejected}, {"paper", "doubtful-3", doubtful},
		} {
			d.Send(of(s.site, s.id, s.html))
			d.Pass(time.Second)
		}
		var got []review.Item
		for range 6 {
			got = append(got, d.Hand("ann"))
		}
		if got, want := titles(got), "doubtful-3 rejected-1 rejected-2 doubtful-1 doubtful-2 sample"; got != want {
			t.Errorf("order: %s, want %s", got, want)
		}
		if _, err := d.Next(t.Context(), review.Ask{Reviewer: "ann"}); !errors.Is(err, review.ErrEmpty) {
			t.Errorf("next of nothing = %v", err)
		}
	})
}

func TestReviewersAreHandedOutOfTheirQueuesAndSites(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		medical := judged(t, of("a", "1", rejected))
		medical.Queue = "medical"
		d.Put(medical)
		d.Send(of("b", "2", rejected))
		d.Send(of("c", "3", rejected))
		for _, test := range []struct {
			ask  review.Ask
			want string
		}{
			{review.Ask{Queue: "default", Sites: []string{"a"}}, ""},
			{review.Ask{Sites: []string{"c", "d"}}, "3"},
			{review.Ask{Queue: "medical"}, "1"},
			{review.Ask{Queue: "medical"}, ""},
			{review.Ask{}, "2"},
		} {
			test.ask.Reviewer = "ann"
			got, err := d.Next(t.Context(), test.ask)
			if err != nil && !errors.Is(err, review.ErrEmpty) || got.ExternalID != test.want {
				t.Errorf("%+v gets %q, %v, want %q", test.ask, got.ExternalID, err, test.want)
			}
		}
	})
}

func TestALeaseEndsForAllToSeeUnlessItsHolderIsThere(t *testing.T) {
	onBoth(t, review.Options{Lease: time.Minute}, func(t *testing.T, d *desk) {
		item := d.Send(of("a", "1", rejected))
		held := d.Hand("ann")
		if held.Lease == nil || held.Lease.By != "ann" || !held.Lease.Until.Equal(d.Clock().Add(time.Minute)) || held.Lease.Expired {
			t.Errorf("lease = %+v", held.Lease)
		}
		d.Pass(50 * time.Second)
		beat, err := d.Heartbeat(t.Context(), item.ID, "ann")
		if err != nil || beat.Version != held.Version || !beat.Lease.Until.Equal(d.Clock().Add(time.Minute)) {
			t.Errorf("heartbeat = %+v, %v", beat, err)
		}
		d.Pass(59 * time.Second)
		c := wantConflict(t, errorOf(d.Claim(t.Context(), item.ID, "bob")), review.ErrLease)
		if c.Item.Lease.By != "ann" {
			t.Errorf("the conflict names %+v", c.Item.Lease)
		}
		d.Pass(time.Second)
		if lease := d.Look(item.ID).Lease; lease == nil || !lease.Expired {
			t.Errorf("ended lease = %+v", lease)
		}
		wantConflict(t, errorOf(d.Heartbeat(t.Context(), item.ID, "ann")), review.ErrLease)
		wantConflict(t, errorOf(d.Release(t.Context(), item.ID, "ann")), review.ErrLease)
		wantConflict(t, errorOf(d.Decide(t.Context(), review.Decision{
			Item: item.ID, Reviewer: "ann", Version: held.Version, Outcome: review.Approve,
		})), review.ErrLease)
		d.Hand("bob")
		if got, want := d.Story(item.ID), "held, claimed by ann, claimed by bob from ann"; got != want {
			t.Errorf("history: %s, want %s", got, want)
		}
	})
}

func errorOf(_ review.Item, err error) error { return err }

func TestReviewersGiveBackTakeOverAndSkip(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		item := d.Send(of("a", "1", rejected))
		held := d.Hand("ann")
		if again, err := d.Claim(t.Context(), item.ID, "ann"); err != nil || again.Version != held.Version {
			t.Errorf("claiming what is in my hands: %+v, %v", again, err)
		}
		if got, err := d.Release(t.Context(), item.ID, "ann"); err != nil || got.Lease != nil {
			t.Errorf("release = %+v, %v", got, err)
		}
		d.Hand("bob")
		if _, err := d.TakeOver(t.Context(), item.ID, "ann", " "); !errors.Is(err, review.ErrInvalid) {
			t.Errorf("taking over without a note: %v", err)
		}
		if got, err := d.TakeOver(t.Context(), item.ID, "ann", "bob is at lunch"); err != nil || got.Lease.By != "ann" {
			t.Errorf("taking over: %+v, %v", got, err)
		}
		if _, err := d.SkipForMe(t.Context(), item.ID, "ann"); err != nil {
			t.Error(err)
		}
		if _, err := d.Next(t.Context(), review.Ask{Reviewer: "ann"}); !errors.Is(err, review.ErrEmpty) {
			t.Errorf("skipped, and handed out again: %v", err)
		}
		d.Hand("bob")
		want := "held, claimed by ann, released by ann, claimed by bob, taken-over by ann from bob, skipped by ann, claimed by bob"
		if got := d.Story(item.ID); got != want {
			t.Errorf("history: %s, want %s", got, want)
		}
		d.Send(of("a", "1", doubtful))
		if _, err := d.Release(t.Context(), item.ID, "bob"); err != nil {
			t.Error(err)
		}
		d.Hand("ann")
	})
}

func TestWhatIsNotThereCannotBeHad(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		for name, err := range map[string]error{
			"item":      errorOf(d.Item(t.Context(), "none")),
			"claim":     errorOf(d.Claim(t.Context(), "none", "ann")),
			"take over": errorOf(d.TakeOver(t.Context(), "none", "ann", "note")),
			"decide":    errorOf(d.Decide(t.Context(), review.Decision{Item: "none", Reviewer: "ann", Outcome: review.Approve})),
			"reopen":    errorOf(d.Reopen(t.Context(), "none", "ann", 1, "")),
		} {
			if !errors.Is(err, review.ErrNotFound) {
				t.Errorf("%s = %v, want %v", name, err, review.ErrNotFound)
			}
		}
	})
}

func TestListsAreFilteredAndPaged(t *testing.T) {
	onBoth(t, review.Options{Sample: 1}, func(t *testing.T, d *desk) {
		put := func(site, id, html, author, title string) {
			s := of(site, id, html)
			s.Author, s.Title = map[string]any{"name": author}, title
			d.Send(s)
			d.Pass(time.Minute)
		}
		start := d.Clock()
		put("a", "1", rejected, "Ann", "Zoo opens 100%")
		put("a", "2", doubtful, "Ben", "The ZOO")
		put("b", "3", rejected+doubtful, "Ann", "Bridge_closed")
		put("b", "4", clean, "Ann", "Weather")
		put("b", "5", "<html lang=ru-RU><p>Новости города</p> ((x))", "Ann", "Погода")
		d.Rule(d.Hand("rev"), "rev", review.Reject)
		d.Hand("other")
		for _, test := range []struct {
			name   string
			filter review.Filter
			want   string
		}{
			{"all", review.Filter{}, "5 4 3 2 1"},
			{"site", review.Filter{Site: "b"}, "5 4 3"},
			{"sites", review.Filter{Sites: []string{"b", "c"}}, "5 4 3"},
			{"no site", review.Filter{Sites: []string{}}, ""},
			{"queue", review.Filter{Queue: review.SampleQueue}, "4"},
			{"action", review.Filter{Action: "reject"}, "3 1"},
			{"status", review.Filter{Status: review.StatusDecided}, "1"},
			{"outcome", review.Filter{Outcome: review.Reject}, "1"},
			{"rule", review.Filter{Rule: "injected_readings"}, "5 3 2"},
			{"filter", review.Filter{Filter: "linkblock"}, "3 1"},
			{"kind", review.Filter{Kind: "linkblock/injected-links"}, "3 1"},
			{"script", review.Filter{Script: "Cyrl"}, "5"},
			{"language", review.Filter{Language: "ru"}, "5"},
			{"author", review.Filter{Author: "Ben"}, "2"},
			{"reviewer who decided", review.Filter{Reviewer: "rev"}, "1"},
			{"reviewer who has it", review.Filter{Reviewer: "other"}, "3"},
			{"text in the title, case ignored", review.Filter{Text: "zoo"}, "2 1"},
			{"text in the article", review.Filter{Text: "NEWS OF THE TOWN"}, "4 3 2"},
			{"text beyond ASCII, case ignored", review.Filter{Text: "НОВОСТИ"}, "5"},
			{"a percent sign stands for itself", review.Filter{Text: "%"}, "1"},
			{"an underscore stands for itself", review.Filter{Text: "e_c"}, "3"},
			{"age", review.Filter{Since: start.Add(time.Minute), Before: start.Add(3 * time.Minute)}, "3 2"},
			{"several", review.Filter{Site: "b", Author: "Ann", Rule: "link_blocks"}, "3"},
			{"injection", review.Filter{Site: "' OR 1=1 --"}, ""},
		} {
			t.Run(test.name, func(t *testing.T) {
				got, _, err := d.List(t.Context(), test.filter, review.Page{})
				if err != nil || titles(got) != test.want {
					t.Errorf("list = %s, %v, want %s", titles(got), err, test.want)
				}
			})
		}
		for queue, want := range map[bool]string{true: "1 3 2 5 4", false: "5 4 3 2 1"} {
			if got := d.pages(review.Page{Limit: 2, Queue: queue}); got != want {
				t.Errorf("pages by queue %v: %s, want %s", queue, got, want)
			}
		}
		if _, _, err := d.List(t.Context(), review.Filter{}, review.Page{After: "x"}); !errors.Is(err, database.ErrPlace) {
			t.Errorf("a page from nowhere: %v", err)
		}
	})
}

// pages reads a list page by page.
func (d *desk) pages(p review.Page) string {
	d.T.Helper()
	var all []string
	for {
		items, after, err := d.List(d.T.Context(), review.Filter{}, p)
		if err != nil {
			d.T.Fatal(err)
		}
		if len(items) > 0 {
			all = append(all, titles(items))
		}
		if p.After = after; after == "" {
			return strings.Join(all, " ")
		}
	}
}

func TestNextGivesWhatAFilterAsksForAndNothingBackToWhoEscalatedIt(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("daily", "a", rejected))
		b := d.Send(of("daily", "b", doubtful))
		item, err := d.Next(t.Context(), review.Ask{Reviewer: "ann", Filter: review.Filter{Kind: "gloss/injected-reading", Text: "reading"}})
		if err != nil || item.ID != b.ID {
			t.Fatalf("got %+v, %v", item, err)
		}
		if _, err := d.Decide(t.Context(), review.Decision{Item: b.ID, Reviewer: "ann", Version: item.Version, Outcome: review.Escalate, Note: "Who reads this?"}); err != nil {
			t.Fatal(err)
		}
		escalated := review.Filter{Queue: review.EscalateQueue}
		if item, err := d.Next(t.Context(), review.Ask{Reviewer: "ann", Filter: escalated}); !errors.Is(err, review.ErrEmpty) {
			t.Errorf("ann was handed %+v, %v", item, err)
		}
		if item, err := d.Next(t.Context(), review.Ask{Reviewer: "ben", Filter: escalated}); err != nil || item.ID != b.ID {
			t.Errorf("ben was handed %+v, %v", item, err)
		}
	})
}
