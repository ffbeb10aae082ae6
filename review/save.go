package review

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review/outbox"
)

// The queues that items come into where nobody names another.
const (
	DefaultQueue  = "default"
	SampleQueue   = "sample" // of what the machine would publish
	EscalateQueue = "escalated"
)

// An Entry is an article that was judged.
type Entry struct {
	Submission pipeline.Submission
	Report     *pipeline.Report // with its Document and Found
	Queue      string           // default DefaultQueue or, for a sample, SampleQueue
	Key        string           // Idempotency-Key of the request; empty is none
}

// Save keeps what a person shall see: every verdict to review or reject, and of
// those to publish the sample. It returns the item, or the zero Item if the
// article is not kept.
//
// An article is the same as an earlier one of its site if it has the same
// external id or, without one, the same content. Then Save adds a revision to
// that item, which waits again if it was decided; a decision that is not final
// yet will not reach the CMS. What is known already, the same text judged alike
// by the same policy, changes nothing. A revision that may be published ends
// the wait of its item.
//
// A Key makes a repeated request harmless even if the article has moved on: it
// gets the item as it is now, and its text does not become a revision again.
// With the Key of another text the answer is ErrKeyReused. Keys are forgotten
// when their item is erased; an article that is not kept leaves none.
func (s *Store) Save(ctx context.Context, e Entry) (Item, error) {
	f, err := s.formOf(e)
	if err != nil {
		return Item{}, fmt.Errorf("save article: %w", err)
	}
	if f.status == StatusPassed {
		_, err := s.find(ctx, s.DB.Read, "identity", f.identity)
		if errors.Is(err, ErrNotFound) {
			return Item{}, nil
		}
	}
	var item Item
	err = s.DB.InTx(ctx, func(tx *sql.Tx) error {
		var err error
		item, err = s.save(ctx, tx, f)
		return err
	})
	if err != nil {
		return Item{}, fmt.Errorf("save article: %w", err)
	}
	return item, nil
}

func (s *Store) save(ctx context.Context, tx *sql.Tx, f *form) (Item, error) {
	if item, known, err := s.repeated(ctx, tx, f); known || err != nil {
		return item, err
	}
	item, err := s.put(ctx, tx, f)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		item, err = s.find(ctx, tx, "identity", f.identity)
	case err == nil:
		err = s.addRevision(ctx, tx, f, item)
	}
	if err != nil {
		return Item{}, err
	}
	return item, f.remember(ctx, tx, item)
}

// put makes or changes the row of the item; sql.ErrNoRows says that the item
// has that text already, judged alike.
func (s *Store) put(ctx context.Context, tx *sql.Tx, f *form) (Item, error) {
	query := `INSERT INTO items (id, identity, site, external_id, url, title, author, search, queue, status, action, rules, script,
			rank, version, revision, content_id, policy, simhash, held_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, 1, $15, $16, $17, $18, $18)
		ON CONFLICT (identity) DO UPDATE SET
			url = excluded.url, title = excluded.title, author = excluded.author, search = excluded.search,
			queue = CASE WHEN items.status = 'open' THEN items.queue ELSE excluded.queue END,
			held_at = CASE WHEN items.status = 'open' THEN items.held_at ELSE excluded.held_at END,
			status = excluded.status, action = excluded.action, outcome = '', rules = excluded.rules, script = excluded.script,
			rank = excluded.rank, version = items.version + 1, revision = items.revision + 1, content_id = excluded.content_id,
			policy = excluded.policy, simhash = excluded.simhash, decided_by = '', decided_at = 0, final_at = 0,
			updated_at = excluded.updated_at
		WHERE items.content_id <> excluded.content_id OR items.policy <> excluded.policy OR items.action <> excluded.action
		RETURNING ` + itemColumns
	row := tx.QueryRowContext(ctx, query, rand.Text(), f.identity, f.site, f.externalID, f.url, f.title, f.author, f.search,
		f.queue, f.status, f.action, strings.Join(f.rules, ","), f.script, f.rank, f.contentID, f.policy, int64(f.print), s.now())
	return s.itemOf(row)
}

func (s *Store) addRevision(ctx context.Context, tx *sql.Tx, f *form, item Item) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO revisions (item, number, at, content, submission, report, input)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		item.ID, item.Revision, s.now(), f.content, f.submission, f.report, f.input)
	if err != nil {
		return fmt.Errorf("add revision: %w", err)
	}
	kind := "revised"
	if item.Revision == 1 {
		kind = "held"
	} else if err := s.outdated(ctx, tx, item.ID); err != nil {
		return err
	}
	if err := f.index(ctx, tx, item.ID); err != nil {
		return err
	}
	return record(ctx, tx, item.ID, Event{Seq: item.Version, At: s.Now(), Type: kind, Detail: map[string]string{
		"revision": strconv.FormatInt(item.Revision, 10), "action": f.action, "queue": item.Queue, "policy": f.policy,
	}})
}

// outdated takes back what rests on the text before: skips, facets, and a
// decision that the CMS has not been told yet.
func (s *Store) outdated(ctx context.Context, tx *sql.Tx, id string) error {
	err := exec(ctx, tx, []any{id}, "DELETE FROM facets WHERE item = $1", "DELETE FROM skips WHERE item = $1")
	if err == nil {
		err = outbox.Cancel(ctx, tx, id)
	}
	if err != nil {
		return fmt.Errorf("take back what is outdated: %w", err)
	}
	return nil
}

// severity is what an action adds to the priority of a site.
func severity(a policy.Action) int { return int(a) - int(policy.Publish) }
