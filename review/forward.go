package review

import (
	"context"
	"errors"
	"iter"

	"github.com/presscheck/presscheck/review/figures"
	"github.com/presscheck/presscheck/review/outbox"
	"github.com/presscheck/presscheck/review/views"
)

// What has a room of its own, for those who do not know it yet.

// A View is a views.View.
type View = views.View

// Errors of package views.
var (
	ErrView     = views.ErrInvalid
	ErrViewName = views.ErrTaken
)

// These are figures.Scope, figures.Overview and so on.
type (
	Scope           = figures.Scope
	Figures         = figures.Overview
	QueueFigures    = figures.Queue
	HourFigures     = figures.Hour
	RuleFigures     = figures.Rule
	SiteFigures     = figures.Site
	ReviewerFigures = figures.Reviewer
	Decided         = figures.Decision
	Record          = figures.Record
)

// Figures is figures.Of.
func (s *Store) Figures(ctx context.Context, c Scope) (Figures, error) {
	return figures.Of(ctx, s.DB, c, s.Now())
}

// Queues is figures.Queues.
func (s *Store) Queues(ctx context.Context, sites []string) ([]QueueFigures, error) {
	return figures.Queues(ctx, s.DB, sites, s.Now())
}

// Decisions is figures.Decisions.
func (s *Store) Decisions(ctx context.Context, c Scope) iter.Seq2[Decided, error] {
	return figures.Decisions(ctx, s.DB, c)
}

// RecordOf is figures.RecordOf.
func (s *Store) RecordOf(ctx context.Context, site, author string) (Record, error) {
	return figures.RecordOf(ctx, s.DB, site, author)
}

// These are outbox.Delivery, outbox.Filter and so on.
type (
	Delivery       = outbox.Delivery
	Attempt        = outbox.Attempt
	DeliveryFilter = outbox.Filter
)

// These are outbox.Due and so on.
const (
	DeliveryDue       = outbox.Due
	DeliverySending   = outbox.Sending
	DeliveryDone      = outbox.Done
	DeliveryFailed    = outbox.Failed
	DeliveryCancelled = outbox.Cancelled
)

// ErrOverruled is outbox.ErrOverruled.
var ErrOverruled = outbox.ErrOverruled

// Deliveries is outbox.Of.
func (s *Store) Deliveries(ctx context.Context, item string) ([]Delivery, error) {
	return outbox.Of(ctx, s.DB, item)
}

// ListDeliveries is outbox.List.
func (s *Store) ListDeliveries(ctx context.Context, f DeliveryFilter, after string) ([]Delivery, string, error) {
	return outbox.List(ctx, s.DB, f, after)
}

// Resend is outbox.Resend.
func (s *Store) Resend(ctx context.Context, id, reviewer string) error {
	err := outbox.Resend(ctx, s.DB, id, reviewer, s.Now())
	if errors.Is(err, outbox.ErrNotFound) {
		err = ErrNotFound
	}
	return err
}

// SaveView is views.Save.
func (s *Store) SaveView(ctx context.Context, v View) error {
	v.At = s.Now()
	return views.Save(ctx, s.DB, v)
}

// Views is views.All.
func (s *Store) Views(ctx context.Context) ([]View, error) { return views.All(ctx, s.DB) }

// DeleteView is views.Delete.
func (s *Store) DeleteView(ctx context.Context, name string) error {
	return views.Delete(ctx, s.DB, name)
}
