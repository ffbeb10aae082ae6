package escapes

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// A habit remembers where in the texts of an article characters stand, and so
// how it writes them. Pages are put together from parts with habits of their
// own: what stands nearest decides.
type habit struct {
	source string
	places map[rune][]article.Span // in source order; under beyondASCII those of all such characters
}

const beyondASCII rune = -1

// A sort is a way to write any character.
type sort uint8

const (
	itself sort = iota
	named
	decimal
	hexadecimal
)

func sortOf(form string) sort {
	switch {
	case !strings.HasPrefix(form, "&"):
		return itself
	case strings.HasPrefix(form, "&#x"), strings.HasPrefix(form, "&#X"):
		return hexadecimal
	case strings.HasPrefix(form, "&#"):
		return decimal
	}
	return named
}

// newHabit walks once through the texts of doc.
func newHabit(doc *article.Document) *habit {
	h := &habit{doc.Source, map[rune][]article.Span{}}
	for _, t := range doc.Texts {
		for i, r := range t.Data {
			if r >= utf8.RuneSelf && r != utf8.RuneError || r == '"' || r == '\'' {
				h.add(r, t.Span(i, i+utf8.RuneLen(r)))
			}
		}
	}
	return h
}

func (h *habit) add(r rune, s article.Span) {
	form := h.source[s.Start:s.End]
	if html.UnescapeString(form) != string(r) || strings.HasPrefix(form, "&") && !strings.HasSuffix(form, ";") {
		return // half of what a reference stands for, or one that lacks its end
	}
	h.places[r] = append(h.places[r], s)
	if r >= utf8.RuneSelf {
		h.places[beyondASCII] = append(h.places[beyondASCII], s)
	}
}

// write is what may stand at an offset of the source for s, one character or
// more. entity, if not empty, is the reference to it that somebody wrote. That
// stays where it keeps text from becoming markup, and where nobody could see
// the character.
func (h *habit) write(s, entity string, at int) string {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case size < len(s) && entity != "":
		return entity
	case size < len(s):
		return h.write(s[:size], "", at) + h.write(s[size:], "", at)
	case entity != "" && (strings.ContainsAny(s, "&<>") || isUnseen(r) && sortOf(entity) == named):
		return entity
	}
	if form := h.nearest(r, at); form != "" {
		return form
	}
	if neighbour := h.nearest(beyondASCII, at); entity != "" && (isUnseen(r) || r >= utf8.RuneSelf && (neighbour == "" || sortOf(neighbour) != itself)) {
		return entity
	}
	return html.EscapeString(s)
}

// nearest is how the r that stands nearest to an offset is written, "" if there
// is none.
func (h *habit) nearest(r rune, at int) string {
	places := h.places[r]
	i, _ := slices.BinarySearchFunc(places, at, func(s article.Span, at int) int { return s.Start - at })
	switch {
	case len(places) == 0:
		return ""
	case i == len(places) || i > 0 && at-places[i-1].End < places[i].Start-at:
		i--
	}
	return h.source[places[i].Start:places[i].End]
}

func isUnseen(r rune) bool { return unicode.In(r, unicode.Zs, unicode.Cf) }
