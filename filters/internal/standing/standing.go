// Package standing settles which findings of a filter, and which of their fixes,
// stand. Its input is the findings and the article.Document.
package standing

import (
	"cmp"
	"slices"

	"github.com/presscheck/presscheck/filters"
)

// Apart sorts findings, in place, and drops those that overlap one before them.
func Apart(found []filters.Finding) []filters.Finding {
	slices.SortStableFunc(found, func(a, b filters.Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	kept := found[:0]
	for _, f := range found {
		if len(kept) == 0 || f.Span.Start >= kept[len(kept)-1].Span.End {
			kept = append(kept, f)
		}
	}
	return kept
}
