package faults

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// A cell is a character on its way through encodings and back.
type cell struct {
	text string
	from int // where in the first text the character begins that it came from; nowhere if it was put in or comes from parts of several
}

const nowhere = -1

func cells(text string) []cell {
	all := make([]cell, 0, len(text))
	for i := 0; i < len(text); {
		_, size := utf8.DecodeRuneInString(text[i:])
		all = append(all, cell{text[i : i+size], i})
		i += size
	}
	return all
}

// An octet is one byte of an encoded cell.
type octet struct {
	value byte
	from  int // as of its cell
}

// origin is where the one character begins that all octets come from.
func origin(octets []octet) int {
	for _, o := range octets {
		if o.from != octets[0].from {
			return nowhere
		}
	}
	return octets[0].from
}

func bytesOf(octets []octet) []byte {
	all := make([]byte, len(octets))
	for i, o := range octets {
		all[i] = o.value
	}
	return all
}

// weave finds the edits that make the cells out of text. A character is kept
// if exactly one cell came from it, and it reads the same.
func weave(text string, cells []cell) []article.Edit {
	var edits []article.Edit
	var pending strings.Builder
	done := 0
	cut := func(to int) {
		if pending.Len() > 0 || to > done {
			edits = append(edits, article.Edit{Span: article.Span{Start: done, End: to}, New: pending.String()})
		}
		pending.Reset()
	}
	for i, c := range cells {
		isPart := i > 0 && cells[i-1].from == c.from || i+1 < len(cells) && cells[i+1].from == c.from
		if c.from < done || isPart || !strings.HasPrefix(text[c.from:], c.text) {
			pending.WriteString(c.text)
			continue
		}
		cut(c.from)
		done = c.from + len(c.text)
	}
	cut(len(text))
	return edits
}

// joined merges edits that have nothing but ASCII spaces and punctuation
// between them, so that words which are damaged side by side are one piece.
func joined(text string, edits []article.Edit) []article.Edit {
	var merged []article.Edit
	for _, e := range edits {
		if k := len(merged) - 1; k >= 0 && isThin(text[merged[k].Span.End:e.Span.Start]) {
			merged[k].New += text[merged[k].Span.End:e.Span.Start] + e.New
			merged[k].Span.End = e.Span.End
			continue
		}
		merged = append(merged, e)
	}
	return merged
}

// isThin reports whether gap is short and holds neither letters nor markup. A
// dash that the encoding lacks was never written, and keeps pieces apart.
func isThin(gap string) bool {
	return len(gap) <= 8 && !strings.ContainsFunc(gap, func(r rune) bool {
		return r >= utf8.RuneSelf || r == '&' || r == '<' || r == '>' || unicode.IsLetter(r) || unicode.IsDigit(r)
	})
}
