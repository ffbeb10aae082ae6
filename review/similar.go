package review

import (
	"context"
	"fmt"
	"slices"

	"github.com/presscheck/presscheck/database"
)

// maxSimilar bounds the items that are compared with one.
const maxSimilar = 5000

// Similar returns the items in which nearly the same was flagged as in this
// one: their fingerprints differ in at most alike.MaxDistance bits. The nearest come
// first; the item itself is not among them.
func (s *Store) Similar(ctx context.Context, id string) ([]Item, error) {
	item, err := s.Item(ctx, id)
	if err != nil {
		return nil, err
	}
	pieces := item.Print.Bands()
	if len(pieces) == 0 {
		return nil, nil
	}
	var q database.Where
	q.OneOf("value", pieces)
	query := "SELECT " + itemColumns + " FROM items WHERE id IN (SELECT item FROM facets WHERE facet = 'band' AND " + q.String() + ")" +
		" AND id <> " + q.Arg(id) + " ORDER BY held_at DESC, id LIMIT " + q.Arg(maxSimilar)
	near, err := database.Collect(ctx, s.DB.Read, s.scanItem, query, q.Args...)
	if err != nil {
		return nil, fmt.Errorf("items similar to %s: %w", id, err)
	}
	near = slices.DeleteFunc(near, func(other Item) bool { return !item.Print.Near(other.Print) })
	slices.SortStableFunc(near, func(a, b Item) int {
		return item.Print.Distance(a.Print) - item.Print.Distance(b.Print)
	})
	return near, nil
}
