package article

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// An Edit replaces the source bytes of Span by New. An empty Span inserts.
type Edit struct {
	Span Span
	New  string
}

// Errors of Apply.
var (
	ErrOverlap = errors.New("edits overlap")                // two edits claim the same bytes
	ErrOutside = errors.New("edit lies outside the source") // or its span is reversed
)

// Apply carries out edits, in any order, on source. Edits that touch are fine;
// edits that share a byte, or two insertions at one place, are ErrOverlap: the
// result would depend on their order.
func Apply(source string, edits []Edit) (string, error) {
	sorted := slices.SortedStableFunc(slices.Values(edits), func(a, b Edit) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return a.Span.End - b.Span.End
	})
	var out strings.Builder
	done := 0
	for i, e := range sorted {
		if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(source) {
			return "", fmt.Errorf("%w: [%d,%d) in %d bytes", ErrOutside, e.Span.Start, e.Span.End, len(source))
		}
		if e.Span.Start < done || i > 0 && e.Span == sorted[i-1].Span {
			return "", fmt.Errorf("%w at byte %d", ErrOverlap, e.Span.Start)
		}
		out.WriteString(source[done:e.Span.Start])
		out.WriteString(e.New)
		done = e.Span.End
	}
	out.WriteString(source[done:])
	return out.String(), nil
}
