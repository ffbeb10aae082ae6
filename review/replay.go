package review

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// A Stored is one revision of an item as it was judged.
type Stored struct {
	Item       string
	Number     int64 // of the revision, from 1
	At         time.Time
	Submission pipeline.Submission
	Report     *pipeline.Report // without Document and Found
	Input      *policy.Input    // what the policy was asked, as exact as it gets; nil if it could not be asked
}

const storedColumns = "r.item, r.number, r.at, r.content, r.submission, r.report, r.input"

// Revision returns a revision of an item, the last for the number 0, or
// ErrNotFound, which is also the answer for an item that was erased.
func (s *Store) Revision(ctx context.Context, id string, number int64) (Stored, error) {
	query := "SELECT " + storedColumns + " FROM revisions r WHERE r.item = $1 AND (r.number = $2 OR $2 = 0) ORDER BY r.number DESC LIMIT 1"
	found, err := database.Collect(ctx, s.DB.Read, scanStored, query, id, number)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Stored{}, fmt.Errorf("revision of item %s: %w", id, err)
	}
	return found[0], nil
}

// replayed is how many revisions are read at once.
const replayed = 100

// Replay yields every revision of the items that f chooses, the oldest first.
// Since and Before of f are about the revisions here. What is saved meanwhile
// may be among them. After an error it ends.
func (s *Store) Replay(ctx context.Context, f Filter) iter.Seq2[Stored, error] {
	return database.Stream(replayed, func(last Stored) ([]Stored, error) {
		batch, err := s.replayAfter(ctx, f, last)
		if err != nil {
			return nil, fmt.Errorf("replay: %w", err)
		}
		return batch, nil
	})
}

func (s *Store) replayAfter(ctx context.Context, f Filter, last Stored) ([]Stored, error) {
	since, before := f.Since, f.Before
	f.Since, f.Before = time.Time{}, time.Time{}
	q := f.conditions(s)
	q.And("(r.at, r.item, r.number) > (" + q.Arg(database.Micros(last.At)) + ", " + q.Arg(last.Item) + ", " + q.Arg(last.Number) + ")")
	q.Within("r.at", since, before)
	query := "SELECT " + storedColumns + " FROM revisions r JOIN items ON items.id = r.item WHERE " + q.String() +
		" ORDER BY r.at, r.item, r.number LIMIT " + q.Arg(replayed)
	return database.Collect(ctx, s.DB.Read, scanStored, query, q.Args...)
}

func scanStored(rows *sql.Rows) (Stored, error) {
	var one Stored
	var at int64
	var content []byte
	var submission, report, input string
	if err := rows.Scan(&one.Item, &one.Number, &at, &content, &submission, &report, &input); err != nil {
		return Stored{}, err
	}
	one.At = database.Instant(at)
	if err := json.Unmarshal([]byte(submission), &one.Submission); err != nil {
		return Stored{}, fmt.Errorf("decode submission: %w", err)
	}
	if err := json.Unmarshal([]byte(report), &one.Report); err != nil {
		return Stored{}, fmt.Errorf("decode report: %w", err)
	}
	if input != "" {
		one.Input = new(policy.Input)
		if err := one.Input.UnmarshalJSON([]byte(input)); err != nil {
			return Stored{}, err
		}
	}
	one.Submission.Content = content
	return one, nil
}
