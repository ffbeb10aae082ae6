package marked

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// Excerpt chooses what of a text to show: all of it if it has at most limit
// bytes; otherwise its beginning and the ends of each place with margin bytes
// around, until there are limit bytes. The spans are in order, do not touch and
// cut no character.
func Excerpt(text string, places []article.Span, margin, limit int) []article.Span {
	if len(text) <= limit {
		return []article.Span{{Start: 0, End: len(text)}}
	}
	around := []article.Span{near(text, 0, margin)}
	for _, p := range places {
		around = append(around, near(text, p.Start, margin))
		if p.Len() > margin {
			around = append(around, near(text, p.End, margin))
		}
	}
	slices.SortFunc(around, func(a, b article.Span) int { return cmp.Compare(a.Start, b.Start) })
	return firstOf(joined(around), limit)
}

// near is what lies around an offset, from the beginning of a line if there is
// one.
func near(text string, at, margin int) article.Span {
	start, end := max(min(at, len(text))-margin, 0), min(max(at, 0)+margin, len(text))
	if line := strings.LastIndexByte(text[start:max(start, min(at, len(text)))], '\n'); line >= 0 && start > 0 {
		start = min(start+strings.IndexByte(text[start:], '\n')+1, end)
	}
	for start < end && start > 0 && !utf8.RuneStart(text[start]) {
		start++
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return article.Span{Start: start, End: end}
}

// joined merges spans that touch.
func joined(sorted []article.Span) []article.Span {
	var out []article.Span
	for _, s := range sorted {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// firstOf is the first spans that have limit bytes together, and at least one.
func firstOf(spans []article.Span, limit int) []article.Span {
	for i, s := range spans {
		if limit -= s.Len(); limit < 0 && i > 0 {
			return spans[:i]
		}
	}
	return spans
}
