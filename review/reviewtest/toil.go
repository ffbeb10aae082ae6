package reviewtest

import (
	"context"
	"errors"
	"fmt"

	"github.com/presscheck/presscheck/review"
)

// Fill puts n items of site a on the desk that differ in their external id alone: 0,
// 1 and so on.
func (d *Desk) Fill(n int) {
	d.T.Helper()
	e := Judged(d.T, Article("a", "", Rejected))
	for i := range n {
		e.Submission.ExternalID = fmt.Sprint(i)
		d.Put(e)
	}
}

// Toil rejects what is handed out until nothing is, and calls told for each
// decision that was made. That the item went elsewhere meanwhile is no error.
func Toil(ctx context.Context, s *review.Store, reviewer string, told func(id string)) error {
	for {
		item, err := s.Next(ctx, review.Ask{Reviewer: reviewer})
		switch {
		case errors.Is(err, review.ErrEmpty):
			return nil
		case err != nil:
			return err
		}
		_, err = s.Decide(ctx, review.Decision{
			Item: item.ID, Reviewer: reviewer, Version: item.Version, Outcome: review.Reject, Code: "spam",
		})
		switch {
		case errors.Is(err, review.ErrLease), errors.Is(err, review.ErrStale): // it took too long
		case err != nil:
			return err
		default:
			told(item.ID)
		}
	}
}
