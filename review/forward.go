package review

import (
	"context"

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
