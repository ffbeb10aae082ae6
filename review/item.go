package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review/alike"
)

// What has become of an item.
const (
	StatusOpen    = "open"    // waits for a decision
	StatusDecided = "decided" // a person decided
	StatusPassed  = "passed"  // its last revision is fine by the machine, and was not sampled
	StatusErased  = "erased"  // only figures are left of it
)

// An Item is one article on the desk.
type Item struct {
	ID         string        `json:"id"`
	Site       string        `json:"site"`
	ExternalID string        `json:"external_id"`
	URL        string        `json:"url"`
	Title      string        `json:"title"`
	Author     string        `json:"author"` // id, else email, else name of the author as submitted; of these four, what has more than 500 characters lacks its middle
	Queue      string        `json:"queue"`
	Status     string        `json:"status"`  // StatusOpen and so on
	Action     policy.Action `json:"action"`  // of the machine
	Outcome    string        `json:"outcome"` // Approve, ApproveRepaired or Reject; empty unless decided
	Rules      []string      `json:"rules"`   // that hold it; never nil
	Script     string        `json:"script"`  // ISO 15924
	Version    int64         `json:"version"` // grows with each event
	Revision   int64         `json:"revision"`
	HeldAt     time.Time     `json:"held_at"` // since when it waits, or waited
	UpdatedAt  time.Time     `json:"updated_at"`
	Lease      *Lease        `json:"lease,omitzero"`
	Decision   *Ruling       `json:"decision,omitzero"`

	Print alike.Fingerprint `json:"-"` // of what was flagged in the last revision

	contentID string
	policy    string // revision
	lapsedBy  string
}

// A Lease says in whose hands an item is.
type Lease struct {
	By      string    `json:"by"`
	Until   time.Time `json:"until"`
	Expired bool      `json:"expired"` // anybody may have the item
}

// A Ruling is a decision as it stands.
type Ruling struct {
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Final time.Time `json:"final"` // until then it can be undone, and has no effect
}

const itemColumns = "id, site, external_id, url, title, author, queue, status, action, outcome, rules, script, version, revision, " +
	"content_id, policy, simhash, lapsed_by, leased_by, leased_until, decided_by, decided_at, final_at, held_at, updated_at"

// itemOf is the item that row has the itemColumns of, and reads what is behind
// them into more.
func (s *Store) itemOf(row interface{ Scan(...any) error }, more ...any) (Item, error) {
	var i Item
	var action, rules, leasedBy, decidedBy string
	var simhash, leasedUntil, decidedAt, finalAt, heldAt, updatedAt int64
	into := []any{&i.ID, &i.Site, &i.ExternalID, &i.URL, &i.Title, &i.Author, &i.Queue, &i.Status, &action, &i.Outcome, &rules,
		&i.Script, &i.Version, &i.Revision, &i.contentID, &i.policy, &simhash, &i.lapsedBy, &leasedBy, &leasedUntil, &decidedBy, &decidedAt,
		&finalAt, &heldAt, &updatedAt}
	if err := row.Scan(append(into, more...)...); err != nil {
		return Item{}, err
	}
	i.Print = alike.Fingerprint(simhash)
	i.Rules = splitRules(rules)
	i.HeldAt, i.UpdatedAt = database.Instant(heldAt), database.Instant(updatedAt)
	if leasedBy != "" {
		i.Lease = &Lease{leasedBy, database.Instant(leasedUntil), leasedUntil <= s.now()}
	}
	if decidedBy != "" {
		i.Decision = &Ruling{decidedBy, database.Instant(decidedAt), database.Instant(finalAt)}
	}
	return i, i.Action.UnmarshalText([]byte(action))
}

func splitRules(joined string) []string {
	if joined == "" {
		return []string{}
	}
	return strings.Split(joined, ",")
}

// Item returns the item with that id, or ErrNotFound.
func (s *Store) Item(ctx context.Context, id string) (Item, error) {
	item, err := s.find(ctx, s.DB.Read, "id", id)
	if err != nil {
		return Item{}, fmt.Errorf("item %s: %w", id, err)
	}
	return item, nil
}

// Items returns the items with these ids, in their order. Those that do not exist
// are left out.
func (s *Store) Items(ctx context.Context, ids []string) ([]Item, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var q database.Where
	q.OneOf("id", ids)
	items, err := database.Collect(ctx, s.DB.Read, s.scanItem, "SELECT "+itemColumns+" FROM items WHERE "+q.String(), q.Args...)
	if err != nil {
		return nil, fmt.Errorf("%d items: %w", len(ids), err)
	}
	place := make(map[string]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(items, func(a, b Item) int { return place[a.ID] - place[b.ID] })
	return items, nil
}

func (s *Store) find(ctx context.Context, q database.Querier, column, value string) (Item, error) {
	found, err := database.Collect(ctx, q, s.scanItem, "SELECT "+itemColumns+" FROM items WHERE "+column+" = $1", database.Storable(value))
	switch {
	case err != nil:
		return Item{}, err
	case len(found) == 0:
		return Item{}, ErrNotFound
	}
	return found[0], nil
}

func (s *Store) scanItem(rows *sql.Rows) (Item, error) { return s.itemOf(rows) }

// Why the desk refuses.
var (
	ErrNotFound  = errors.New("no such item")
	ErrEmpty     = errors.New("nothing is waiting")
	ErrKeyReused = errors.New("the key belongs to another article") // Save
	ErrStale     = errors.New("the item has changed")               // since the version that was named
	ErrLease     = errors.New("the item is not in your hands")      // anymore, or in somebody else's
	ErrStatus    = errors.New("the item's status forbids it")       // such as a decision on what is decided
	ErrInvalid   = errors.New("the decision is not complete")       // or has a code that the site does not know
	ErrRepair    = errors.New("it cannot be approved as repaired")  // what was found in it does not fit its text
)

// A Conflict is an ErrStale, ErrLease or ErrStatus with what a reviewer has to
// know before going on.
type Conflict struct {
	Err   error
	Item  Item    // as it is now
	Since []Event // what happened after the version that was named
}

func (c *Conflict) Error() string { return c.Err.Error() }
func (c *Conflict) Unwrap() error { return c.Err }
