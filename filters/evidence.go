package filters

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// Quote is what stands in source at the finding, markup included, as it is.
func (f Finding) Quote(source string) string { return source[f.Span.Start:f.Span.End] }

// Evidence writes a finding of doc on one line, whole, in the notation that
// fixtures, labels and the command share:
//
//	12:7-12:31 hiddentext/links "<a href=…>"
//
// Lines and columns count from 1, columns in bytes, the end is exclusive. The
// quote is a Go string literal in which whatever a reader could not see or
// tell apart is escaped.
func Evidence(doc *article.Document, f Finding) string {
	return place(doc, f) + " " + Escape(f.Quote(doc.Source))
}

// Brief is Evidence for a terminal: a quote of more than limit characters is
// shortened in the middle, where "…" stands for what is left out.
func Brief(doc *article.Document, f Finding, limit int) string {
	return place(doc, f) + " " + Escape(Shorten(f.Quote(doc.Source), limit))
}

func place(doc *article.Document, f Finding) string {
	line, column := doc.Position(f.Span.Start)
	endLine, endColumn := doc.Position(f.Span.End)
	return fmt.Sprintf("%d:%d-%d:%d %s/%s", line, column, endLine, endColumn, f.Filter, f.Kind)
}

// Shorten leaves out the middle of what has more than limit characters: it keeps
// the first two thirds of them and the last third, with "…" between.
func Shorten(s string, limit int) string {
	if limit < 3 || utf8.RuneCountInString(s) <= limit {
		return s
	}
	head, tail := 0, len(s)
	for range (limit - 1) - (limit-1)/3 {
		_, size := utf8.DecodeRuneInString(s[head:])
		head += size
	}
	for range (limit - 1) / 3 {
		_, size := utf8.DecodeLastRuneInString(s[:tail])
		tail -= size
	}
	return s[:head] + "…" + s[tail:]
}

// Escape quotes s as a Go string literal, which strconv.Unquote reads back.
// Letters of every script stay as they are; escaped are control and format
// characters, spaces other than U+0020, unassigned and private characters,
// those that are printable by category but have no glyph (variation selectors,
// fillers), combining marks with nothing to stand on, and, as \xNN, bytes that
// are no UTF-8.
func Escape(s string) string {
	var out strings.Builder
	out.Grow(len(s) + 2)
	out.WriteByte('"')
	base := false // the character before is one that a mark can stand on
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		mark := unicode.Is(unicode.M, r)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&out, `\x%02x`, s[0])
			base = false
		case isUnseen(r) || mark && !base:
			out.WriteString(escapeRune(r))
			base = false
		default:
			quoted := strconv.Quote(s[:size])
			out.WriteString(quoted[1 : len(quoted)-1])
			base = mark || unicode.IsPrint(r) && r != '"' && r != '\\'
		}
		s = s[size:]
	}
	out.WriteByte('"')
	return out.String()
}

func escapeRune(r rune) string {
	if r > 0xFFFF {
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// isUnseen lists the characters that Go calls printable and that leave no
// trace on a page: Default_Ignorable_Code_Point of Unicode 15.0, and the empty
// Braille cell.
func isUnseen(r rune) bool {
	return r > unicode.MaxLatin1 && (r == '\u2800' || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector))
}
