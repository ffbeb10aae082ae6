package outbox

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/presscheck/presscheck/database"
)

// A Filter chooses deliveries. Its zero fields choose all.
type Filter struct {
	Sites []string // nil is all, empty is none
	State string   // Due and so on
	ID    string
}

// atOnce is how many List returns.
const atOnce = 50

// Of returns what was, or will be, told of the item, the oldest first.
func Of(ctx context.Context, db *database.DB, item string) ([]Delivery, error) {
	all, err := database.Collect(ctx, db.Read, scan, "SELECT "+columns+" FROM outbox WHERE item = $1 ORDER BY seq", item)
	if err == nil {
		err = readAttempts(ctx, db, all)
	}
	if err != nil {
		return nil, fmt.Errorf("deliveries of item %s: %w", item, err)
	}
	return all, nil
}

// List returns the deliveries that f chooses, with their attempts, the latest
// decided first, and, if there may be more, what is to be passed as after for
// these. Anything else there is database.ErrPlace.
func List(ctx context.Context, db *database.DB, f Filter, after string) ([]Delivery, string, error) {
	var q database.Where
	q.OneOf("site", f.Sites)
	q.Equals("state", f.State)
	q.Equals("id", f.ID)
	if err := start(&q, after); err != nil {
		return nil, "", err
	}
	all, err := database.Collect(ctx, db.Read, scan, "SELECT "+columns+" FROM outbox WHERE "+q.String()+
		" ORDER BY decided_at DESC, id DESC LIMIT "+q.Arg(atOnce), q.Args...)
	if err == nil {
		err = readAttempts(ctx, db, all)
	}
	if err != nil {
		return nil, "", fmt.Errorf("list deliveries: %w", err)
	}
	if len(all) < atOnce {
		return all, "", nil
	}
	last := all[len(all)-1]
	return all, database.Place(database.Micros(last.DecidedAt), last.ID), nil
}

// start lets q begin behind after.
func start(q *database.Where, after string) error {
	if after == "" {
		return nil
	}
	var at int64
	var id string
	if err := database.ReadPlace(after, &at, &id); err != nil {
		return err
	}
	q.And("(decided_at, id) < (" + q.Arg(at) + ", " + q.Arg(id) + ")")
	return nil
}

// readAttempts reads those of all the deliveries at once.
func readAttempts(ctx context.Context, db *database.DB, all []Delivery) error {
	if len(all) == 0 {
		return nil
	}
	var ids []string
	for _, d := range all {
		ids = append(ids, d.ID)
	}
	var q database.Where
	q.OneOf("delivery", ids)
	made, err := database.Collect(ctx, db.Read, scanMade,
		"SELECT delivery, at, error FROM attempts WHERE "+q.String()+" ORDER BY delivery, number", q.Args...)
	for i := range all {
		for _, m := range made {
			if m.delivery == all[i].ID {
				all[i].Attempts = append(all[i].Attempts, m.Attempt)
			}
		}
	}
	return err
}

// A made attempt knows of what.
type made struct {
	delivery string
	Attempt
}

func scanMade(rows *sql.Rows) (m made, err error) {
	var at int64
	err = rows.Scan(&m.delivery, &at, &m.Error)
	m.At = database.Instant(at)
	return m, err
}

// Undelivered counts the decisions that are final at the time now and that one of
// the sites does not know yet; oldest is since when the first of them is final.
func Undelivered(ctx context.Context, db *database.DB, sites []string, now time.Time) (n int, oldest time.Time, err error) {
	if len(sites) == 0 {
		return 0, time.Time{}, nil
	}
	var q database.Where
	q.And("final_at <= " + q.Arg(database.Micros(now)))
	q.OneOf("site", sites)
	var final int64
	query := "SELECT COUNT(*), COALESCE(MIN(final_at), 0) FROM outbox WHERE state IN ('due', 'sending') AND " + q.String()
	if err := db.Read.QueryRowContext(ctx, query, q.Args...).Scan(&n, &final); err != nil {
		return 0, time.Time{}, fmt.Errorf("count deliveries: %w", err)
	}
	return n, database.Instant(final), nil
}
