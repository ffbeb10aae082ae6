package inblock

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// A Change puts New, which is letters and digits or nothing, in the place of
// Data[Start:End] of a block.
type Change struct {
	Start, End int
	New        string
}

// Edits are the edits of source, the article that b is of, that make the
// changes, which are in order and do not touch one another's characters. There
// are none if they cannot be exact: where characters share one character
// reference with others, where a tag stands inside one, where the parser has
// moved text, where what is left would read as a tag, a reference or another
// character.
func Edits(source string, b *article.Block, changes []Change) []article.Edit {
	var edits []article.Edit
	for _, c := range changes {
		if c.Start >= c.End || sharesReference(b, c) {
			return nil
		}
		for i, s := range b.Spans(c.Start, c.End) {
			if s.Len() <= 0 || strings.Contains(source[s.Start:s.End], "<") && source[s.Start:s.End] != b.Data[c.Start:c.End] {
				return nil
			}
			e := article.Edit{Span: s}
			if i == 0 {
				e.New = c.New
			}
			edits = append(edits, e)
		}
	}
	slices.SortFunc(edits, func(a, b article.Edit) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	g := guard{source: source}
	for i := range edits {
		if i > 0 && edits[i].Span.Start < edits[i-1].Span.End || g.joins(edits[i]) {
			return nil
		}
	}
	return edits
}

// sharesReference reports whether a neighbour of the changed characters comes
// from the same reference as they do, as in "&bne;".
func sharesReference(b *article.Block, c Change) bool {
	first, last := b.Span(c.Start, c.Start+1), b.Span(c.End-1, c.End)
	return c.Start > 0 && b.Span(c.Start-1, c.Start).Overlaps(first) ||
		c.End < len(b.Data) && b.Span(c.End, c.End+1).Overlaps(last)
}

// longestReference is more than that of any name (WHATWG HTML §13.5) or number.
const longestReference = 40

// A guard walks along the edits and keeps in mind what stands in front of them.
type guard struct {
	source string
	end    int  // of the edit before
	and    bool // an "&", and what may belong to a reference, reaches up to it
	less   bool // a "<" or "</" does
	stray  bool // a byte that is no character does, which may become one
}

// joins reports whether e closes the gap between a "<", an "&" or a stray byte in
// front of it and what follows, so that a reader would take them together.
func (g *guard) joins(e article.Edit) bool {
	gap := g.source[max(g.end, e.Span.Start-longestReference):e.Span.Start]
	whole := e.Span.Start-g.end <= longestReference
	i := len(gap)
	for i > 0 && isReferencePart(gap[i-1]) {
		i--
	}
	g.and = i > 0 && gap[i-1] == '&' || i == 0 && whole && g.and
	g.less = strings.HasSuffix(gap, "<") || strings.HasSuffix(gap, "</") || (gap == "" || gap == "/") && whole && g.less
	r, size := utf8.DecodeLastRuneInString(gap)
	g.stray = r == utf8.RuneError && size == 1 || gap == "" && g.stray
	bad := g.and || g.less || g.stray
	g.end, g.less, g.stray = e.Span.End, g.less && e.New == "", g.stray && e.New == ""
	return bad
}

func isReferencePart(c byte) bool {
	return c == '#' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
