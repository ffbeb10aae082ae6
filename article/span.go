package article

import "sort"

// A Span is a half-open range of byte offsets into Document.Source. The zero
// Span means that a thing has no place of its own in the source.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of source bytes that s covers.
func (s Span) Len() int { return s.End - s.Start }

// IsZero reports whether s stands for no place at all.
func (s Span) IsZero() bool { return s == Span{} }

// Contains reports whether every byte of t lies in s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// union is the smallest span that covers both; a zero span adds nothing.
func (s Span) union(t Span) Span {
	switch {
	case t.IsZero():
		return s
	case s.IsZero():
		return t
	}
	return Span{min(s.Start, t.Start), max(s.End, t.End)}
}

// Position turns a byte offset into a line and a column, both counted from 1.
// Lines end at "\n"; columns count bytes, as compilers do. An offset outside
// the source is moved to its nearest end.
func (d *Document) Position(offset int) (line, column int) {
	offset = max(0, min(offset, len(d.Source)))
	starts := d.lines()
	line = sort.SearchInts(starts, offset+1)
	return line, offset - starts[line-1] + 1
}

func lineStarts(source string) []int {
	starts := []int{0}
	for i := 0; i < len(source); i++ {
		if source[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}
