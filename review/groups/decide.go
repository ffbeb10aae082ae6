package groups

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"github.com/presscheck/presscheck/review"
)

// A Decision is what somebody decides, at once, on near-identical items.
type Decision struct {
	Item     string   // that the group was asked for
	Reviewer string   // who may decide groups on Sites
	Sites    []string // nil is all, empty is none
	Listed   []Listed // what the reviewer was shown
	Outcome  string   // review.Approve, ApproveRepaired or Reject
	Code     string   // one of review.Store.CodesOf the site of Item; needed to reject
	Note     string   // free
}

// A Listed item was shown before a group was decided.
type Listed struct {
	Item    string
	Version int64 // that was shown
	Out     bool  // the reviewer leaves it out
}

// What becomes of an item that was shown with a group, or came meanwhile.
const (
	FateDecided    = "decided"
	FateUndone     = "undone"      // decided, and taken back
	FateLeftOut    = "left-out"    // by the reviewer
	FateNew        = "new"         // it came after the group was shown
	FateChanged    = "changed"     // since it was shown
	FateTaken      = "taken"       // it is in somebody else's hands
	FateSettled    = "settled"     // it was decided, or passed, meanwhile
	FateCode       = "code"        // its site does not know the code
	FateRepair     = "repair"      // it cannot be repaired
	FateBusy       = "busy"        // somebody was doing something to it
	FateNotReached = "not-reached" // it broke off before
)

// Decide decides on exactly the listed items that are as they were shown and in
// nobody else's hands: what changed, or came, meanwhile is left out, and the record
// names it with why. It needs no leases. What is decided can be taken back and is
// delivered like decisions on single items. review.ErrInvalid says what is missing
// in d; review.ErrNotFound, that an item is not there or not of Sites. If it breaks
// off with another error, what is decided until then stands, and the record of that
// id has it.
func Decide(ctx context.Context, s *review.Store, d Decision) (id string, err error) {
	if err := d.checkSites(ctx, s); err != nil {
		return "", err
	}
	if d.Outcome == review.Escalate {
		return "", fmt.Errorf("%w: a group is approved or rejected", review.ErrInvalid)
	}
	if _, err := s.Prepare(ctx, d.on(Listed{Item: d.Item}, "")); err != nil && !errors.Is(err, review.ErrRepair) {
		return "", fmt.Errorf("group of %w", err)
	}
	id = rand.Text()
	if err := begin(ctx, s, id, d); err != nil {
		return "", fmt.Errorf("begin group: %w", err)
	}
	n := atOnce
	if d.Outcome == review.ApproveRepaired {
		n = repairedAtOnce
	}
	for some := range slices.Chunk(d.sorted(), n) {
		if err := decideSome(ctx, s, id, d, some); err != nil {
			return id, fmt.Errorf("group %s: %w", id, err)
		}
	}
	return id, noteNew(ctx, s, id, d)
}

// on is the decision on one of the items.
func (d Decision) on(l Listed, group string) review.Decision {
	return review.Decision{
		Item: l.Item, Reviewer: d.Reviewer, Version: l.Version, Outcome: d.Outcome, Code: d.Code, Note: d.Note, Group: group,
	}
}

// sorted is what is listed, each item once, in the order in which all who lock
// several items do.
func (d Decision) sorted() []Listed {
	listed := slices.SortedStableFunc(slices.Values(d.Listed), func(a, b Listed) int { return cmp.Compare(a.Item, b.Item) })
	return slices.CompactFunc(listed, func(a, b Listed) bool { return a.Item == b.Item })
}

// checkSites wants the items to be there, and to be of d.Sites.
func (d Decision) checkSites(ctx context.Context, s *review.Store) error {
	ids := []string{d.Item}
	for _, l := range d.Listed {
		ids = append(ids, l.Item)
	}
	site := map[string]string{}
	for some := range slices.Chunk(ids, atOnce) {
		found, err := s.Items(ctx, some)
		if err != nil {
			return fmt.Errorf("sites of a group: %w", err)
		}
		for _, one := range found {
			site[one.ID] = one.Site
		}
	}
	for _, id := range ids {
		if name, ok := site[id]; !ok || !among(d.Sites, name) {
			return fmt.Errorf("item %s: %w", id, review.ErrNotFound)
		}
	}
	return nil
}
