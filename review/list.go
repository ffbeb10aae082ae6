package review

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/presscheck/presscheck/database"
)

// A Page says which part of a list is wanted.
type Page struct {
	After string // as List returned it; empty is the first page
	Limit int    // default 50, at most 500
	Queue bool   // in the order in which Next hands out; otherwise the latest held first
}

// List returns the items that f chooses and, if there may be more, the After of
// the next page; an After that it did not return is database.ErrPlace. Items that
// come or change meanwhile neither repeat nor hide those that do not.
func (s *Store) List(ctx context.Context, f Filter, p Page) ([]Item, string, error) {
	q := f.conditions(s)
	if err := p.start(&q); err != nil {
		return nil, "", err
	}
	limit := min(p.Limit, 500)
	if limit <= 0 {
		limit = 50
	}
	query := "SELECT " + itemColumns + ", rank FROM items WHERE " + q.String() + " ORDER BY " + p.order() + " LIMIT " + q.Arg(limit)
	rows, err := database.Collect(ctx, s.DB.Read, s.scanPlaced, query, q.Args...)
	if err != nil {
		return nil, "", fmt.Errorf("list items: %w", err)
	}
	items := make([]Item, len(rows))
	for i, r := range rows {
		items[i] = r.Item
	}
	if len(rows) < limit {
		return items, "", nil
	}
	return items, rows[limit-1].place(), nil
}

func (p Page) order() string {
	if p.Queue {
		return "rank, held_at, id"
	}
	return "held_at DESC, id DESC"
}

// start lets q begin behind p.After.
func (p Page) start(q *database.Where) error {
	if p.After == "" {
		return nil
	}
	var rank, heldAt int64
	var id string
	if err := database.ReadPlace(p.After, &rank, &heldAt, &id); err != nil {
		return err
	}
	if p.Queue {
		q.And("(rank, held_at, id) > (" + q.Arg(rank) + ", " + q.Arg(heldAt) + ", " + q.Arg(id) + ")")
	} else {
		q.And("(held_at, id) < (" + q.Arg(heldAt) + ", " + q.Arg(id) + ")")
	}
	return nil
}

// A placed item knows its place in a list.
type placed struct {
	Item
	rank int64
}

func (s *Store) scanPlaced(rows *sql.Rows) (p placed, err error) {
	p.Item, err = s.itemOf(rows, &p.rank)
	return p, err
}

func (p placed) place() string {
	return database.Place(p.rank, database.Micros(p.HeldAt), p.ID)
}
