package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/presscheck/presscheck/database"
)

// groupAtOnce is how many items of a group one transaction changes, or one query
// reads.
const groupAtOnce = 100

// A batch is items of a group that one transaction changes.
type batch struct {
	group string
	ids   []string // in order, as everybody locks several items
	event Event    // of what changes, for the counters

	// change does it to ids[i], which is locked, and returns its fate and, if it
	// was changed, the item.
	change func(tx *tx, i int) (fate string, item Item, err error)
	busy   string // the fate of what another transaction has at that moment
}

func (s *Store) run(ctx context.Context, b batch) error {
	var changed []Item
	err := s.inTx(ctx, func(tx *tx) error {
		var q database.Where
		q.OneOf("id", b.ids)
		locked, err := database.Collect(ctx, tx, database.Value[string], "SELECT id FROM items WHERE "+q.String()+" ORDER BY id"+s.DB.Locked, q.Args...)
		if err != nil {
			return err
		}
		for i, id := range b.ids {
			fate, item := b.busy, Item{}
			if slices.Contains(locked, id) {
				if fate, item, err = b.change(tx, i); err != nil {
					return err
				}
			}
			if item.ID != "" {
				changed = append(changed, item)
			}
			if err := setFate(ctx, tx.Tx, b.group, id, fate, item.Version); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("group %s: %w", b.group, err)
	}
	for _, item := range changed {
		s.count(item, b.event)
		if item.Decision != nil {
			s.countDecision(item, time.Time{})
		}
	}
	return nil
}

// repairedAtOnce is the same for what is approved as repaired: each of these
// carries a text.
const repairedAtOnce = 10

// decideSome decides on those of some that can be.
func (s *Store) decideSome(ctx context.Context, group string, d GroupDecision, some []Listed) error {
	b := batch{group: group, event: Event{Actor: d.Reviewer, Type: "decided"}, busy: FateBusy}
	decisions, fates := make([]Decision, len(some)), make([]string, len(some))
	for i, l := range some {
		var err error
		if decisions[i], fates[i], err = s.prepare(ctx, d, l); err != nil {
			return err
		}
		decisions[i].group = group
		b.ids = append(b.ids, l.Item)
	}
	b.change = func(tx *tx, i int) (string, Item, error) {
		if fates[i] != "" {
			return fates[i], Item{}, nil
		}
		return s.decideOne(ctx, tx, decisions[i])
	}
	return s.run(ctx, b)
}

// prepare is the decision on one of the items, with all that takes time and
// needs no transaction, or why there is none.
func (s *Store) prepare(ctx context.Context, d GroupDecision, l Listed) (one Decision, fate string, err error) {
	if l.Out {
		return one, FateLeftOut, nil
	}
	item, err := s.Item(ctx, l.Item)
	if err != nil {
		return one, "", err
	}
	one = d.on(l)
	if s.complete(one, item.Site) != nil {
		return one, FateCode, nil
	}
	one, err = s.withRepair(ctx, s.DB.Read, one, item)
	switch {
	case errors.Is(err, ErrInvalid):
		return one, FateRepair, nil
	case errors.Is(err, ErrNotFound): // it was erased just now
		return one, FateChanged, nil
	}
	return one, "", err
}

func (s *Store) decideOne(ctx context.Context, tx *tx, d Decision) (fate string, item Item, err error) {
	var q database.Where
	free := "(leased_until <= " + q.Arg(s.now()) + " OR leased_by = " + q.Arg(d.Reviewer) + ")"
	item, err = s.stepIn(ctx, tx, s.deciding(d, q, free))
	if !errors.Is(err, sql.ErrNoRows) {
		return FateDecided, item, err
	}
	now, err := s.find(ctx, tx, "id", d.Item)
	return now.whyNot(d), Item{}, err
}

// whyNot is why d cannot be carried out on the item as it is.
func (i Item) whyNot(d Decision) string {
	switch {
	case i.Status != StatusOpen:
		return FateSettled
	case i.Lease != nil && !i.Lease.Expired && i.Lease.By != d.Reviewer:
		return FateTaken
	}
	return FateChanged
}

// UndoGroup takes back what the reviewer decided in that group, as far as it is
// not final yet and nothing has happened to the items since. They are in their
// queues again, and in nobody's hands.
func (s *Store) UndoGroup(ctx context.Context, group, reviewer string) error {
	r, err := s.GroupRecord(ctx, group)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(r.with(FateDecided), groupAtOnce) {
		if err := s.undoSome(ctx, group, reviewer, some); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) undoSome(ctx context.Context, group, reviewer string, some []GroupItem) error {
	event := Event{Actor: reviewer, Type: "undone"}
	b := batch{group: group, event: event, busy: FateDecided}
	for _, one := range some {
		b.ids = append(b.ids, one.ID)
	}
	b.change = func(tx *tx, i int) (string, Item, error) {
		st := s.undoing(b.ids[i], reviewer, some[i].seq, free, database.Where{})
		st.event.Detail = map[string]string{"group": group}
		item, err := s.stepIn(ctx, tx, st)
		if errors.Is(err, sql.ErrNoRows) {
			return FateDecided, Item{}, nil
		}
		return FateUndone, item, err
	}
	return s.run(ctx, b)
}
