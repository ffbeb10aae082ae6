package figures_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/figures"
	"github.com/presscheck/presscheck/review/reviewtest"
)

func TestTheRecordOfAnAuthorAndOfASite(t *testing.T) {
	reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
		put := func(site, id, author string) {
			s := reviewtest.Article(site, id, reviewtest.Rejected)
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
			want         figures.Record
		}{
			{"a", "Ann", figures.Record{Items: 3, Open: 1, Rejected: 1, Approved: 1}},
			{"a", "", figures.Record{Items: 4, Open: 1, Rejected: 1, Approved: 1, Repaired: 1}},
			{"c", "Ann", figures.Record{}},
		} {
			got, err := figures.RecordOf(t.Context(), d.DB, test.site, test.author)
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Errorf("%s on %s, %v (-want +got):\n%s", test.author, test.site, err, diff)
			}
		}
	})
}

func TestDecisionsAreListedForOthersToCount(t *testing.T) {
	reviewtest.Each(t, review.Options{}, func(t *testing.T, d *reviewtest.Desk) {
		for _, site := range []string{"a", "b", "a"} {
			d.Send(reviewtest.Article(site, d.Clock().String(), reviewtest.Rejected))
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
			scope figures.Scope
			want  []string
		}{
			{figures.Scope{}, []string{"a reject other by rev, false", "b approve other by rev, true"}},
			{figures.Scope{Sites: []string{"b"}}, []string{"b approve other by rev, true"}},
			{figures.Scope{Sites: []string{}}, nil},
			{figures.Scope{Before: d.Clock().Add(-2500 * time.Millisecond)}, []string{"a reject other by rev, false"}},
		} {
			var got []string
			for one, err := range figures.Decisions(t.Context(), d.DB, test.scope) {
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
