package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"time"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/review/outbox"
)

// A step changes an item and adds the event of it, in one transaction. It is a
// single UPDATE that names all it depends on: of two that compete, in whatever
// processes, the second finds that its condition holds no more.
type step struct {
	set   string // assignments; version and updated_at are counted besides
	where string
	args  []any
	event Event
	since time.Time                                  // of a decision: when the reviewer got the item into their hands; zero is not known
	also  func(context.Context, *sql.Tx, Item) error // what else to do, on the item as it is then; may be nil
}

// step does st in a transaction of its own; the error is sql.ErrNoRows if there is
// no item for which the condition holds.
func (s *Store) step(ctx context.Context, st step) (Item, error) {
	var item Item
	err := s.InTx(ctx, func(t *Tx) error {
		var err error
		item, err = t.step(ctx, st)
		return err
	})
	return item, err
}

// stepOn is step on the one item id, and explains why it could not be done.
func (s *Store) stepOn(ctx context.Context, id string, version int64, reviewer string, st step) (Item, error) {
	var item Item
	err := s.InTx(ctx, func(t *Tx) error {
		var err error
		item, err = t.stepOn(ctx, id, version, reviewer, st)
		return err
	})
	if errors.Is(err, outbox.ErrNotFound) { // a courier took it just then
		err = s.conflict(ctx, s.DB.Read, id, version, reviewer)
	}
	if errors.As(err, new(*Conflict)) {
		s.Metrics.Claim("conflict")
	}
	if err != nil {
		return Item{}, fmt.Errorf("item %s: %w", id, err)
	}
	return item, nil
}

// stepOn returns the item as it is then, or what conflict says.
func (t *Tx) stepOn(ctx context.Context, id string, version int64, reviewer string, st step) (Item, error) {
	item, err := t.step(ctx, st)
	if errors.Is(err, sql.ErrNoRows) {
		err = t.store.conflict(ctx, t, id, version, reviewer)
	}
	return item, err
}

func (t *Tx) step(ctx context.Context, st step) (Item, error) {
	s := t.store
	q := database.Where{Args: st.args}
	query := "UPDATE items SET version = version + 1, updated_at = " + q.Arg(s.now()) + ", " + st.set +
		" WHERE " + st.where + " RETURNING " + itemColumns
	item, err := s.itemOf(t.QueryRowContext(ctx, query, q.Args...))
	if err != nil {
		return Item{}, err
	}
	e := st.event
	e.Seq, e.At = item.Version, s.Now()
	if item.lapsedBy != "" {
		e.Detail = map[string]string{"from": item.lapsedBy}
	}
	if err := record(ctx, t.Tx, item.ID, e); err != nil {
		return Item{}, err
	}
	t.log = append(t.log, audited(item, e))
	t.done = append(t.done, done{item, e, st.since})
	if st.also == nil {
		return item, nil
	}
	if err := st.also(ctx, t.Tx, item); err != nil {
		return Item{}, fmt.Errorf("%s: %w", e.Type, err)
	}
	return item, nil
}

// exec runs the statements, each of which has the same arguments.
func exec(ctx context.Context, tx *sql.Tx, args []any, statements ...string) error {
	for _, one := range statements {
		if _, err := tx.ExecContext(ctx, one, args...); err != nil {
			return err
		}
	}
	return nil
}

// audited is the event of i for the audit log, which has no room for the note.
func audited(i Item, e Event) audit.Record {
	detail := map[string]string{"policy": i.policy, "revision": strconv.FormatInt(i.Revision, 10), "version": strconv.FormatInt(i.Version, 10)}
	maps.Copy(detail, e.Detail)
	return audit.Record{At: e.At, Actor: e.Actor, Action: "item." + e.Type, Site: i.Site, Subject: i.ID, Detail: detail}
}

// conflict says why a step on the item could not be done: one that is for that
// version and for the reviewer who has the item, unless these are zero.
func (s *Store) conflict(ctx context.Context, tx database.Querier, id string, version int64, reviewer string) error {
	item, err := s.find(ctx, tx, "id", id)
	if err != nil {
		return err
	}
	c := &Conflict{Err: ErrStatus, Item: item}
	switch held := item.Lease != nil && item.Lease.By == reviewer && !item.Lease.Expired; {
	case version != 0 && version != item.Version:
		c.Err = ErrStale
		if c.Since, err = s.since(ctx, tx, id, version); err != nil {
			return err
		}
	case reviewer != "" && item.Status == StatusOpen && !held:
		c.Err = ErrLease
	}
	return c
}
