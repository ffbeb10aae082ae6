package review

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"slices"

	"github.com/presscheck/presscheck/database"
)

// A GroupDecision is what somebody decides, at once, on near-identical items.
type GroupDecision struct {
	Item     string   // that the group was asked for
	Reviewer string   // who may decide groups on Sites
	Sites    []string // nil is all, empty is none
	Listed   []Listed // what the reviewer was shown
	Outcome  string   // Approve, ApproveRepaired or Reject
	Code     string   // one of CodesOf the site of Item; needed to reject
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

// DecideGroup decides on exactly the listed items that are as they were shown
// and in nobody else's hands: what changed, or came, meanwhile is left out, and
// the record names it with why. It needs no leases. What is decided can be taken
// back and is delivered like decisions on single items. ErrInvalid says what is
// missing in d; ErrNotFound, that an item is not there or not of Sites. If it
// breaks off with another error, what is decided until then stands, and the
// record of that id has it.
func (s *Store) DecideGroup(ctx context.Context, d GroupDecision) (id string, err error) {
	sites, err := s.sitesOf(ctx, d)
	if err != nil {
		return "", err
	}
	if d.Outcome == Escalate {
		return "", fmt.Errorf("%w: a group is approved or rejected", ErrInvalid)
	}
	if err := s.complete(d.on(Listed{}), sites[d.Item]); err != nil {
		return "", fmt.Errorf("group of item %s: %w", d.Item, err)
	}
	id = rand.Text()
	if err := s.beginGroup(ctx, id, d); err != nil {
		return "", fmt.Errorf("begin group: %w", err)
	}
	atOnce := groupAtOnce
	if d.Outcome == ApproveRepaired {
		atOnce = repairedAtOnce
	}
	for some := range slices.Chunk(d.sorted(), atOnce) {
		if err := s.decideSome(ctx, id, d, some); err != nil {
			return id, fmt.Errorf("group %s: %w", id, err)
		}
	}
	return id, s.noteNew(ctx, id, d)
}

// on is the decision on one of the items.
func (d GroupDecision) on(l Listed) Decision {
	return Decision{Item: l.Item, Reviewer: d.Reviewer, Version: l.Version, Outcome: d.Outcome, Code: d.Code, Note: d.Note}
}

// sorted is what is listed, each item once, in the order in which all who lock
// several items do.
func (d GroupDecision) sorted() []Listed {
	listed := slices.SortedStableFunc(slices.Values(d.Listed), func(a, b Listed) int { return cmp.Compare(a.Item, b.Item) })
	return slices.CompactFunc(listed, func(a, b Listed) bool { return a.Item == b.Item })
}

// sitesOf finds the sites of the listed items, all of which must be of d.Sites.
func (s *Store) sitesOf(ctx context.Context, d GroupDecision) (map[string]string, error) {
	sites := map[string]string{}
	ids := []string{d.Item}
	for _, l := range d.Listed {
		ids = append(ids, l.Item)
	}
	for some := range slices.Chunk(ids, groupAtOnce) {
		var q database.Where
		q.OneOf("id", some)
		found, err := database.Collect(ctx, s.DB.Read, scanPair, "SELECT id, site FROM items WHERE "+q.String(), q.Args...)
		if err != nil {
			return nil, fmt.Errorf("sites of a group: %w", err)
		}
		for _, one := range found {
			sites[one[0]] = one[1]
		}
	}
	for _, id := range ids {
		if site, ok := sites[id]; !ok || !among(d.Sites, site) {
			return nil, fmt.Errorf("item %s: %w", id, ErrNotFound)
		}
	}
	return sites, nil
}
