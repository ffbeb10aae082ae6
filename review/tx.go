package review

import (
	"context"
	"database/sql"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
)

// A Tx is a transaction of the desk, for those who decide on several items at
// once. What an item's own state forbids is a *Conflict, and the transaction can
// go on; after any other error it cannot. It is for one goroutine.
type Tx struct {
	*sql.Tx
	store *Store
	log   []audit.Record // to be appended at the end: see audit.Append
	done  []done
}

// InTx is database.InTx for the desk: what was done in it is audited and counted,
// if f returns no error.
func (s *Store) InTx(ctx context.Context, f func(*Tx) error) error {
	t := &Tx{store: s}
	err := s.DB.InTx(ctx, func(inner *sql.Tx) error {
		t.Tx = inner
		if err := f(t); err != nil {
			return err
		}
		return audit.Append(ctx, inner, t.log...)
	})
	if err != nil {
		return err
	}
	for _, one := range t.done {
		s.count(one)
	}
	return nil
}

// Decide carries p out on an item that is in nobody else's hands, which takes no
// lease. It needs the version.
func (t *Tx) Decide(ctx context.Context, p Prepared) (Item, error) {
	var q database.Where
	free := "(leased_until <= " + q.Arg(t.store.now()) + " OR leased_by = " + q.Arg(p.Reviewer) + ")"
	return t.stepOn(ctx, p.Item, p.Version, p.Reviewer, t.store.deciding(p, q, free))
}

// Undo takes back what the reviewer decided in that group, as UndoDecision does,
// but leaves the item in nobody's hands.
func (t *Tx) Undo(ctx context.Context, id, reviewer string, version int64, group string) (Item, error) {
	st := t.store.undoing(id, reviewer, version, free, database.Where{})
	st.event.Detail = map[string]string{"group": group}
	return t.stepOn(ctx, id, version, "", st)
}
