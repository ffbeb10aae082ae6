package groups

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/review"
)

const (
	// atOnce is how many items of a group one transaction changes, or one query
	// reads.
	atOnce = 100
	// repairedAtOnce is the same for what is approved as repaired: each of these
	// carries a text.
	repairedAtOnce = 10
)

// lock takes those of the items that nobody else is changing.
func lock(ctx context.Context, s *review.Store, tx *review.Tx, ids []string) ([]string, error) {
	var q database.Where
	q.OneOf("id", ids)
	return database.Collect(ctx, tx, database.Value[string], "SELECT id FROM items WHERE "+q.String()+" ORDER BY id"+s.DB.Locked, q.Args...)
}

// decideSome decides on those of some that can be.
func decideSome(ctx context.Context, s *review.Store, group string, d Decision, some []Listed) error {
	decisions, fates, ids := make([]review.Prepared, len(some)), make([]string, len(some)), make([]string, len(some))
	for i, l := range some {
		var err error
		if decisions[i], fates[i], err = prepare(ctx, s, group, d, l); err != nil {
			return err
		}
		ids[i] = l.Item
	}
	return s.InTx(ctx, func(tx *review.Tx) error {
		locked, err := lock(ctx, s, tx, ids)
		if err != nil {
			return err
		}
		for i, id := range ids {
			fate, version := fates[i], int64(0)
			switch {
			case !slices.Contains(locked, id):
				fate = FateBusy
			case fate == "":
				if fate, version, err = decideOne(ctx, tx, decisions[i]); err != nil {
					return err
				}
			}
			if err := setFate(ctx, tx.Tx, group, id, fate, version); err != nil {
				return err
			}
		}
		return nil
	})
}

// prepare is the decision on one of the items, or why there is none.
func prepare(ctx context.Context, s *review.Store, group string, d Decision, l Listed) (p review.Prepared, fate string, err error) {
	if l.Out {
		return p, FateLeftOut, nil
	}
	p, err = s.Prepare(ctx, d.on(l, group))
	switch {
	case errors.Is(err, review.ErrRepair):
		return p, FateRepair, nil
	case errors.Is(err, review.ErrInvalid): // all else is the same for all items
		return p, FateCode, nil
	case errors.Is(err, review.ErrNotFound): // it was erased just now
		return p, FateChanged, nil
	}
	return p, "", err
}

// decideOne returns the fate of the item and, if it was decided, its version then.
func decideOne(ctx context.Context, tx *review.Tx, p review.Prepared) (fate string, version int64, err error) {
	item, err := tx.Decide(ctx, p)
	var c *review.Conflict
	switch {
	case err == nil:
		return FateDecided, item.Version, nil
	case !errors.As(err, &c):
		return "", 0, err
	case c.Item.Status != review.StatusOpen:
		return FateSettled, 0, nil
	case c.Item.Lease != nil && !c.Item.Lease.Expired && c.Item.Lease.By != p.Reviewer:
		return FateTaken, 0, nil
	}
	return FateChanged, 0, nil
}

// Undo takes back what the reviewer decided in that group, as far as it is not
// final yet and nothing has happened to the items since. They are in their queues
// again, and in nobody's hands.
func Undo(ctx context.Context, s *review.Store, group, reviewer string) error {
	r, err := RecordOf(ctx, s, group)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(r.decided(), atOnce) {
		if err := undoSome(ctx, s, group, reviewer, some); err != nil {
			return fmt.Errorf("group %s: %w", group, err)
		}
	}
	return nil
}

func undoSome(ctx context.Context, s *review.Store, group, reviewer string, some []Item) error {
	var ids []string
	for _, one := range some {
		ids = append(ids, one.ID)
	}
	return s.InTx(ctx, func(tx *review.Tx) error {
		locked, err := lock(ctx, s, tx, ids)
		if err != nil {
			return err
		}
		for _, one := range some {
			if !slices.Contains(locked, one.ID) {
				continue
			}
			item, err := tx.Undo(ctx, one.ID, reviewer, one.seq, group)
			if errors.As(err, new(*review.Conflict)) {
				continue
			}
			if err == nil {
				err = setFate(ctx, tx.Tx, group, one.ID, FateUndone, item.Version)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
