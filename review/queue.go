package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/presscheck/presscheck/database"
)

// An Ask is a reviewer who wants something to do.
type Ask struct {
	Reviewer string
	Queue    string   // empty is any
	Sites    []string // nil is all, empty is none
	Filter   Filter   // what else the item has to be; zero is anything
}

// Next hands the reviewer the item that is due: of the greatest severity and
// priority, then waiting longest. It is in their hands until the lease ends,
// and nobody else gets it. ErrEmpty says that there is none.
func (s *Store) Next(ctx context.Context, a Ask) (Item, error) {
	q := a.Filter.conditions(s)
	now := q.Arg(s.now())
	q.And("status = 'open' AND leased_until <= " + now)
	q.And("NOT EXISTS (SELECT 1 FROM skips WHERE skips.item = items.id AND skips.reviewer = " + q.Arg(a.Reviewer) + ")")
	q.Equals("queue", a.Queue)
	q.OneOf("site", a.Sites)
	where := "id = (SELECT id FROM items WHERE " + q.String() + " ORDER BY rank, held_at, id LIMIT 1" + s.DB.Locked + ")" +
		" AND status = 'open' AND leased_until <= " + now
	item, err := s.step(ctx, step{
		set:   s.leaseTo(&q, a.Reviewer),
		where: where,
		args:  q.Args,
		event: Event{Actor: a.Reviewer, Type: "claimed"},
	})
	if errors.Is(err, sql.ErrNoRows) {
		return Item{}, ErrEmpty
	}
	return item, err
}

// leaseTo is the assignments that put an item into the reviewer's hands.
func (s *Store) leaseTo(q *database.Where, reviewer string) string {
	return "lapsed_by = leased_by, leased_by = " + q.Arg(reviewer) + ", leased_until = " + q.Arg(database.Micros(s.Now().Add(s.Lease)))
}

// Claim puts the item into the reviewer's hands if nobody has it. If they have
// it themselves, the lease begins anew. Otherwise the error is a *Conflict.
func (s *Store) Claim(ctx context.Context, id, reviewer string) (Item, error) {
	item, err := s.Heartbeat(ctx, id, reviewer)
	if !errors.Is(err, ErrLease) {
		return item, err
	}
	var q database.Where
	where := "id = " + q.Arg(id) + " AND status = 'open' AND leased_until <= " + q.Arg(s.now())
	return s.stepOn(ctx, id, 0, reviewer, step{
		set: s.leaseTo(&q, reviewer), where: where, args: q.Args,
		event: Event{Actor: reviewer, Type: "claimed"},
	})
}

// TakeOver puts the item into the reviewer's hands, whoever has it. The note,
// which is needed, tells the other why.
func (s *Store) TakeOver(ctx context.Context, id, reviewer, note string) (Item, error) {
	if strings.TrimSpace(note) == "" {
		return Item{}, fmt.Errorf("%w: taking over needs a note", ErrInvalid)
	}
	var q database.Where
	where := "id = " + q.Arg(id) + " AND status = 'open'"
	return s.stepOn(ctx, id, 0, "", step{
		set: s.leaseTo(&q, reviewer), where: where, args: q.Args,
		event: Event{Actor: reviewer, Type: "taken-over", Note: note},
	})
}

// Heartbeat lets the lease of an item that is in the reviewer's hands begin
// anew. A lease that has ended stays so: the error is a *Conflict.
func (s *Store) Heartbeat(ctx context.Context, id, reviewer string) (Item, error) {
	var item Item
	err := s.DB.InTx(ctx, func(tx *sql.Tx) error {
		row := tx.QueryRowContext(ctx, `UPDATE items SET leased_until = $1
			WHERE id = $2 AND status = 'open' AND leased_by = $3 AND leased_until > $4 RETURNING `+itemColumns,
			database.Micros(s.Now().Add(s.Lease)), id, reviewer, s.now())
		var err error
		if item, err = s.itemOf(row); errors.Is(err, sql.ErrNoRows) {
			return s.conflict(ctx, tx, id, 0, reviewer)
		}
		return err
	})
	return item, err
}

// Release gives the item back.
func (s *Store) Release(ctx context.Context, id, reviewer string) (Item, error) {
	return s.release(ctx, id, reviewer, "released")
}

// SkipForMe gives the item back, and Next does not hand it to this reviewer
// again until it has a new revision, is escalated or opened again.
func (s *Store) SkipForMe(ctx context.Context, id, reviewer string) (Item, error) {
	return s.release(ctx, id, reviewer, "skipped", "INSERT INTO skips (item, reviewer) VALUES ($1, $2) ON CONFLICT DO NOTHING")
}

// release takes the item out of the reviewer's hands; the arguments of what else
// is to be done are the two.
func (s *Store) release(ctx context.Context, id, reviewer, kind string, also ...string) (Item, error) {
	var q database.Where
	where := "id = " + q.Arg(id) + " AND status = 'open' AND leased_by = " + q.Arg(reviewer) + " AND leased_until > " + q.Arg(s.now())
	return s.stepOn(ctx, id, 0, reviewer, step{
		set: free, where: where, args: q.Args,
		event: Event{Actor: reviewer, Type: kind},
		also: func(ctx context.Context, tx *sql.Tx, _ Item) error {
			return exec(ctx, tx, []any{id, reviewer}, also...)
		},
	})
}

// free is the assignments that take an item out of everybody's hands.
const free = "lapsed_by = '', leased_by = '', leased_until = 0"
