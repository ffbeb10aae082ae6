package outbox

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/presscheck/presscheck/database"
)

// sendingTime is for how long an attempt has its delivery to itself. After a crash
// it is made again then.
const sendingTime = time.Minute

// takeDue takes the delivery that is due for one of the sites, and that no earlier
// one of its item has to go before. It is sql.ErrNoRows if there is none.
func (c *Courier) takeDue(ctx context.Context) (Delivery, error) {
	at := c.now()
	var q database.Where
	now := q.Arg(database.Micros(at))
	due := "state IN ('due', 'sending') AND due_at <= " + now
	until := q.Arg(database.Micros(at.Add(sendingTime)))
	q.OneOf("site", slices.Sorted(maps.Keys(c.Targets)))
	query := "UPDATE outbox SET state = 'sending', attempts = attempts + 1, due_at = " + until +
		" WHERE id = (SELECT id FROM outbox o WHERE " + due + " AND " + q.String() +
		" AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.item = o.item AND p.seq < o.seq AND p.state IN ('due', 'sending'))" +
		" ORDER BY due_at, id LIMIT 1" + c.DB.Locked + ") AND " + due + " RETURNING " + columns + ", repaired"
	var text string
	d, err := scanRow(c.DB.Write.QueryRowContext(ctx, query, q.Args...), &text)
	d.Repaired = text
	return d, err
}

// settle notes how the attempt went, and what becomes of the delivery.
func (c *Courier) settle(ctx context.Context, d Delivery, failure error, state string, due time.Time) error {
	text := ""
	if failure != nil {
		text = database.Storable(failure.Error())
		text = strings.ToValidUTF8(text[:min(len(text), 300)], "")
	}
	return c.DB.InTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE outbox SET state = $1, due_at = $2 WHERE id = $3 AND state = 'sending' AND attempts = $4",
			state, database.Micros(due), d.ID, d.number)
		_, logErr := tx.ExecContext(ctx, "INSERT INTO attempts (delivery, number, at, error) VALUES ($1, $2, $3, $4)", d.ID, d.number, database.Micros(c.now()), text)
		return errors.Join(err, logErr)
	})
}
