package outbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
)

// Resend makes a delivery due again, at the time now, that was delivered or failed.
// The reviewer wants that, which the audit log says. ErrNotFound says that there
// is none, ErrOverruled that there is a later one for the same item.
func Resend(ctx context.Context, db *database.DB, id, reviewer string, now time.Time) error {
	err := db.InTx(ctx, func(tx *sql.Tx) error {
		d, err := scanRow(tx.QueryRowContext(ctx, "UPDATE outbox SET state = 'due', due_at = $1, final_at = $1"+
			" WHERE id = $2 AND state IN ('delivered', 'failed') RETURNING "+columns, database.Micros(now), database.Storable(id)))
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err == nil {
			err = overruled(ctx, tx, d)
		}
		if err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Record{
			At: now, Actor: reviewer, Action: "delivery.resent", Site: d.Site, Subject: d.ID, Detail: map[string]string{"outcome": d.Outcome},
		})
	})
	if err != nil {
		return fmt.Errorf("resend %s: %w", id, err)
	}
	return nil
}

func overruled(ctx context.Context, tx *sql.Tx, d Delivery) error {
	var later int
	err := tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM outbox WHERE item = $1 AND state <> 'cancelled'"+
		" AND seq > $2", d.Item, d.Version).Scan(&later)
	if err == nil && later > 0 {
		return ErrOverruled
	}
	return err
}
