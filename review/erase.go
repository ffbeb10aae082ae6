package review

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/review/outbox"
	"github.com/presscheck/presscheck/review/views"
)

// erasedAtOnce is how many items one transaction erases.
const erasedAtOnce = 100

// Erase takes all that is personal from the items that f chooses: texts and
// what was quoted of them, titles, addresses, authors, fingerprints, notes. It
// returns how many items that were. What is left of them is figures: when what
// was held, by which rules, and how it was decided. An item that was open is
// not any more. The same article sent again is a new item. Views that name the
// Author of f go, too. It stands in the history as done by whoever by names.
//
// On SQLite the bytes are overwritten in the file. PostgreSQL keeps them until
// its vacuum comes by, and in its logs and backups for as long as those.
func (s *Store) Erase(ctx context.Context, by string, f Filter) (int, error) {
	if err := views.Erase(ctx, s.DB, f.Author); err != nil {
		return 0, fmt.Errorf("erase: %w", err)
	}
	return s.erase(ctx, by, f.conditions(s))
}

// Expire erases what was decided, or passed, and has not changed since then. It
// is for retention: what still waits is not touched.
func (s *Store) Expire(ctx context.Context, before time.Time) (int, error) {
	var q database.Where
	q.And("status IN ('decided', 'passed')")
	q.And("updated_at < " + q.Arg(database.Micros(before)))
	return s.erase(ctx, "", q)
}

func (s *Store) erase(ctx context.Context, by string, q database.Where) (int, error) {
	q.And("items.status <> 'erased'")
	query := "SELECT id FROM items WHERE " + q.String() + " ORDER BY id LIMIT " + q.Arg(erasedAtOnce) + s.DB.Locked
	for total := 0; ; {
		n := 0
		err := s.InTx(ctx, func(tx *Tx) error {
			ids, err := database.Collect(ctx, tx, database.Value[string], query, q.Args...)
			n = len(ids)
			for _, id := range ids {
				if err == nil {
					err = s.eraseItem(ctx, tx, by, id)
				}
			}
			return err
		})
		if err != nil {
			return total, fmt.Errorf("erase: %w", err)
		}
		if total += n; n < erasedAtOnce {
			return total, s.forget(ctx)
		}
	}
}

func (s *Store) eraseItem(ctx context.Context, tx *Tx, by, id string) error {
	err := exec(ctx, tx.Tx, []any{id},
		"DELETE FROM revisions WHERE item = $1",
		"DELETE FROM keys WHERE item = $1",
		"DELETE FROM skips WHERE item = $1",
		"DELETE FROM facets WHERE item = $1 AND facet = 'band'",
		"UPDATE events SET note = '' WHERE item = $1")
	if err == nil {
		err = outbox.Erase(ctx, tx.Tx, id)
	}
	if err != nil {
		return err
	}
	var q database.Where
	_, err = tx.step(ctx, step{
		set: free + ", external_id = '', url = '', title = '', author = '', search = '', simhash = 0, content_id = ''" +
			", status = 'erased', identity = " + q.Arg("erased "+rand.Text()),
		where: "id = " + q.Arg(id), args: q.Args,
		event: Event{Actor: by, Type: "erased"},
	})
	return err
}

// forget takes erased text out of SQLite's write-ahead log, too.
func (s *Store) forget(ctx context.Context) error {
	if s.DB.Driver != "sqlite" {
		return nil
	}
	if _, err := s.DB.Write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return fmt.Errorf("empty the write-ahead log: %w", err)
	}
	return nil
}
