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
func (d *Document) Passages() []Passage {
	_, passages := d.prose()
	return passages
}

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

// A passageBuilder is told of texts and elements in document order, and takes
// what is not quoted.
type passageBuilder struct {
	d      *Document
	all    []Passage
	quoted int // where the last element that quotes ends, among the nodes
	title  int // and the last that is a title
}

func (b *passageBuilder) text(i int, t *Text, ascii bool) {
	if i >= b.quoted {
		b.all = append(b.all, Passage{Text: t.Data, ASCII: ascii, Title: i < b.title, doc: b.d, text: t})
	}
}

func (b *passageBuilder) element(i int) {
	if i < b.quoted {
		return
	}
	n := b.d.nodes[i]
	if hasRead(n.Attr) {
		b.values(i)
	}
	if isQuoting(n.DataAtom) {
		b.quoted = b.d.ends()[i]
	} else if n.DataAtom == atom.Title || n.DataAtom == atom.H1 {
		b.title = max(b.title, b.d.ends()[i])
	}
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

// values adds the attributes of node i that are read.
func (b *passageBuilder) values(i int) {
	d := b.d
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
			b.all = append(b.all, p)
		}
	}
}

// hasRead is the fast look for those.
func hasRead(all []html.Attribute) bool {
	for i := range all {
		if isRead(all[i].Key) && !dom.IsBlank(all[i].Val) {
			return true
		}
	}
	return false
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
