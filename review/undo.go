package review

import (
	"context"
	"database/sql"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/review/outbox"
)

// UndoDecision takes the reviewer's own decision back before it is final: it had no
// effect, and the item is in their hands again.
// By a clock that is behind, the CMS may have been told already: that is an
// ErrStatus, too.
func (s *Store) UndoDecision(ctx context.Context, id, reviewer string, version int64) (Item, error) {
	var q database.Where
	hands := s.leaseTo(&q, reviewer)
	return s.stepOn(ctx, id, version, "", s.undoing(id, reviewer, version, hands, q))
}

// undoing is the step that takes a decision back; hands says in whose the item
// is then.
func (s *Store) undoing(id, reviewer string, version int64, hands string, q database.Where) step {
	where := "id = " + q.Arg(id) + " AND version = " + q.Arg(version) + " AND status = 'decided' AND decided_by = " + q.Arg(reviewer) +
		" AND final_at > " + q.Arg(s.now()) +
		" AND EXISTS (SELECT 1 FROM outbox WHERE outbox.item = items.id AND outbox.seq = items.version AND outbox.state = 'due')"
	return step{
		set: hands + undecided, where: where, args: q.Args,
		event: Event{Actor: reviewer, Type: "undone"},
		also:  strike,
	}
}

// strike takes out what enter wrote of the last decision on i. An
// outbox.ErrNotFound says that the CMS may have been told of it.
func strike(ctx context.Context, tx *sql.Tx, i Item) error {
	err := exec(ctx, tx, []any{i.ID, i.Version - 1},
		"DELETE FROM decision_rules WHERE item = $1 AND seq = $2", "DELETE FROM decisions WHERE item = $1 AND seq = $2")
	if err != nil {
		return err
	}
	return outbox.Withdraw(ctx, tx, i.ID, i.Version-1)
}

const undecided = ", status = 'open', outcome = '', decided_by = '', decided_at = 0, final_at = 0"

// Reopen puts an item that was decided, or passed, back into its queue. It
// needs the version but no lease. The decision stays in the history; if it is
// not final yet, it will not reach the CMS.
func (s *Store) Reopen(ctx context.Context, id, reviewer string, version int64, note string) (Item, error) {
	var q database.Where
	where := "id = " + q.Arg(id) + " AND version = " + q.Arg(version) + " AND status IN ('decided', 'passed')"
	return s.stepOn(ctx, id, version, "", step{
		set: free + undecided + ", held_at = " + q.Arg(s.now()), where: where, args: q.Args,
		event: Event{Actor: reviewer, Type: "reopened", Note: note},
		also: func(ctx context.Context, tx *sql.Tx, _ Item) error {
			err := exec(ctx, tx, []any{id}, "UPDATE decisions SET standing = 0 WHERE item = $1", "DELETE FROM skips WHERE item = $1")
			if err != nil {
				return err
			}
			return outbox.Cancel(ctx, tx, id)
		},
	})
}
