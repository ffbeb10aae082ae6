package groups

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/review"
)

// A Record says what became of a Decision.
type Record struct {
	ID       string
	Item     string // that the group was asked for
	At       time.Time
	Reviewer string
	Outcome  string
	Code     string
	Items    []Item // that were shown or came meanwhile, by title
}

// An Item is one of them as it is now.
type Item struct {
	review.Item
	Fate string // FateDecided and so on

	seq int64
}

// decided lists the items that were, in the order in which they are locked.
func (r Record) decided() []Item {
	items := slices.DeleteFunc(slices.Clone(r.Items), func(i Item) bool { return i.Fate != FateDecided })
	slices.SortFunc(items, func(a, b Item) int { return strings.Compare(a.ID, b.ID) })
	return items
}

// Undoable is how many of the decisions can be taken back at now, and until when
// all of these can.
func (r Record) Undoable(now time.Time) (n int, until time.Time) {
	for _, i := range r.Items {
		if i.Fate != FateDecided || i.Version != i.seq || i.Decision == nil || !i.Decision.Final.After(now) {
			continue
		}
		if n++; until.IsZero() || i.Decision.Final.Before(until) {
			until = i.Decision.Final
		}
	}
	return n, until
}

// RecordOf returns the record of the decision with that id, or review.ErrNotFound.
func RecordOf(ctx context.Context, s *review.Store, id string) (Record, error) {
	found, err := database.Collect(ctx, s.DB.Read, scanRecord,
		"SELECT id, item, at, reviewer, outcome, code FROM group_decisions WHERE id = $1", database.Storable(id))
	if err == nil && len(found) == 0 {
		err = review.ErrNotFound
	}
	if err != nil {
		return Record{}, fmt.Errorf("group %s: %w", id, err)
	}
	r := found[0]
	if r.Items, err = itemsOf(ctx, s, r.ID); err != nil {
		return Record{}, fmt.Errorf("items of group %s: %w", id, err)
	}
	return r, nil
}

func itemsOf(ctx context.Context, s *review.Store, group string) ([]Item, error) {
	items, err := database.Collect(ctx, s.DB.Read, scanItem,
		"SELECT g.item, fate, seq FROM group_items g JOIN items ON items.id = g.item WHERE group_id = $1 ORDER BY title, id", group)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, i := range items {
		ids = append(ids, i.ID)
	}
	now, err := s.Items(ctx, ids)
	for n, i := range now { // no row of an item is ever deleted
		items[n].Item = i
	}
	return items, err
}

func scanItem(rows *sql.Rows) (i Item, err error) {
	err = rows.Scan(&i.ID, &i.Fate, &i.seq)
	return i, err
}

func scanRecord(rows *sql.Rows) (r Record, err error) {
	var at int64
	err = rows.Scan(&r.ID, &r.Item, &at, &r.Reviewer, &r.Outcome, &r.Code)
	r.At = database.Instant(at)
	return r, err
}

// begin writes down what shall be decided on, before anything is.
func begin(ctx context.Context, s *review.Store, id string, d Decision) error {
	return s.DB.InTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO group_decisions (id, item, at, reviewer, outcome, code) VALUES ($1, $2, $3, $4, $5, $6)",
			id, d.Item, database.Micros(s.Now()), d.Reviewer, d.Outcome, d.Code)
		for _, l := range d.sorted() {
			if err == nil {
				err = addFate(ctx, tx, id, l.Item, FateNotReached)
			}
		}
		return err
	})
}

func addFate(ctx context.Context, tx *sql.Tx, group, item, fate string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO group_items (group_id, item, seq, fate) VALUES ($1, $2, 0, $3)", group, item, fate)
	return err
}

// setFate notes it; seq is that of the event, or 0 to leave what is known.
func setFate(ctx context.Context, tx *sql.Tx, group, item, fate string, seq int64) error {
	_, err := tx.ExecContext(ctx, "UPDATE group_items SET fate = $1, seq = CASE WHEN $2 > 0 THEN $2 ELSE seq END WHERE group_id = $3 AND item = $4",
		fate, seq, group, item)
	return err
}

// noteNew adds the items that are in the group now and were not shown.
func noteNew(ctx context.Context, s *review.Store, id string, d Decision) error {
	now, err := membersOf(ctx, s, d.Item, d.Sites)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(tx *sql.Tx) error {
		for _, m := range now.Members[:min(len(now.Members), maxGroup)] {
			if slices.ContainsFunc(d.Listed, func(l Listed) bool { return l.Item == m.ID }) {
				continue
			}
			if err := addFate(ctx, tx, id, m.ID, FateNew); err != nil {
				return fmt.Errorf("group %s: %w", id, err)
			}
		}
		return nil
	})
}
