package desk

import (
	"fmt"
	"sort"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/desk/internal/marked"
)

// A segment is a stretch of text in one mark, or in none.
type segment struct {
	Pieces []marked.Piece
	Mark   int    // number of the finding, from 1; 0 is none
	Begins []int  // numbers of the findings that begin here
	What   string // the finding in words
	Hidden string // why readers do not see it, if they do not
	Link   string // where it leads, if anywhere
	Break  bool   // a new line
}

// segment is what s shows of some text. Findings that begin in s begin here if
// that is its first part.
func (e evidence) segment(s marked.Segment, text string, first bool) segment {
	out := segment{Pieces: marked.Pieces(text)}
	if first {
		for _, b := range s.Begins {
			out.Begins = append(out.Begins, b+1)
		}
	}
	if s.Of == marked.None {
		return out
	}
	f := e.findings[s.Of]
	out.Mark = s.Of + 1
	out.What = fmt.Sprintf("%d: %s/%s", out.Mark, f.Filter, f.Kind)
	if s.Depth > 1 {
		out.What += fmt.Sprintf(", and %d more here", s.Depth-1)
	}
	return out
}

// within are the segments that have a part in span, which they begin with at
// first.
func (e evidence) within(span article.Span) []marked.Segment {
	first := sort.Search(len(e.segments), func(i int) bool { return e.segments[i].Span.End > span.Start })
	end := first + sort.Search(len(e.segments)-first, func(i int) bool { return e.segments[first+i].Span.Start >= span.End })
	return e.segments[first:end]
}
