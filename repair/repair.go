// Package repair takes an article's source and the findings that filters made
// in it, and returns the source with their fixes applied.
package repair

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// A Result is a repaired article.
type Result struct {
	Source  string            // the repaired article
	Applied []Change          // what was done, in source order
	Left    []filters.Finding // what was not: without a sure fix, or in the way of a larger one; in source order
}

// A Change is a finding and the fix of it that was applied.
type Change struct {
	Finding filters.Finding
	Fix     filters.Fix
}

// Sure is the confidence from which on a fix is carried out without anybody
// looking at it. Of fixes below it more than one in four may be wrong.
const Sure = 0.7

// Apply carries out the first, safest fix of each finding, if its confidence is
// at least least. Where fixes collide the one that reaches farther wins; a
// finding or fix that lies wholly inside what another removes is done by it. The
// error is article.ErrOutside or ErrOverlap and means that a filter broke its
// promises.
func Apply(source string, findings []filters.Finding, least float64) (Result, error) {
	var r Result
	var done edits
	for _, f := range farthestFirst(findings) {
		switch {
		case done.remove([]article.Edit{{Span: f.Span}}):
			r.Applied = append(r.Applied, Change{f, filters.Fix{Message: "Gone with what it lies in.", Confidence: 1}})
		case reach(f) == nothing, f.Fixes[0].Confidence < least:
			r.Left = append(r.Left, f)
		case done.remove(f.Fixes[0].Edits):
			r.Applied = append(r.Applied, Change{f, f.Fixes[0]})
		case done.collide(f.Fixes[0].Edits):
			r.Left = append(r.Left, f)
		default:
			r.Applied = append(r.Applied, Change{f, f.Fixes[0]})
			done.add(slices.SortedStableFunc(slices.Values(f.Fixes[0].Edits), byPlace))
		}
	}
	repaired, err := article.Apply(source, done)
	if err != nil {
		return Result{}, fmt.Errorf("apply fixes: %w", err)
	}
	r.Source = repaired
	slices.SortStableFunc(r.Applied, func(a, b Change) int { return bySpan(a.Finding, b.Finding) })
	slices.SortStableFunc(r.Left, bySpan)
	return r, nil
}

// farthestFirst puts findings without a fix last.
func farthestFirst(findings []filters.Finding) []filters.Finding {
	return slices.SortedStableFunc(slices.Values(findings), func(a, b filters.Finding) int {
		return cmp.Compare(reach(b), reach(a))
	})
}

// nothing is the reach of a finding without a fix.
const nothing = -1

// reach is the distance from the first to the last byte that the fix of f
// would change.
func reach(f filters.Finding) int {
	if len(f.Fixes) == 0 || len(f.Fixes[0].Edits) == 0 {
		return nothing
	}
	first, last := f.Fixes[0].Edits[0].Span.Start, 0
	for _, e := range f.Fixes[0].Edits {
		first, last = min(first, e.Span.Start), max(last, e.Span.End)
	}
	return last - first
}

func bySpan(a, b filters.Finding) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
}
