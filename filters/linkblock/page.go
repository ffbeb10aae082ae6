package linkblock

import (
	"slices"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/article"
)

// A page is one article as this filter sees it, for one run of Check.
type page struct {
	Filter // settings, none of them zero
	doc    *article.Document
	links  []article.Link // those that have anchor text and a place, in source order

	// what is known of the article, gathered when first asked for
	prose   func() []article.Text // shown text outside of every link, in source order
	writing func() *writing
	layout  func() *layout
	subject func() *subject
}

func newPage(doc *article.Document, settings Filter) *page {
	p := &page{Filter: settings, doc: doc}
	p.prose = sync.OnceValue(p.gatherProse)
	p.writing = sync.OnceValue(p.gatherWriting)
	p.layout = sync.OnceValue(p.gatherLayout)
	p.subject = sync.OnceValue(p.gatherSubject)
	return p
}

// gatherLinks fills in links if there are enough of them to make a block.
func (p *page) gatherLinks() {
	all := p.doc.Links()
	if p.countForeign(all) < p.MinLinks {
		return
	}
	for _, l := range all {
		if l.Text != "" && l.Span.Len() > 0 {
			p.links = append(p.links, l)
		}
	}
	slices.SortStableFunc(p.links, func(a, b article.Link) int { return a.Span.Start - b.Span.Start })
}

func (p *page) countForeign(links []article.Link) int {
	n := 0
	for i := range links {
		if !p.isOwn(&links[i]) {
			n++
		}
	}
	return n
}

func (p *page) isOwn(l *article.Link) bool {
	return !l.Foreign || slices.Contains(p.OwnDomains, l.Domain)
}

func (p *page) gatherProse() []article.Text {
	var spans []article.Span
	for _, l := range p.doc.Links() {
		spans = append(spans, l.Span)
	}
	slices.SortFunc(spans, func(a, b article.Span) int { return a.Start - b.Start })
	var prose []article.Text
	next, end := 0, 0 // the links before next begin before the text and reach to end
	for _, t := range p.doc.Texts {
		if !isShown(t.Node.Parent) || isBlank(t.Data) {
			continue
		}
		start := t.Span(0, 1).Start
		for ; next < len(spans) && spans[next].Start <= start; next++ {
			end = max(end, spans[next].End)
		}
		if start >= end {
			prose = append(prose, t)
		}
	}
	return prose
}

// isShown reports whether a browser would show text in n as text.
func isShown(n *html.Node) bool {
	if n == nil {
		return false
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Textarea, atom.Iframe, atom.Noframes, atom.Noembed, atom.Xmp:
		return false
	}
	return true
}

// gaps counts for each link the columns of prose between it and the link
// before it, as far as that matters.
func (p *page) gaps() []int {
	gaps := make([]int, len(p.links))
	next := 0
	for _, t := range p.prose() {
		start := t.Span(0, 1).Start
		for next < len(p.links) && p.links[next].Span.Start <= start {
			next++
		}
		if next < len(p.links) && gaps[next] <= wideGaps*p.MaxGap {
			gaps[next] += width(t.Data)
		}
	}
	return gaps
}
