// Package passage turns changes of the passages of an article into edits of
// its source, which never let repaired characters become markup. Its input are
// passages from package article.
package passage

import (
	"html"
	"strings"

	"github.com/presscheck/presscheck/article"
)

// A Change replaces Text[Start:End] of a passage, on whole characters. New is
// text, or with Raw, source that may go into the article as it is, such as a
// character reference.
type Change struct {
	Start, End int
	New        string
	Raw        bool
}

// Edits carries out changes of p, which are in order and do not overlap.
func Edits(p *article.Passage, changes []Change) []article.Edit {
	if p.Whole {
		return []article.Edit{{Span: p.Span(0, len(p.Text)), New: rewritten(p, changes)}}
	}
	var edits []article.Edit
	for _, c := range changes {
		edits = append(edits, article.Edit{Span: p.Span(c.Start, c.End), New: escape(p, c)})
	}
	return edits
}

// rewritten is all of p after changes.
func rewritten(p *article.Passage, changes []Change) string {
	var value strings.Builder
	at := 0
	for _, c := range changes {
		value.WriteString(html.EscapeString(p.Text[at:c.Start]) + escape(p, c))
		at = c.End
	}
	value.WriteString(html.EscapeString(p.Text[at:]))
	return value.String()
}

func escape(p *article.Passage, c Change) string {
	switch {
	case c.Raw || p.Plain():
		return c.New
	case p.Attribute:
		return html.EscapeString(c.New)
	}
	return textEscaper.Replace(c.New)
}

var textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
