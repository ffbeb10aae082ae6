package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
)

// What becomes of a delivery.
const (
	DeliveryDue       = "due"
	DeliverySending   = "sending"
	DeliveryDone      = "delivered"
	DeliveryFailed    = "failed"    // for too long
	DeliveryCancelled = "cancelled" // the decision was taken back, or its text is gone
)

// A Delivery tells a CMS of one decision.
type Delivery struct {
	ID        string    `json:"delivery"` // the same over attempts
	Item      string    `json:"item"`
	Site      string    `json:"site"`
	Outcome   string    `json:"outcome"` // Approve, ApproveRepaired or Reject
	Code      string    `json:"code"`
	Revision  int64     `json:"revision"`   // of the text that was decided on
	ContentID string    `json:"content_id"` // of that text: the id of the report on it
	DecidedAt time.Time `json:"decided_at"`

	// The text to publish, of ApproveRepaired alone: in UTF-8, with its SHA-256 in
	// hexadecimal. The text is empty if it is longer than 1 MiB.
	Repaired       string `json:"repaired,omitzero"`
	RepairedSHA256 string `json:"repaired_sha256,omitzero"`

	FinalAt  time.Time `json:"-"`
	DueAt    time.Time `json:"-"` // of the next attempt
	State    string    `json:"-"` // DeliveryDue and so on
	Attempts []Attempt `json:"-"`

	number int64 // of the last attempt
}

// An Attempt to deliver.
type Attempt struct {
	At    time.Time
	Error string // empty: delivered
}

func deliveryOf(i Item) string { return fmt.Sprintf("%s.%d", i.ID, i.Version) }

const deliveryColumns = "id, item, site, outcome, code, revision, content_id, decided_at, final_at, due_at, state, attempts, repaired_sha256"

func scanDelivery(rows *sql.Rows) (d Delivery, err error) { return deliveryIn(rows) }

func deliveryIn(row interface{ Scan(...any) error }, more ...any) (d Delivery, err error) {
	var decidedAt, finalAt, dueAt int64
	into := []any{&d.ID, &d.Item, &d.Site, &d.Outcome, &d.Code, &d.Revision, &d.ContentID, &decidedAt, &finalAt, &dueAt, &d.State, &d.number, &d.RepairedSHA256}
	err = row.Scan(append(into, more...)...)
	d.DecidedAt, d.FinalAt, d.DueAt = database.Instant(decidedAt), database.Instant(finalAt), database.Instant(dueAt)
	return d, err
}

// Deliveries returns what was, or will be, told of the item, the oldest first.
func (s *Store) Deliveries(ctx context.Context, item string) ([]Delivery, error) {
	all, err := database.Collect(ctx, s.DB.Read, scanDelivery, "SELECT "+deliveryColumns+" FROM outbox WHERE item = $1 ORDER BY seq", item)
	if err == nil {
		err = s.readAttempts(ctx, all)
	}
	if err != nil {
		return nil, fmt.Errorf("deliveries of item %s: %w", item, err)
	}
	return all, nil
}

// ErrOverruled is what nobody is to be told any more: another decision was made
// on the item since, and a site that hears the old one last would follow it.
var ErrOverruled = errors.New("another decision was made since")

// Resend makes a delivery due again that was delivered, or failed; the reviewer
// wants that. ErrNotFound says that there is none, ErrOverruled that there is a
// later one for the same item.
func (s *Store) Resend(ctx context.Context, id, reviewer string) error {
	err := s.inTx(ctx, func(tx *tx) error {
		d, err := deliveryIn(tx.QueryRowContext(ctx, "UPDATE outbox SET state = 'due', due_at = $1, final_at = $1"+
			" WHERE id = $2 AND state IN ('delivered', 'failed') RETURNING "+deliveryColumns, s.now(), database.Storable(id)))
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err == nil {
			err = overruled(ctx, tx, d)
		}
		tx.log = append(tx.log, audit.Record{
			At: s.Now(), Actor: reviewer, Action: "delivery.resent", Site: d.Site, Subject: d.ID, Detail: map[string]string{"outcome": d.Outcome},
		})
		return err
	})
	if err != nil {
		return fmt.Errorf("resend %s: %w", id, err)
	}
	return nil
}

func overruled(ctx context.Context, tx *tx, d Delivery) error {
	var later int
	err := tx.QueryRowContext(ctx, "SELECT COUNT(*) FROM outbox WHERE item = $1 AND state <> 'cancelled'"+
		" AND seq > (SELECT seq FROM outbox WHERE id = $2)", d.Item, d.ID).Scan(&later)
	if err == nil && later > 0 {
		return ErrOverruled
	}
	return err
}

// sending is for how long an attempt has its delivery to itself. After a crash
// it is made again then.
const sending = time.Minute

// takeDue takes the delivery that is due for one of sites, and that no earlier
// one of its item has to go before. It is sql.ErrNoRows if there is none.
func (s *Store) takeDue(ctx context.Context, sites []string) (Delivery, error) {
	q := database.Where{}
	now := q.Arg(s.now())
	due := "state IN ('due', 'sending') AND due_at <= " + now
	until := q.Arg(database.Micros(s.Now().Add(sending)))
	q.OneOf("site", sites)
	query := "UPDATE outbox SET state = 'sending', attempts = attempts + 1, due_at = " + until +
		" WHERE id = (SELECT id FROM outbox o WHERE " + due + " AND " + q.String() +
		" AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.item = o.item AND p.seq < o.seq AND p.state IN ('due', 'sending'))" +
		" ORDER BY due_at, id LIMIT 1" + s.DB.Locked + ") AND " + due + " RETURNING " + deliveryColumns + ", repaired"
	var text string
	d, err := deliveryIn(s.DB.Write.QueryRowContext(ctx, query, q.Args...), &text)
	d.Repaired = text
	return d, err
}

// settle notes how the attempt went, and what becomes of the delivery.
func (s *Store) settle(ctx context.Context, d Delivery, failure error, state string, due time.Time) error {
	text := ""
	if failure != nil {
		text = database.Storable(failure.Error())
		text = strings.ToValidUTF8(text[:min(len(text), 300)], "")
	}
	return s.DB.InTx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE outbox SET state = $1, due_at = $2 WHERE id = $3 AND state = 'sending' AND attempts = $4",
			state, database.Micros(due), d.ID, d.number)
		_, logErr := tx.ExecContext(ctx, "INSERT INTO attempts (delivery, number, at, error) VALUES ($1, $2, $3, $4)", d.ID, d.number, s.now(), text)
		return errors.Join(err, logErr)
	})
}
