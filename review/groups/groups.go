// Package groups decides at once on items in which nearly the same was flagged.
//
//	Of ──▶ Group: members, and what they have in common ──▶ a person ──▶ Decide ──▶ Record
//	                                                                 ◀── Undo
//
// What is shown of the members is a stranger's; what is decided comes from whoever
// calls on behalf of people. Each item is decided on by package review, 100 to a
// transaction, and what becomes of it is written in the same one.
package groups

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/alike"
)

// maxGroup bounds the items of a Group.
const maxGroup = 500

// A Group is open items in which nearly the same was flagged.
type Group struct {
	Item    review.Item // that the others are near-identical to; open or not
	Members []Member    // the open ones, the item itself first, then the nearest
	Kinds   []Kind      // what was found in them, the most frequent first
	More    int         // open items beyond those; they are listed once these are decided
}

// A Member is an item of a group, with what makes it one.
type Member struct {
	review.Item
	alike.Marked        // the text of what was flagged
	Distance     int    // from the group's item, in bits of the fingerprint: at most alike.MaxDistance
	Place        string // of the first finding, as "12:7 linkblock/injected-links"

	kinds []string
	text  string // of what was flagged, whole
}

// A Kind of finding is in so many members of a group.
type Kind struct {
	Kind  string // as "filter/kind"
	Items int
}

// Of returns the open items of sites, nil for all, that are near-identical to the
// item with that id, those in other hands included. review.ErrNotFound is also the
// answer for an item of another site.
func Of(ctx context.Context, s *review.Store, id string, sites []string) (Group, error) {
	g, err := membersOf(ctx, s, id, sites)
	if err != nil {
		return Group{}, err
	}
	g.More = max(0, len(g.Members)-maxGroup)
	g.Members = g.Members[:len(g.Members)-g.More]
	if err := readEvidence(ctx, s.DB, g.Members); err != nil {
		return Group{}, fmt.Errorf("evidence of items similar to %s: %w", id, err)
	}
	compare(g.Members)
	g.Kinds = kindsIn(g.Members)
	return g, nil
}

// membersOf is the group with all its members, but without their evidence.
func membersOf(ctx context.Context, s *review.Store, id string, sites []string) (Group, error) {
	item, err := s.Item(ctx, id)
	if err != nil {
		return Group{}, err
	}
	if !among(sites, item.Site) {
		return Group{}, fmt.Errorf("item %s: %w", id, review.ErrNotFound)
	}
	near, err := s.Similar(ctx, id)
	if err != nil {
		return Group{}, err
	}
	g := Group{Item: item}
	for _, other := range append([]review.Item{item}, near...) {
		if other.Status == review.StatusOpen && among(sites, other.Site) {
			g.Members = append(g.Members, Member{Item: other, Distance: item.Print.Distance(other.Print)})
		}
	}
	return g, nil
}

func among(sites []string, site string) bool { return sites == nil || slices.Contains(sites, site) }

func kindsIn(members []Member) []Kind {
	count := map[string]int{}
	for _, m := range members {
		for _, kind := range m.kinds {
			count[kind]++
		}
	}
	var all []Kind
	for kind, n := range count {
		all = append(all, Kind{kind, n})
	}
	slices.SortFunc(all, func(a, b Kind) int { return cmp.Or(b.Items-a.Items, cmp.Compare(a.Kind, b.Kind)) })
	return all
}
