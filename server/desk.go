package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/figures"
)

// storeTimeout bounds how long an answer waits for the database.
const storeTimeout = 5 * time.Second

// keep lets the desk keep what report is on, and names the item in it. An
// article that is to be held and could not be kept has no answer: people would
// not get to see it. One that may be published is answered all the same; the
// error is then for the log alone and no fault.
func (a *api) keep(ctx context.Context, s pipeline.Submission, report *pipeline.Report, key string) error {
	if a.Desk == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	item, err := a.Desk.Save(ctx, review.Entry{Submission: s, Report: report, Queue: report.Verdict.Queue(), Key: key})
	report.Item = item.ID
	switch {
	case err == nil:
		return nil
	case errors.Is(err, review.ErrKeyReused):
		return fault{errKeyReused, "Another article was sent with this Idempotency-Key. Give each its own."}
	case report.Verdict.Action == policy.Publish:
		return err
	}
	return fmt.Errorf("%w (%w)", fault{errNotStored, "The article is to be held, but could not be kept for people to see. Send it again after Retry-After."}, err)
}

// kept is keep for a request of one article.
func (a *api) kept(w http.ResponseWriter, r *http.Request, s pipeline.Submission, report *pipeline.Report) error {
	err := a.keep(r.Context(), s, report, r.Header.Get("Idempotency-Key"))
	var f fault
	if err == nil || errors.As(err, &f) {
		if errors.Is(err, errNotStored) {
			w.Header().Set("Retry-After", "5")
		}
		return err
	}
	eventOf(r.Context()).failed(err)
	return nil
}

// storeCheck is the line of /readyz?verbose about the desk. Readiness does not
// depend on it: articles that may be published pass without.
func (a *api) storeCheck(ctx context.Context) check {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	err := a.Desk.Ping(ctx)
	if err != nil {
		eventOf(ctx).failed(err)
	}
	return check{Name: "store", OK: err == nil}
}

// queueCheck says how much waits for people, in all queues.
func (a *api) queueCheck(ctx context.Context) check {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	queues, err := figures.Queues(ctx, a.Desk.DB, nil, a.Desk.Now())
	if err != nil {
		eventOf(ctx).failed(err)
		return check{Name: "queue"}
	}
	c := check{Name: "queue", OK: true, Waiting: new(int)}
	for _, q := range queues {
		*c.Waiting += q.Depth
		if c.Oldest.IsZero() || q.Oldest.Before(c.Oldest) {
			c.Oldest = q.Oldest
		}
	}
	return c
}
