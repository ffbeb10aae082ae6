package review

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/database"
)

// An Event is one thing that happened to an item. Events are never changed, but
// erasure blanks the note.
type Event struct {
	Seq    int64             `json:"seq"` // the item's version after it
	At     time.Time         `json:"at"`
	Actor  string            `json:"actor"`  // the reviewer; empty for the machine
	Type   string            `json:"type"`   // held, revised, claimed, taken-over, released, skipped, noted, moved, decided, escalated, undone, reopened, erased
	Detail map[string]string `json:"detail"` // in closed words: revision, action, queue, outcome, code, group, from; never nil
	Note   string            `json:"note"`
}

const eventColumns = "seq, at, actor, type, detail, note"

// History returns all events of the item, the oldest first. It has none if
// there is no such item.
func (s *Store) History(ctx context.Context, id string) ([]Event, error) {
	return s.since(ctx, s.DB.Read, id, 0)
}

func (s *Store) since(ctx context.Context, q database.Querier, id string, version int64) ([]Event, error) {
	events, err := database.Collect(ctx, q, scanEvent,
		"SELECT "+eventColumns+" FROM events WHERE item = $1 AND seq > $2 ORDER BY seq", id, version)
	if err != nil {
		return nil, fmt.Errorf("history of item %s: %w", id, err)
	}
	return events, nil
}

func scanEvent(rows *sql.Rows) (Event, error) {
	var e Event
	var at int64
	var detail string
	if err := rows.Scan(&e.Seq, &at, &e.Actor, &e.Type, &detail, &e.Note); err != nil {
		return Event{}, err
	}
	e.At = database.Instant(at)
	return e, json.Unmarshal([]byte(detail), &e.Detail)
}

// record adds e, whose Seq is the item's version by now.
func record(ctx context.Context, tx *sql.Tx, id string, e Event) error {
	for key, value := range e.Detail {
		if value == "" {
			delete(e.Detail, key)
		}
	}
	if e.Detail == nil {
		e.Detail = map[string]string{}
	}
	detail, err := json.Marshal(e.Detail, json.Deterministic(true))
	if err != nil {
		return fmt.Errorf("encode event: %w", err)
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO events (item, "+eventColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7)",
		id, e.Seq, database.Micros(e.At), e.Actor, e.Type, string(detail), database.Storable(e.Note))
	if err != nil {
		return fmt.Errorf("record event: %w", err)
	}
	return nil
}
