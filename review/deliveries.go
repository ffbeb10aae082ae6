package review

import (
	"context"
	"database/sql"
	"encoding/base64"
	"fmt"

	"github.com/presscheck/presscheck/database"
)

// A DeliveryFilter chooses deliveries. Its zero fields choose all.
type DeliveryFilter struct {
	Sites []string // nil is all, empty is none
	State string   // DeliveryDue and so on
	ID    string
}

// deliveriesAtOnce is how many ListDeliveries returns.
const deliveriesAtOnce = 50

// ListDeliveries returns the deliveries that f chooses, with their attempts, the
// latest decided first, and, if there may be more, what is to be passed as after
// for these.
func (s *Store) ListDeliveries(ctx context.Context, f DeliveryFilter, after string) ([]Delivery, string, error) {
	var q database.Where
	q.OneOf("site", f.Sites)
	q.Equals("state", f.State)
	q.Equals("id", f.ID)
	if err := startDeliveries(&q, after); err != nil {
		return nil, "", err
	}
	all, err := database.Collect(ctx, s.DB.Read, scanDelivery, "SELECT "+deliveryColumns+" FROM outbox WHERE "+q.String()+
		" ORDER BY decided_at DESC, id DESC LIMIT "+q.Arg(deliveriesAtOnce), q.Args...)
	if err == nil {
		err = s.readAttempts(ctx, all)
	}
	if err != nil {
		return nil, "", fmt.Errorf("list deliveries: %w", err)
	}
	if len(all) < deliveriesAtOnce {
		return all, "", nil
	}
	last := all[len(all)-1]
	place := fmt.Sprintf("%d %s", database.Micros(last.DecidedAt), last.ID)
	return all, base64.RawURLEncoding.EncodeToString([]byte(place)), nil
}

func startDeliveries(q *database.Where, after string) error {
	if after == "" {
		return nil
	}
	text, err := base64.RawURLEncoding.DecodeString(after)
	var at int64
	var id string
	if n, _ := fmt.Sscanf(string(text), "%d %s", &at, &id); err != nil || n != 2 {
		return ErrPage
	}
	q.And("(decided_at, id) < (" + q.Arg(at) + ", " + q.Arg(id) + ")")
	return nil
}

// readAttempts reads those of all the deliveries at once.
func (s *Store) readAttempts(ctx context.Context, all []Delivery) error {
	if len(all) == 0 {
		return nil
	}
	var ids []string
	for _, d := range all {
		ids = append(ids, d.ID)
	}
	var q database.Where
	q.OneOf("delivery", ids)
	made, err := database.Collect(ctx, s.DB.Read, scanMade,
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
