package audit

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"github.com/presscheck/presscheck/database"
)

// A Log is the log in a database. Its methods may be called from many
// goroutines.
type Log struct{ DB *database.DB }

// Add appends records in a transaction of their own: for what changes nothing
// else in the database.
func (l Log) Add(ctx context.Context, records ...Record) error {
	return l.DB.InTx(ctx, func(tx *sql.Tx) error { return Append(ctx, tx, records...) })
}

// Head returns where the log ends now.
func (l Log) Head(ctx context.Context) (Head, error) {
	var h Head
	err := l.DB.Read.QueryRowContext(ctx, "SELECT seq, hash FROM audit_head").Scan(&h.Seq, &h.Hash)
	if err != nil {
		return Head{}, fmt.Errorf("audit: look for the head: %w", err)
	}
	return h, nil
}

// Records yields what f chooses, in order of Seq. What is appended meanwhile may
// be among it. After an error it ends.
func (l Log) Records(ctx context.Context, f Filter) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for after := f.start(); ; {
			batch, err := l.read(ctx, f, after, "seq", readAtOnce)
			if err != nil {
				yield(Record{}, err)
				return
			}
			for _, r := range batch {
				if !yield(r, nil) {
					return
				}
			}
			if len(batch) < readAtOnce {
				return
			}
			after = batch[len(batch)-1].Seq
		}
	}
}

// readAtOnce is how many records are read at once.
const readAtOnce = 1000

// Latest returns the last records that f chooses, the latest first, and at most n
// of them.
func (l Log) Latest(ctx context.Context, f Filter, n int) ([]Record, error) {
	return l.read(ctx, f, f.start(), "seq DESC", n)
}

func (l Log) read(ctx context.Context, f Filter, after int64, order string, n int) ([]Record, error) {
	where, args := f.conditions(after)
	query := fmt.Sprintf("SELECT %s FROM audit WHERE %s ORDER BY %s LIMIT %d", columns, where, order, n)
	records, err := database.Collect(ctx, l.DB.Read, scan, query, args...)
	if err != nil {
		return nil, fmt.Errorf("audit: read: %w", err)
	}
	return records, nil
}

func scan(rows *sql.Rows) (Record, error) {
	var r Record
	var at int64
	var detail string
	err := rows.Scan(&r.Seq, &at, &r.Actor, &r.Action, &r.Site, &r.Subject, &detail, &r.Prev, &r.Hash)
	r.At, r.Detail = database.Instant(at), decodeDetail(detail)
	return r, err
}
