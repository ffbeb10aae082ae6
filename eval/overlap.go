package eval

import (
	"cmp"
	"slices"

	"github.com/presscheck/presscheck/article"
)

// overlap is the intersection over union of two sets of spans: the bytes in
// both, divided by the bytes in either. Of two empty sets it is 0.
func overlap(a, b []article.Span) float64 {
	a, b = merged(a), merged(b)
	both := common(a, b)
	either := covered(a) + covered(b) - both
	if either == 0 {
		return 0
	}
	return float64(both) / float64(either)
}

// merged sorts spans and joins those that overlap or touch.
func merged(spans []article.Span) []article.Span {
	sorted := slices.SortedFunc(slices.Values(spans), func(a, b article.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	var out []article.Span
	for _, s := range sorted {
		if k := len(out) - 1; k >= 0 && s.Start <= out[k].End {
			out[k].End = max(out[k].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// covered and common take merged spans.
func covered(spans []article.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

func common(a, b []article.Span) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		n += max(0, min(a[0].End, b[0].End)-max(a[0].Start, b[0].Start))
		if a[0].End < b[0].End {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return n
}

func overlapsAny(s article.Span, spans []article.Span) bool {
	return slices.ContainsFunc(spans, s.Overlaps)
}
