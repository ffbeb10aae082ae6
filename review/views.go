package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/presscheck/presscheck/database"
)

// A View is a filter of the queue that somebody saved under a name, for all.
type View struct {
	Name     string
	Query    string // of the queue's address: url.Values, encoded, without the place in the list
	Reviewer string // who saved it
	At       time.Time
}

// Bounds of a View.
const (
	maxViewName  = 60   // characters
	maxViewQuery = 2000 // bytes
)

// Why a View is not saved.
var (
	ErrView     = fmt.Errorf("a view needs a name of at most %d characters and a filter of at most %d bytes", maxViewName, maxViewQuery)
	ErrViewName = errors.New("somebody else has a view of that name")
)

// SaveView keeps the view under its name. It replaces one that the same reviewer
// has saved; one of somebody else is ErrViewName.
func (s *Store) SaveView(ctx context.Context, v View) error {
	v.Name = strings.Join(strings.Fields(database.Storable(v.Name)), " ")
	if n := utf8.RuneCountInString(v.Name); n == 0 || n > maxViewName || len(v.Query) > maxViewQuery || v.Reviewer == "" {
		return ErrView
	}
	result, err := s.db.Write.ExecContext(ctx, `INSERT INTO views (name, query, reviewer, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO UPDATE SET query = excluded.query, at = excluded.at WHERE views.reviewer = excluded.reviewer`,
		v.Name, database.Storable(v.Query), v.Reviewer, s.now())
	if err == nil {
		var n int64
		if n, err = result.RowsAffected(); err == nil && n == 0 {
			return ErrViewName
		}
	}
	if err != nil {
		return fmt.Errorf("save view: %w", err)
	}
	return nil
}

// Views lists the saved views by name.
func (s *Store) Views(ctx context.Context) ([]View, error) {
	views, err := database.Collect(ctx, s.db.Read, scanView, "SELECT name, query, reviewer, at FROM views ORDER BY name")
	if err != nil {
		return nil, fmt.Errorf("list views: %w", err)
	}
	return views, nil
}

func scanView(rows *sql.Rows) (v View, err error) {
	var at int64
	err = rows.Scan(&v.Name, &v.Query, &v.Reviewer, &at)
	v.At = database.Instant(at)
	return v, err
}

// DeleteView deletes the view of that name, if there is one.
func (s *Store) DeleteView(ctx context.Context, name string) error {
	if _, err := s.db.Write.ExecContext(ctx, "DELETE FROM views WHERE name = $1", database.Storable(name)); err != nil {
		return fmt.Errorf("delete view: %w", err)
	}
	return nil
}

// eraseViews deletes the views that name an author who is to be erased.
func (s *Store) eraseViews(ctx context.Context, author string) error {
	views, err := s.Views(ctx)
	for _, v := range views {
		query, parseErr := url.ParseQuery(v.Query)
		if err == nil && author != "" && (parseErr != nil || query.Get("author") == author) {
			err = s.DeleteView(ctx, v.Name)
		}
	}
	return err
}
