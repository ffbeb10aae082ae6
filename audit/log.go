package audit

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

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

// A Filter chooses records. Its zero fields choose all.
type Filter struct {
	Sites []string  // any of them; nil is all, empty is none
	Since time.Time // done then or later
	Until time.Time // done before
	After int64     // with a greater Seq
}

func (f Filter) fits(r Record) bool {
	if f.Sites != nil && !slices.Contains(f.Sites, r.Site) {
		return false
	}
	return (f.Since.IsZero() || !r.At.Before(f.Since)) && (f.Until.IsZero() || r.At.Before(f.Until))
}

// readAtOnce is how many records are read at once.
const readAtOnce = 1000

// Records yields what f chooses, in order of Seq. What is appended meanwhile may
// be among it. After an error it ends.
func (l Log) Records(ctx context.Context, f Filter) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		after := cmp.Or(f.After, int64(math.MinInt32))
		for {
			batch, err := database.Collect(ctx, l.DB.Read, scan,
				"SELECT "+columns+" FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2", after, readAtOnce)
			if err != nil {
				yield(Record{}, fmt.Errorf("audit: read: %w", err))
				return
			}
			for _, r := range batch {
				if f.fits(r) && !yield(r, nil) {
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

func scan(rows *sql.Rows) (Record, error) {
	var r Record
	var at int64
	var detail string
	err := rows.Scan(&r.Seq, &at, &r.Actor, &r.Action, &r.Site, &r.Subject, &detail, &r.Prev, &r.Hash)
	r.At, r.Detail = database.Instant(at), decodeDetail(detail)
	return r, err
}
