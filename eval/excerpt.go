package eval

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// Bytes of source in an excerpt: before the first evidence, and all of it.
const (
	excerptBefore = 80
	excerptLength = 480
)

// excerpt shows the first of the merged spans in its surroundings, and what of
// the others stands there.
func excerpt(source string, spans []article.Span) []piece {
	at := boundary(source, max(0, spans[0].Start-excerptBefore))
	end := boundary(source, min(len(source), at+excerptLength))
	var pieces []piece
	add := func(to int, marked bool) {
		if to = min(to, end); to > at {
			shown := source[at:to]
			if !marked {
				shown = blanks.ReplaceAllString(shown, " ")
			}
			pieces = append(pieces, piece{visible(shown), marked})
			at = to
		}
	}
	for _, s := range spans {
		add(s.Start, false)
		add(s.End, true)
	}
	add(end, false)
	return pieces
}

// blanks between pieces of evidence say nothing; in evidence they may.
var blanks = regexp.MustCompile(`[ \t\r\n]+`)

// boundary moves at back to where a character begins.
func boundary(source string, at int) int {
	for back := 0; back < utf8.UTFMax && at > 0 && at < len(source) && !utf8.RuneStart(source[at]); back++ {
		at--
	}
	return at
}

// visible is the Go string literal of s without its quotes.
func visible(s string) string {
	literal := filters.Escape(s)
	return strings.ReplaceAll(literal[1:len(literal)-1], `\"`, `"`)
}

// valid makes s fit for JSON.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
