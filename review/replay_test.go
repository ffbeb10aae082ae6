package review_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review"
)

// unshown is what a report does not carry: reasons of rules in shadow.
var unshown = cmpopts.IgnoreFields(policy.Verdict{}, "Shadow")

func TestWhatIsReplayedIsJudgedAsItWasThen(t *testing.T) {
	onBoth(t, review.Options{Sample: 1}, func(t *testing.T, d *desk) {
		const articles = 700
		for i := range articles {
			html := []string{rejected, doubtful, rejected + doubtful, clean}[i%4]
			s := of("a", fmt.Sprint(i), fmt.Sprint(html, i))
			s.Author = map[string]any{"posts": float64(i) * 1e5, "rate": float64(i) / 7, "name": "\u2028 A"}
			d.Send(s)
			d.Pass(time.Millisecond)
		}
		engine, err := policy.Default()
		if err != nil {
			t.Fatal(err)
		}
		engine.Timeout = time.Minute
		n := 0
		for stored, err := range d.Replay(t.Context(), review.Filter{}) {
			if err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprint(n); stored.Submission.ExternalID != want {
				t.Fatalf("replayed %s, want %s", stored.Submission.ExternalID, want)
			}
			n++
			got, err := engine.Evaluate(t.Context(), *stored.Input)
			if diff := cmp.Diff(stored.Report.Verdict, got, cmpopts.EquateEmpty(), unshown); err != nil || diff != "" {
				t.Fatalf("article %s: %v (-then +now):\n%s", stored.Submission.ExternalID, err, diff)
			}
		}
		if n != articles {
			t.Errorf("replayed %d of %d", n, articles)
		}
	})
}

func TestReplayIsFilteredByItemAndByTheTimeOfTheRevision(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		d.Send(of("a", "1", rejected))
		d.Pass(time.Hour)
		since := d.Clock()
		d.Send(of("a", "1", doubtful))
		d.Send(of("b", "2", rejected))
		for _, test := range []struct {
			filter review.Filter
			want   int
		}{
			{review.Filter{}, 3}, {review.Filter{Site: "a"}, 2}, {review.Filter{Site: "a", Since: since}, 1}, {review.Filter{Before: since}, 1},
		} {
			n := 0
			for _, err := range d.Replay(t.Context(), test.filter) {
				if err != nil {
					t.Fatal(err)
				}
				n++
			}
			if n != test.want {
				t.Errorf("%+v replays %d, want %d", test.filter, n, test.want)
			}
		}
	})
}
