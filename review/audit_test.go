package review_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/reviewtest"
)

// audited is the audit log in short, without revisions of policies.
func (d *desk) audited() []string {
	d.T.Helper()
	var lines []string
	log := audit.Log{DB: d.DB}
	for r, err := range log.Records(d.T.Context(), audit.Filter{}) {
		if err != nil {
			d.T.Fatal(err)
		}
		if len(r.Detail["policy"]) < 8 {
			d.T.Errorf("record %+v names no policy", r)
		}
		delete(r.Detail, "policy")
		lines = append(lines, fmt.Sprintf("%s by %q on %s: %v", r.Action, r.Actor, r.Site, r.Detail))
	}
	return lines
}

func TestEverythingThatPeopleDoIsInTheLogAndNoNoteIs(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		e := judged(t, personal("a", "1", numbat+"@a.example").Submission)
		id := d.Put(e).ID
		d.Hand("ann")
		steps := []func() (review.Item, error){
			func() (review.Item, error) { return d.Release(t.Context(), id, "ann") },
			func() (review.Item, error) { return d.Claim(t.Context(), id, "ann") },
			func() (review.Item, error) { return d.TakeOver(t.Context(), id, "bob", numbat) },
			func() (review.Item, error) { return d.SkipForMe(t.Context(), id, "bob") },
			func() (review.Item, error) { return d.Claim(t.Context(), id, "ann") },
			func() (review.Item, error) { return d.ruled(id, "ann", review.Escalate, 7) },
			func() (review.Item, error) { return d.Claim(t.Context(), id, "ann") },
			func() (review.Item, error) { return d.ruled(id, "ann", review.Reject, 9) },
			func() (review.Item, error) { return d.UndoDecision(t.Context(), id, "ann", 10) },
			func() (review.Item, error) { return d.ruled(id, "ann", review.Approve, 11) },
			func() (review.Item, error) { return d.Reopen(t.Context(), id, "bob", 12, numbat) },
			func() (review.Item, error) { return d.Note(t.Context(), id, "bob", numbat) },
			func() (review.Item, error) { return d.Move(t.Context(), id, "bob", 14, "legal", numbat) },
			func() (review.Item, error) { return d.Heartbeat(t.Context(), id, "bob") }, // refused, and in no log
		}
		for n, step := range steps {
			if _, err := step(); err != nil && n < len(steps)-1 {
				t.Fatalf("step %d: %v", n, err)
			}
		}
		if _, err := d.Erase(t.Context(), "operator", review.Filter{}); err != nil {
			t.Fatal(err)
		}
		want := []string{
			`item.claimed by "ann" on a: map[revision:1 version:2]`,
			`item.released by "ann" on a: map[revision:1 version:3]`,
			`item.claimed by "ann" on a: map[revision:1 version:4]`,
			`item.taken-over by "bob" on a: map[from:ann revision:1 version:5]`,
			`item.skipped by "bob" on a: map[revision:1 version:6]`,
			`item.claimed by "ann" on a: map[revision:1 version:7]`,
			`item.escalated by "ann" on a: map[code:spam outcome:escalate queue:escalated revision:1 version:8]`,
			`item.claimed by "ann" on a: map[revision:1 version:9]`,
			`item.decided by "ann" on a: map[code:spam outcome:reject revision:1 version:10]`,
			`item.undone by "ann" on a: map[revision:1 version:11]`,
			`item.decided by "ann" on a: map[code:spam outcome:approve revision:1 version:12]`,
			`item.reopened by "bob" on a: map[revision:1 version:13]`,
			`item.noted by "bob" on a: map[revision:1 version:14]`,
			`item.moved by "bob" on a: map[queue:legal revision:1 version:15]`,
			`item.erased by "operator" on a: map[revision:1 version:16]`,
		}
		if diff := cmp.Diff(want, d.audited()); diff != "" {
			t.Errorf("log (-want +got):\n%s", diff)
		}
		d.wantNowhere(numbat)
		d.wantWholeLog(len(want))
	})
}

// ruled decides on the version of an item.
func (d *desk) ruled(id, reviewer, outcome string, version int64) (review.Item, error) {
	return d.Decide(d.T.Context(), review.Decision{Item: id, Reviewer: reviewer, Version: version, Outcome: outcome, Code: "spam", Note: numbat})
}

// TestErasureAndReviewersDoNotWaitForOneAnother has many items erased, many at
// a time, while others are decided on.
func TestErasureAndReviewersDoNotWaitForOneAnother(t *testing.T) {
	onBoth(t, review.Options{Lease: time.Hour}, func(t *testing.T, d *desk) {
		d.Fill(400)
		var group sync.WaitGroup
		for n := range 8 {
			group.Go(func() {
				err := reviewtest.Toil(t.Context(), d.Store, fmt.Sprint("reviewer ", n), func(string) {})
				if err != nil && !strings.Contains(err.Error(), review.ErrStatus.Error()) { // erased in their hands
					t.Error(err)
				}
			})
		}
		for range 2 {
			group.Go(func() {
				for range 10 {
					if _, err := d.Erase(t.Context(), "operator", review.Filter{Site: "a"}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		d.wantWholeLog(d.events("type NOT IN ('held', 'revised')"))
	})
}
