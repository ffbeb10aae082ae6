// Package audit keeps the log of what people and programs did: decisions,
// claims, and changes of policies, tokens and people. Its rows are only added,
// and each has the hash of the one before, so that a change of any shows.
//
//	what changes ──▶ Append, in the same transaction ──▶ table audit ──▶ Verify
//	                                                        └──▶ WriteJSON, WriteCSV
//
// Records come from the packages above. They hold closed words, ids, and names
// of those who act, never what a stranger wrote: nothing has to be erased of
// them. README.md says how others can verify the log without this package.
package audit

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/database"
)

// A Record is one thing that was done.
type Record struct {
	At      time.Time         // in UTC, to the microsecond; zero in Append is now
	Actor   string            // the person or program who did it; empty for the machine
	Action  string            // kind and what was done to it, such as item.decided or token.created
	Site    string            // empty: none, or all
	Subject string            // id of what it was done to: an item, a rule, a policy's revision, a token
	Detail  map[string]string // closed words and ids; may be nil

	Seq  int64  // from 1, without gaps; Append counts
	Prev string // Hash of the record before; Append looks it up
	Hash string // Append calculates it
}

// Append adds records, in their order, in the transaction of what they tell of.
// It is the last thing to be done there: until its end nobody else can append,
// so whoever waits for something after Append may wait for ever. What comes from
// elsewhere is stored with U+FFFD in place of bytes that are not UTF-8, and NUL, and
// of actor, action and subject the first 1000 bytes.
func Append(ctx context.Context, tx *sql.Tx, records ...Record) error {
	if len(records) == 0 {
		return nil
	}
	var head Head
	err := tx.QueryRowContext(ctx, lockHead).Scan(&head.Seq, &head.Hash)
	if err != nil {
		return fmt.Errorf("audit: lock the log: %w", err)
	}
	for _, r := range records {
		if head, err = add(ctx, tx, r, head); err != nil {
			return fmt.Errorf("audit: add %s: %w", r.Action, err)
		}
	}
	return nil
}

// lockHead changes nothing, and waits for others who append. A trigger moves the
// head with each row.
const lockHead = "UPDATE audit_head SET seq = seq RETURNING seq, hash"

const columns = "seq, at, actor, action, site, subject, detail, prev, hash"

// add adds r behind head, and returns the head after it.
func add(ctx context.Context, tx *sql.Tx, r Record, head Head) (Head, error) {
	r = r.stored()
	r.Seq, r.Prev = head.Seq+1, head.Hash
	r.Hash = r.sum()
	detail, err := encodeDetail(r.Detail)
	if err != nil {
		return Head{}, err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO audit ("+columns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		r.Seq, database.Micros(r.At), r.Actor, r.Action, r.Site, r.Subject, detail, r.Prev, r.Hash)
	return Head{r.Seq, r.Hash}, err
}

// stored is r as the tables give it back.
func (r Record) stored() Record {
	if r.At.IsZero() {
		r.At = time.Now()
	}
	r.At = database.Instant(database.Micros(r.At))
	r.Site = database.Storable(r.Site) // whole: it says who may read the record
	for _, text := range []*string{&r.Actor, &r.Action, &r.Subject} {
		*text = indexable(*text)
	}
	detail := map[string]string{}
	for key, value := range r.Detail {
		if value != "" {
			detail[database.Storable(key)] = database.Storable(value)
		}
	}
	r.Detail = detail
	return r
}

// indexable is what is stored of text. PostgreSQL has no index on more than 2704
// bytes: what cannot be added would be done without being in the log.
func indexable(text string) string {
	const longest = 1000
	text = database.Storable(text)
	if len(text) <= longest {
		return text
	}
	return strings.ToValidUTF8(text[:longest], "")
}

// encodeDetail is RFC 8785, too, but for the order of members outside ASCII.
func encodeDetail(detail map[string]string) (string, error) {
	text, err := json.Marshal(detail, json.Deterministic(true))
	return string(text), err
}

// decodeDetail reads what encodeDetail wrote. Any other text stands under an
// empty name, which is no record's, so that it fits no hash.
func decodeDetail(text string) map[string]string {
	var detail map[string]string
	err := json.Unmarshal([]byte(text), &detail)
	if again, _ := encodeDetail(detail); err != nil || again != text {
		return map[string]string{"": text}
	}
	return detail
}
