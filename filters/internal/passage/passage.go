// Package passage lists what a reader of an article gets to read, piece by
// piece as it was decoded: the texts of the tree, without code and what is
// never shown, and the attributes that are read out or shown. Its input is an
// article.Document; its edits never let repaired characters become markup.
package passage

import (
	"html"
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/article"
)

// A Passage is one such piece.
type Passage struct {
	Text  string // decoded
	Whole bool   // an attribute written with character references: its parts have no place of their own
	Title bool   // of a <title> or <h1>

	span  func(i, j int) article.Span
	doc   *article.Document
	plain bool // the source is no HTML
	attr  bool
}

// A Change replaces Text[Start:End], on whole characters. New is text, or with
// Raw, source that may go into the article as it is, such as a character
// reference.
type Change struct {
	Start, End int
	New        string
	Raw        bool
}

// IsAttribute reports whether the passage is the value of an attribute.
func (p *Passage) IsAttribute() bool { return p.attr }

// Span is where Text[i:j], which is not empty, stands in the source; all of
// the value if the passage is Whole.
func (p *Passage) Span(i, j int) article.Span { return p.span(i, j) }

// HasMarkup reports whether a tag stands in the source of Text[i:j], which the
// parser has dropped: an edit would drop it as well.
func (p *Passage) HasMarkup(i, j int) bool {
	return !p.attr && !p.plain && strings.Contains(p.Source(i, j), "<")
}

// Source is how Text[i:j], which is not empty, is written in the article.
func (p *Passage) Source(i, j int) string {
	s := p.span(i, j)
	return p.doc.Source[s.Start:s.End]
}

// HasReferences reports whether some of the text is written as character
// references, each with a place of its own.
func (p *Passage) HasReferences() bool {
	return !p.Whole && !p.plain && strings.IndexByte(p.Source(0, len(p.Text)), '&') >= 0
}

// Plain reports whether the source is plain text, which knows no references.
func (p *Passage) Plain() bool { return p.plain }

// List returns the passages of doc whose text is worth a look, in source
// order. Left out is what stands in code and its like, where damage is quoted,
// and in what readers do not see: scripts, styles, templates.
func List(doc *article.Document, worth func(text string) bool) []Passage {
	all := Texts(doc, worth)
	attributes := attributes(doc, worth)
	if len(attributes) == 0 {
		return all
	}
	all = append(all, attributes...)
	slices.SortStableFunc(all, func(a, b Passage) int { return a.span(0, 1).Start - b.span(0, 1).Start })
	return all
}

// Texts returns what List does without the attributes.
func Texts(doc *article.Document, worth func(text string) bool) []Passage {
	var all []Passage
	var parent *nethtml.Node
	silent := false
	for _, t := range doc.Texts {
		if t.Node.Parent != parent {
			parent = t.Node.Parent
			silent = parent != nil && isScript(parent)
		}
		if silent || !worth(t.Data) {
			continue
		}
		if !isQuoted(t.Node) {
			all = append(all, Passage{Text: t.Data, Title: isTitle(t.Node), span: t.Span, doc: doc, plain: doc.Plain})
		}
	}
	return all
}

func isScript(n *nethtml.Node) bool { return n.Data == "script" || n.Data == "style" }

func attributes(doc *article.Document, worth func(string) bool) []Passage {
	var all []Passage
	wanted := func(a nethtml.Attribute) bool { return isRead(a.Key) && worth(a.Val) }
	var walk func(n *nethtml.Node)
	walk = func(n *nethtml.Node) {
		if len(n.Attr) > 0 && slices.ContainsFunc(n.Attr, wanted) && !isQuoted(n) {
			all = append(all, of(doc, n, worth)...)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, root := range doc.Root.Nodes {
		walk(root)
	}
	return all
}

func of(doc *article.Document, n *nethtml.Node, worth func(string) bool) []Passage {
	var all []Passage
	for _, a := range doc.Attributes(n) {
		if !isRead(a.Key) || !worth(a.Value) {
			continue
		}
		p := Passage{Text: a.Value, doc: doc, attr: true}
		start := a.Span.Start
		if doc.Source[start:a.Span.End] == a.Value {
			p.span = func(i, j int) article.Span { return article.Span{Start: start + i, End: start + j} }
		} else if quote := doc.Source[start-1]; quote == '"' || quote == '\'' {
			p.Whole = true
			p.span = func(int, int) article.Span { return a.Span }
		} else {
			continue // an unquoted value with references is rare, and easily broken
		}
		all = append(all, p)
	}
	return all
}

// isRead lists the attributes that browsers, screen readers and search engines
// show: WHATWG HTML §3.2.6.1, §4.2.5, §4.8.3 and §4.10.5; WAI-ARIA 1.2.
func isRead(key string) bool {
	switch key {
	case "title", "alt", "content", "placeholder", "aria-label", "summary", "label":
		return true
	}
	return false
}

func isQuoted(n *nethtml.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		switch n.Data {
		case "code", "pre", "samp", "kbd", "tt", "var", "textarea", "script", "style", "noscript", "template",
			"iframe", "noembed", "noframes", "xmp", "plaintext", "listing", "math", "svg":
			return true
		}
	}
	return false
}

func isTitle(n *nethtml.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Title || n.DataAtom == atom.H1 {
			return true
		}
	}
	return false
}

// Edits carries out changes, which are in order and do not overlap.
func (p *Passage) Edits(changes []Change) []article.Edit {
	if !p.Whole {
		var edits []article.Edit
		for _, c := range changes {
			edits = append(edits, article.Edit{Span: p.span(c.Start, c.End), New: p.escape(c)})
		}
		return edits
	}
	var value strings.Builder
	at := 0
	for _, c := range changes {
		value.WriteString(html.EscapeString(p.Text[at:c.Start]) + p.escape(c))
		at = c.End
	}
	value.WriteString(html.EscapeString(p.Text[at:]))
	return []article.Edit{{Span: p.span(0, len(p.Text)), New: value.String()}}
}

func (p *Passage) escape(c Change) string {
	switch {
	case c.Raw || p.plain:
		return c.New
	case p.attr:
		return html.EscapeString(c.New)
	}
	return textEscaper.Replace(c.New)
}

var textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
