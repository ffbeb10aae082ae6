// Package outbox tells content management systems what was decided.
//
//	a decision's transaction ──▶ Add ──▶ Courier, once it is final ──▶ webhook
//	one that takes it back   ──▶ Cancel, Withdraw, Erase
//
// What is in it was decided by people and comes from package review; repaired
// texts in it are a stranger's. Where it goes to comes from the operator.
package outbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/presscheck/presscheck/database"
)

// What becomes of a delivery.
const (
	Due       = "due"
	Sending   = "sending"
	Done      = "delivered"
	Failed    = "failed"    // for too long
	Cancelled = "cancelled" // the decision was taken back, or its text is gone
)

// A Delivery tells a CMS of one decision.
type Delivery struct {
	ID        string    `json:"delivery"` // of item and version: the same over attempts
	Item      string    `json:"item"`
	Version   int64     `json:"-"` // of the item, by the decision
	Site      string    `json:"site"`
	Outcome   string    `json:"outcome"` // approve, approve-repaired or reject
	Code      string    `json:"code"`
	Revision  int64     `json:"revision"`   // of the text that was decided on
	ContentID string    `json:"content_id"` // of that text: the id of the report on it
	DecidedAt time.Time `json:"decided_at"`

	// The text to publish, of approve-repaired alone: in UTF-8, with its SHA-256 in
	// hexadecimal. The text is empty if it is longer than 1 MiB, and in lists.
	Repaired       string `json:"repaired,omitzero"`
	RepairedSHA256 string `json:"repaired_sha256,omitzero"`

	FinalAt  time.Time `json:"-"` // it is not sent before
	DueAt    time.Time `json:"-"` // of the next attempt
	State    string    `json:"-"` // Due and so on
	Attempts []Attempt `json:"-"` // the oldest first

	number int64 // of the last attempt
}

// An Attempt to deliver.
type Attempt struct {
	At    time.Time
	Error string // empty: delivered
}

// Why the outbox refuses.
var (
	ErrNotFound  = errors.New("no such delivery")
	ErrOverruled = errors.New("another decision was made since") // a site that hears the old one last would follow it
)

// Add puts d into the outbox, due when it is final. What has to do with sending
// it, from FinalAt's end on, and the ID need not be set.
func Add(ctx context.Context, tx *sql.Tx, d Delivery) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO outbox (id, item, seq, site, outcome, code, revision, content_id, decided_at, final_at, due_at, state,
		repaired, repaired_sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, 'due', $11, $12)`,
		fmt.Sprintf("%s.%d", d.Item, d.Version), d.Item, d.Version, d.Site, d.Outcome, d.Code, d.Revision, d.ContentID,
		database.Micros(d.DecidedAt), database.Micros(d.FinalAt), d.Repaired, d.RepairedSHA256)
	if err != nil {
		return fmt.Errorf("add delivery: %w", err)
	}
	return nil
}

// Withdraw cancels the delivery of the decision that made that version of the
// item. ErrNotFound says that nothing is due: the CMS may have been told.
func Withdraw(ctx context.Context, tx *sql.Tx, item string, version int64) error {
	result, err := tx.ExecContext(ctx, "UPDATE outbox SET state = 'cancelled' WHERE item = $1 AND seq = $2 AND state = 'due'", item, version)
	var n int64
	if err == nil {
		n, err = result.RowsAffected()
	}
	if err != nil {
		return fmt.Errorf("withdraw delivery: %w", err)
	}
	if n == 0 {
		return ErrNotFound
	}
	return nil
}

// Cancel cancels all that is due of the item.
func Cancel(ctx context.Context, tx *sql.Tx, item string) error {
	if _, err := tx.ExecContext(ctx, "UPDATE outbox SET state = 'cancelled' WHERE item = $1 AND state = 'due'", item); err != nil {
		return fmt.Errorf("cancel deliveries: %w", err)
	}
	return nil
}

// Erase cancels all that is due of the item, and takes the repaired texts out.
func Erase(ctx context.Context, tx *sql.Tx, item string) error {
	if err := Cancel(ctx, tx, item); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE outbox SET repaired = '' WHERE item = $1", item); err != nil {
		return fmt.Errorf("erase deliveries: %w", err)
	}
	return nil
}

const columns = "id, item, seq, site, outcome, code, revision, content_id, decided_at, final_at, due_at, state, attempts, repaired_sha256"

func scan(rows *sql.Rows) (d Delivery, err error) { return scanRow(rows) }

func scanRow(row interface{ Scan(...any) error }, more ...any) (d Delivery, err error) {
	var decidedAt, finalAt, dueAt int64
	into := []any{&d.ID, &d.Item, &d.Version, &d.Site, &d.Outcome, &d.Code, &d.Revision, &d.ContentID, &decidedAt, &finalAt, &dueAt, &d.State, &d.number, &d.RepairedSHA256}
	err = row.Scan(append(into, more...)...)
	d.DecidedAt, d.FinalAt, d.DueAt = database.Instant(decidedAt), database.Instant(finalAt), database.Instant(dueAt)
	return d, err
}
