package linkblock

import (
	"slices"
	"sync"

	"github.com/presscheck/presscheck/article"
)

// A page is one article as this filter sees it, for one run of Check.
type page struct {
	Filter // settings, none of them zero
	doc    *article.Document
	links  []article.Link // those that have anchor text and a place, in source order
	runs   []candidate
	lists  []candidate

	// what is known of the article, gathered when first asked for
	texts   func() []passage // shown text outside of links, in source order
	prose   func() []passage // and outside of all candidates
	writing func() *writing
	layout  func() *layout
	subject func() *subject
}

func newPage(doc *article.Document, settings Filter) *page {
	p := &page{Filter: settings, doc: doc}
	p.texts = sync.OnceValue(p.gatherTexts)
	p.prose = sync.OnceValue(p.gatherProse)
	p.writing = sync.OnceValue(p.gatherWriting)
	p.layout = sync.OnceValue(p.gatherLayout)
	p.subject = sync.OnceValue(p.gatherSubject)
	p.gatherLinks()
	p.runs = p.findRuns()
	p.lists = p.findLists()
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
