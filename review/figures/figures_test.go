package figures_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/figures"
	"github.com/presscheck/presscheck/review/reviewtest"
)

func TestMain(m *testing.M) { databasetest.Main(m) }

func TestTheFiguresCountWhatWaitsAndWhatWasDecided(t *testing.T) {
	reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
		start := d.Clock()
		decide := func(id, html, reviewer, outcome string) review.Item {
			d.Send(reviewtest.Article("a", id, html))
			return d.Rule(d.Hand(reviewer), reviewer, outcome)
		}
		decide("1", reviewtest.Rejected, "ann", review.Reject)
		decide("2", reviewtest.Rejected+reviewtest.Doubtful, "bob", review.Approve)
		d.Pass(time.Hour)
		decide("3", reviewtest.Doubtful, "ann", review.ApproveRepaired)
		reopened := decide("4", reviewtest.Rejected, "ann", review.Reject)
		undone := decide("5", reviewtest.Rejected, "ann", review.Reject)
		if _, err := d.UndoDecision(t.Context(), undone.ID, "ann", undone.Version); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Reopen(t.Context(), reopened.ID, "lead", reopened.Version, ""); err != nil {
			t.Fatal(err)
		}
		queues := []figures.Queue{{Queue: "default", Depth: 2, Held: 1, Oldest: d.Clock()}}
		hours := []figures.Hour{{Hour: start, Decisions: 2}, {Hour: start.Add(time.Hour), Decisions: 2}}
		for name, test := range map[string]struct {
			scope figures.Scope
			want  figures.Overview
		}{
			"all": {figures.Scope{}, figures.Overview{
				Queues: queues,
				Hours:  hours,
				Rules: []figures.Rule{
					{Rule: "injected_readings", Held: 2, Decided: 2, Overturned: 1},
					{Rule: "link_blocks", Held: 4, Decided: 2, Rejected: 1, Overturned: 1},
				},
				Sites:     []figures.Site{{Site: "a", Decided: 3, Rejected: 1}},
				Reviewers: []figures.Reviewer{{Reviewer: "ann", Decided: 3, Rejected: 2, Reopened: 1}, {Reviewer: "bob", Decided: 1}},
			}},
			"the first hour": {figures.Scope{Sites: []string{"a", "b"}, Since: start, Before: start.Add(time.Hour)}, figures.Overview{
				Queues: queues,
				Hours:  hours[:1],
				Rules: []figures.Rule{
					{Rule: "injected_readings", Held: 1, Decided: 1, Overturned: 1},
					{Rule: "link_blocks", Held: 2, Decided: 2, Rejected: 1, Overturned: 1},
				},
				Sites:     []figures.Site{{Site: "a", Decided: 2, Rejected: 1}},
				Reviewers: []figures.Reviewer{{Reviewer: "ann", Decided: 1, Rejected: 1}, {Reviewer: "bob", Decided: 1}},
			}},
			"another site": {figures.Scope{Sites: []string{"b"}}, figures.Overview{}},
			"no site":      {figures.Scope{Sites: []string{}}, figures.Overview{}},
		} {
			got, err := figures.Of(t.Context(), d.DB, test.scope, d.Clock())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	})
}

func TestWhatTheMachineWouldPublishIsCountedApart(t *testing.T) {
	reviewtest.Each(t, review.Options{Sample: 1}, func(t *testing.T, d *reviewtest.Desk) {
		for id, outcome := range map[string]string{"1": review.Approve, "2": review.Approve, "3": review.Reject} {
			d.Send(reviewtest.Article("a", id, reviewtest.Clean))
			d.Rule(d.Hand("ann"), "ann", outcome)
		}
		want := []figures.Site{{Site: "a", Sampled: 3, Missed: 1}}
		if diff := cmp.Diff(want, d.Figures().Sites); diff != "" {
			t.Errorf("sites (-want +got):\n%s", diff)
		}
	})
}
