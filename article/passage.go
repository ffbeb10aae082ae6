package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// A Passage is one piece of what a reader of an article gets to read, as it
// was decoded: a text of the tree, or the value of an attribute that is shown
// or read out.
type Passage struct {
	Text      string // not blank
	ASCII     bool   // Text has no other characters
	Title     bool   // a text of a <title> or <h1>
	Attribute bool   // the value of one
	Whole     bool   // an attribute written with character references: its parts have no place of their own

	doc   *Document
	text  *Text // nil for an attribute
	value Span  // of that, without its quotes
}

// Passages returns those of the article in source order. Left out is what
// stands in code and its like, where text is quoted rather than written, and
// in what readers do not see: scripts, styles, templates. The slice is shared:
// do not change it.
func (d *Document) Passages() []Passage { return d.passages() }

// Span is where Text[i:j], which is not empty, stands in the source; all of
// the value if the passage is Whole.
func (p *Passage) Span(i, j int) Span {
	switch {
	case p.text != nil:
		return p.text.Span(i, j)
	case p.Whole:
		return p.value
	}
	return Span{p.value.Start + i, p.value.Start + j}
}

// Source is how Text[i:j], which is not empty, is written in the article.
func (p *Passage) Source(i, j int) string {
	s := p.Span(i, j)
	return p.doc.Source[s.Start:s.End]
}

// HasMarkup reports whether a tag stands in the source of Text[i:j], which the
// parser has dropped: an edit would drop it as well.
func (p *Passage) HasMarkup(i, j int) bool {
	return !p.Attribute && !p.doc.Plain && strings.Contains(p.Source(i, j), "<")
}

// HasReferences reports whether some of the text is written as character
// references, each with a place of its own.
func (p *Passage) HasReferences() bool {
	return p.text != nil && p.text.pieces != nil && strings.IndexByte(p.Source(0, len(p.Text)), '&') >= 0
}

// Plain reports whether the source is plain text, which knows no references.
func (p *Passage) Plain() bool { return p.doc.Plain }

// buildPassages passes through the tree once, around what is quoted.
func (d *Document) buildPassages() []Passage {
	all := make([]Passage, 0, len(d.Texts)/2)
	title := 0 // where the last one ends
	for i := 0; i < len(d.nodes); {
		n := d.nodes[i]
		if n.Type == html.TextNode {
			if p := d.place[i]; p != noPlace && !dom.IsBlank(n.Data) {
				t := &d.Texts[p]
				all = append(all, Passage{Text: t.Data, ASCII: isASCII(t.Data), Title: i < title, doc: d, text: t})
			}
			i++
			continue
		}
		if len(n.Attr) > 0 {
			all = d.appendValues(all, i)
		}
		switch {
		case isQuoting(n.DataAtom):
			i = d.ends()[i]
			continue
		case n.DataAtom == atom.Title || n.DataAtom == atom.H1:
			title = max(title, d.ends()[i])
		}
		i++
	}
	return inOrder(all)
}

// inOrder sorts all by place, if the parser has moved text.
func inOrder(all []Passage) []Passage {
	for i := 1; i < len(all); i++ {
		if all[i].start() < all[i-1].start() {
			slices.SortStableFunc(all, func(a, b Passage) int { return a.start() - b.start() })
			break
		}
	}
	return all
}

func (p *Passage) start() int { return p.Span(0, 1).Start }

// isQuoting lists the elements in which text is quoted or never seen.
func isQuoting(name atom.Atom) bool {
	switch name {
	case atom.Code, atom.Pre, atom.Samp, atom.Kbd, atom.Tt, atom.Var, atom.Textarea, atom.Script, atom.Style, atom.Noscript,
		atom.Template, atom.Iframe, atom.Noembed, atom.Noframes, atom.Xmp, atom.Plaintext, atom.Listing, atom.Math, atom.Svg:
		return true
	}
	return false
}

// appendValues adds the attributes of node i that are read.
func (d *Document) appendValues(all []Passage, i int) []Passage {
	wanted := func(a html.Attribute) bool { return isRead(a.Key) && !dom.IsBlank(a.Val) }
	if !slices.ContainsFunc(d.nodes[i].Attr, wanted) {
		return all
	}
	for key, place := range d.attributes(d.placeOf(i)) {
		if !isRead(key) {
			continue
		}
		written := d.Source[place.Start:place.End]
		p := Passage{Text: decodeAttribute(written), Attribute: true, doc: d, value: place}
		p.ASCII, p.Whole = isASCII(p.Text), p.Text != written
		if quote := d.Source[place.Start-1]; p.Whole && quote != '"' && quote != '\'' {
			continue // an unquoted value with references is rare, and easily broken
		}
		if !dom.IsBlank(p.Text) {
			all = append(all, p)
		}
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
