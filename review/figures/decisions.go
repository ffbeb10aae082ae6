package figures

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"time"

	"github.com/presscheck/presscheck/database"
)

// A Decision is one that was made, for others to count with. Nothing in it is
// personal of an author.
type Decision struct {
	Item     string    `json:"item"`
	Version  int64     `json:"version"` // of the item after it
	At       time.Time `json:"at"`
	Site     string    `json:"site"`
	Queue    string    `json:"queue"`
	Action   string    `json:"action"`  // of the machine
	Outcome  string    `json:"outcome"` // of the person
	Code     string    `json:"code"`
	Reviewer string    `json:"reviewer"`
	Standing bool      `json:"standing"` // it has not been opened again since
}

// decisionsAtOnce is how many decisions are read at once.
const decisionsAtOnce = 1000

// Decisions yields the decisions in the scope that were not undone, the oldest
// first. Those made meanwhile may be among them. After an error it ends.
func Decisions(ctx context.Context, db *database.DB, c Scope) iter.Seq2[Decision, error] {
	return database.Stream(decisionsAtOnce, func(last Decision) ([]Decision, error) {
		q := c.conditions("at")
		q.And("(at, item, seq) > (" + q.Arg(database.Micros(last.At)) + ", " + q.Arg(last.Item) + ", " + q.Arg(last.Version) + ")")
		batch, err := database.Collect(ctx, db.Read, scanDecision,
			"SELECT item, seq, at, site, queue, action, outcome, code, reviewer, standing FROM decisions WHERE "+q.String()+
				" ORDER BY at, item, seq LIMIT "+q.Arg(decisionsAtOnce), q.Args...)
		if err != nil {
			return nil, fmt.Errorf("read decisions: %w", err)
		}
		return batch, nil
	})
}

func scanDecision(rows *sql.Rows) (d Decision, err error) {
	var at, standing int64
	err = rows.Scan(&d.Item, &d.Version, &at, &d.Site, &d.Queue, &d.Action, &d.Outcome, &d.Code, &d.Reviewer, &standing)
	d.At, d.Standing = database.Instant(at), standing == 1
	return d, err
}

// A Record says what became of the items of an author, or of a site.
type Record struct {
	Items    int `json:"items"`
	Open     int `json:"open"`
	Passed   int `json:"passed"`
	Approved int `json:"approved"` // as they were
	Repaired int `json:"repaired"` // approved as repaired
	Rejected int `json:"rejected"`
}

// RecordOf counts the items of the author, as the desk calls them, on the site; of
// all on the site if author is empty. Items that were erased are nobody's.
func RecordOf(ctx context.Context, db *database.DB, site, author string) (Record, error) {
	var q database.Where
	q.And("site = " + q.Arg(site) + " AND status <> 'erased'")
	q.Equals("author", author)
	var r Record
	query := "SELECT COUNT(*), COALESCE(" + countIf("status = 'open'") + ", 0), COALESCE(" + countIf("status = 'passed'") + ", 0), COALESCE(" +
		countIf("outcome = 'approve'") + ", 0), COALESCE(" + countIf("outcome = 'approve-repaired'") + ", 0), COALESCE(" +
		countIf("outcome = 'reject'") + ", 0) FROM items WHERE " + q.String()
	err := db.Read.QueryRowContext(ctx, query, q.Args...).Scan(&r.Items, &r.Open, &r.Passed, &r.Approved, &r.Repaired, &r.Rejected)
	if err != nil {
		return Record{}, fmt.Errorf("record of an author: %w", err)
	}
	return r, nil
}
