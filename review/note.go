package review

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode"

	"github.com/presscheck/presscheck/database"
)

// Note adds a note to the item's history, for those who decide on it or look at
// it later. Whoever decides on the version before is told of it first.
func (s *Store) Note(ctx context.Context, id, reviewer, note string) (Item, error) {
	if reviewer == "" || strings.TrimSpace(note) == "" {
		return Item{}, fmt.Errorf("item %s: %w: a note needs a reviewer and a text", id, ErrInvalid)
	}
	var q database.Where
	where := "id = " + q.Arg(id) + " AND status <> 'erased'"
	return s.stepOn(ctx, id, 0, "", step{
		set: "lapsed_by = ''", where: where, args: q.Args,
		event: Event{Actor: reviewer, Type: "noted", Note: note},
	})
}

// Move puts an open item into another queue and in nobody's hands. It needs the
// version, and fails with a *Conflict while somebody else has the item. The note
// may be empty.
func (s *Store) Move(ctx context.Context, id, reviewer string, version int64, queue, note string) (Item, error) {
	if !isQueue(queue) || reviewer == "" {
		return Item{}, fmt.Errorf("item %s: %w: to move it needs a reviewer and a queue, %s", id, ErrInvalid, queueNames)
	}
	var q database.Where
	where := "id = " + q.Arg(id) + " AND version = " + q.Arg(version) + " AND status = 'open'" +
		" AND (leased_until <= " + q.Arg(s.now()) + " OR leased_by = " + q.Arg(reviewer) + ")"
	return s.stepOn(ctx, id, version, reviewer, step{
		set: free + ", queue = " + q.Arg(queue), where: where, args: q.Args,
		event: Event{Actor: reviewer, Type: "moved", Detail: map[string]string{"queue": queue}, Note: note},
		also: func(ctx context.Context, tx *sql.Tx, _ Item) error {
			return exec(ctx, tx, []any{id}, "DELETE FROM skips WHERE item = $1")
		},
	})
}

const queueNames = "a name of up to 64 letters, digits and . _ -"

// isQueue keeps sentences out of what is kept when notes are erased.
func isQueue(name string) bool {
	isOther := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-", r)
	}
	return name != "" && len(name) <= 64 && !strings.ContainsFunc(name, isOther)
}
