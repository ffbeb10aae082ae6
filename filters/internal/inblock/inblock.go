// Package inblock helps filters that judge words: it says where a character of
// a block is quoted rather than written, and turns changes of a block's text
// into exact edits of the source. Its input are the blocks of an article.
package inblock

import (
	"fmt"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// A Reader walks through the blocks of one article. The zero Reader is ready;
// it is for one goroutine.
type Reader struct {
	last   *html.Node
	quoted bool
}

// Quoted reports whether Data[i] of b stands where text is shown as an example
// or a formula: in code, pre, samp, kbd, var, textarea, math or svg.
func (r *Reader) Quoted(b *article.Block, i int) bool {
	n := b.NodeAt(i)
	if n != r.last {
		r.last, r.quoted = n, isQuoted(n)
	}
	return r.quoted
}

func isQuoted(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "code", "pre", "samp", "kbd", "var", "tt", "textarea", "math", "svg", "listing", "xmp":
			return true
		}
	}
	return false
}

// Span is the source of Data[i:j] of b; ok is false if the parser has moved
// the text so that there is no such range.
func Span(b *article.Block, i, j int) (s article.Span, ok bool) {
	s = b.Span(i, j)
	return s, s.Len() > 0
}

// Points lists the distinct characters of s with how often they occur, in the
// order of their first: "U+200B ×3". Beyond sixteen it says only how many.
func Points(s []rune) []string {
	const most = 16
	count, order := map[rune]int{}, []rune(nil)
	for _, r := range s {
		if count[r]++; count[r] == 1 {
			order = append(order, r)
		}
	}
	var points []string
	for i, r := range order {
		switch {
		case i == most:
			return append(points, fmt.Sprintf("and %d others", len(order)-most))
		case count[r] == 1:
			points = append(points, fmt.Sprintf("%U", r))
		default:
			points = append(points, fmt.Sprintf("%U ×%d", r, count[r]))
		}
	}
	return points
}

// Shorten cuts s after limit characters, for messages and evidence.
func Shorten(s string, limit int) string {
	for i := range s {
		if limit == 0 {
			s = s[:i] + "…"
			break
		}
		limit--
	}
	if !utf8.ValidString(s) {
		return string([]rune(s))
	}
	return s
}
