package review_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/review"
)

func TestTheFiguresCountWhatWaitsAndWhatWasDecided(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		start := d.Clock()
		decide := func(id, html, reviewer, outcome string) review.Item {
			d.Send(of("a", id, html))
			return d.Rule(d.Hand(reviewer), reviewer, outcome)
		}
		decide("1", rejected, "ann", review.Reject)
		decide("2", rejected+doubtful, "bob", review.Approve)
		d.Pass(time.Hour)
		decide("3", doubtful, "ann", review.ApproveRepaired)
		reopened := decide("4", rejected, "ann", review.Reject)
		undone := decide("5", rejected, "ann", review.Reject)
		if _, err := d.UndoDecision(t.Context(), undone.ID, "ann", undone.Version); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Reopen(t.Context(), reopened.ID, "lead", reopened.Version, ""); err != nil {
			t.Fatal(err)
		}
		queues := []review.QueueFigures{{Queue: "default", Depth: 2, Held: 1, Oldest: d.Clock()}}
		hours := []review.HourFigures{{Hour: start, Decisions: 2}, {Hour: start.Add(time.Hour), Decisions: 2}}
		for name, test := range map[string]struct {
			scope review.Scope
			want  review.Figures
		}{
			"all": {review.Scope{}, review.Figures{
				Queues: queues,
				Hours:  hours,
				Rules: []review.RuleFigures{
					{Rule: "injected_readings", Held: 2, Decided: 2, Overturned: 1},
					{Rule: "link_blocks", Held: 4, Decided: 2, Rejected: 1, Overturned: 1},
				},
				Sites:     []review.SiteFigures{{Site: "a", Decided: 3, Rejected: 1}},
				Reviewers: []review.ReviewerFigures{{Reviewer: "ann", Decided: 3, Rejected: 2, Reopened: 1}, {Reviewer: "bob", Decided: 1}},
			}},
			"the first hour": {review.Scope{Sites: []string{"a", "b"}, Since: start, Before: start.Add(time.Hour)}, review.Figures{
				Queues: queues,
				Hours:  hours[:1],
				Rules: []review.RuleFigures{
					{Rule: "injected_readings", Held: 1, Decided: 1, Overturned: 1},
					{Rule: "link_blocks", Held: 2, Decided: 2, Rejected: 1, Overturned: 1},
				},
				Sites:     []review.SiteFigures{{Site: "a", Decided: 2, Rejected: 1}},
				Reviewers: []review.ReviewerFigures{{Reviewer: "ann", Decided: 1, Rejected: 1}, {Reviewer: "bob", Decided: 1}},
			}},
			"another site": {review.Scope{Sites: []string{"b"}}, review.Figures{}},
			"no site":      {review.Scope{Sites: []string{}}, review.Figures{}},
		} {
			got, err := d.Figures(t.Context(), test.scope)
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
	onBoth(t, review.Options{Sample: 1}, func(t *testing.T, d *desk) {
		for id, outcome := range map[string]string{"1": review.Approve, "2": review.Approve, "3": review.Reject} {
			d.Send(of("a", id, clean))
			d.Rule(d.Hand("ann"), "ann", outcome)
		}
		want := []review.SiteFigures{{Site: "a", Sampled: 3, Missed: 1}}
		if diff := cmp.Diff(want, d.figures().Sites); diff != "" {
			t.Errorf("sites (-want +got):\n%s", diff)
		}
	})
}
