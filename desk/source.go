package desk

import (
	"strings"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/desk/internal/marked"
)

// A source is the text of an article as it came, or what is to be seen of it.
type source struct {
	Chunks []chunk
	Left   int    // bytes that are not shown
	All    string // address of the page with all of it
}

// A chunk is lines of the source after some that are left out.
type chunk struct {
	Skipped int // bytes before it
	Lines   []line
}

type line struct {
	Number   int // 0: it goes on from a part that is left out
	Segments []segment
}

// margin is how much is shown around a finding of a large article.
const margin = 400

func sourceOf(e evidence, limit int) source {
	var out source
	end, number, counted := 0, 1, 0
	for _, span := range marked.Excerpt(e.doc.Source, e.places, margin, limit) {
		number += strings.Count(e.doc.Source[counted:span.Start], "\n")
		counted = span.Start
		out.Chunks = append(out.Chunks, chunk{Skipped: span.Start - end, Lines: e.lines(span, number)})
		out.Left += span.Start - end
		end = span.End
	}
	out.Left += len(e.doc.Source) - end
	return out
}

// lines are those of the source in span, of which the first has that number.
func (e evidence) lines(span article.Span, number int) []line {
	lines := []line{{Number: number}}
	for _, s := range e.within(span) {
		start, end := max(s.Span.Start, span.Start), min(s.Span.End, span.End)
		first := start == s.Span.Start
		for rest := e.doc.Source[start:end]; ; first = false {
			now, after, more := strings.Cut(rest, "\n")
			last := &lines[len(lines)-1]
			if now != "" || first && len(s.Begins) > 0 {
				last.Segments = append(last.Segments, e.segment(s, now, first))
			}
			if !more {
				break
			}
			number++
			lines, rest = append(lines, line{Number: number}), after
		}
	}
	if last := len(lines) - 1; len(lines[last].Segments) == 0 {
		lines = lines[:last]
	}
	return lines
}
