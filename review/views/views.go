// Package views keeps filters of the queue that people saved under a name, for
// all who see the desk.
//
// Names and filters come from whoever calls on behalf of people. A filter may
// name an author of articles, and goes when the author is erased.
package views

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

// A View is one of them.
type View struct {
	Name     string
	Query    string    // of the queue's address: url.Values, encoded, without the place in the list
	Reviewer string    // who saved it
	At       time.Time // when
}

// Bounds of a View.
const (
	maxViewName  = 60   // characters
	maxViewQuery = 2000 // bytes
)

// Why a View is not saved.
var (
	ErrInvalid = fmt.Errorf("a view needs a name of at most %d characters and a filter of at most %d bytes", maxViewName, maxViewQuery)
	ErrTaken   = errors.New("somebody else has a view of that name")
)

// Save keeps the view under its name. It replaces one that the same reviewer
// has saved; one of somebody else is ErrTaken. A view without name or reviewer,
// or with more of either than there is room for, is ErrInvalid.
func Save(ctx context.Context, db *database.DB, v View) error {
	v.Name = strings.Join(strings.Fields(database.Storable(v.Name)), " ")
	if n := utf8.RuneCountInString(v.Name); n == 0 || n > maxViewName || len(v.Query) > maxViewQuery || v.Reviewer == "" {
		return ErrInvalid
	}
	result, err := db.Write.ExecContext(ctx, `INSERT INTO views (name, query, reviewer, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (name) DO UPDATE SET query = excluded.query, at = excluded.at WHERE views.reviewer = excluded.reviewer`,
		v.Name, database.Storable(v.Query), v.Reviewer, database.Micros(v.At))
	if err == nil {
		var n int64
		if n, err = result.RowsAffected(); err == nil && n == 0 {
			return ErrTaken
		}
	}
	if err != nil {
		return fmt.Errorf("save view: %w", err)
	}
	return nil
}

// All lists the saved views by name.
func All(ctx context.Context, db *database.DB) ([]View, error) {
	views, err := database.Collect(ctx, db.Read, scan, "SELECT name, query, reviewer, at FROM views ORDER BY name")
	if err != nil {
		return nil, fmt.Errorf("list views: %w", err)
	}
	return views, nil
}

func scan(rows *sql.Rows) (v View, err error) {
	var at int64
	err = rows.Scan(&v.Name, &v.Query, &v.Reviewer, &at)
	v.At = database.Instant(at)
	return v, err
}

// Delete deletes the view of that name, if there is one.
func Delete(ctx context.Context, db *database.DB, name string) error {
	if _, err := db.Write.ExecContext(ctx, "DELETE FROM views WHERE name = $1", database.Storable(name)); err != nil {
		return fmt.Errorf("delete view: %w", err)
	}
	return nil
}

// Erase deletes the views that name the author, and those of which nobody can say
// whether they do. An empty author is nobody.
func Erase(ctx context.Context, db *database.DB, author string) error {
	if author == "" {
		return nil
	}
	all, err := All(ctx, db)
	for _, v := range all {
		query, parseErr := url.ParseQuery(v.Query)
		if err == nil && (parseErr != nil || query.Get("author") == author) {
			err = Delete(ctx, db, v.Name)
		}
	}
	return err
}
