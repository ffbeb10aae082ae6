package linkblock

import (
	"slices"
	"sync"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// A page is one article as this filter sees it, for one run of Check.
type page struct {
	Filter // settings, none of them zero
	doc    *article.Document
	links  []article.Link // those that have anchor text and a place, in source order
	runs   []run          // of links that were not yet found in a block
	blocks []candidate    // of the runs at first
	lists  []candidate

	// what is known of the article, gathered when first asked for
	texts   func() []passage // shown text outside of links, in source order
	prose   func() []passage // and outside of all candidates
	writing func() *writing
	layout  func() *layout
	subject func() *subject
	tongue  func() *tongue

	end        func() int // where the page says that it is over
	blockIndex func() map[*html.Node][]located
}

func newPage(doc *article.Document, settings Filter) *page {
	p := &page{Filter: settings, doc: doc}
	p.texts = sync.OnceValue(p.gatherTexts)
	p.prose = sync.OnceValue(p.gatherProse)
	p.writing = sync.OnceValue(p.gatherWriting)
	p.layout = sync.OnceValue(p.gatherLayout)
	p.subject = sync.OnceValue(p.gatherSubject)
	p.tongue = sync.OnceValue(p.gatherTongue)
	p.end = sync.OnceValue(p.findEnd)
	p.blockIndex = sync.OnceValue(p.gatherBlocks)
	p.gatherLinks()
	p.runs = p.findRuns()
	p.blocks = p.blocksOf(p.runs)
	p.lists = p.findLists()
	return p
}

// gatherLinks fills in links if any of them is foreign.
func (p *page) gatherLinks() {
	all := p.doc.Links()
	if !slices.ContainsFunc(all, func(l article.Link) bool { return !p.isOwn(&l) }) {
		return
	}
	for _, l := range all {
		if l.Text != "" && l.Span.Len() > 0 {
			p.links = append(p.links, l)
		}
	}
	slices.SortStableFunc(p.links, func(a, b article.Link) int { return a.Span.Start - b.Span.Start })
}

// speech is the vocabulary of the trades, loaded when first asked for.
func (p *page) speech() *vocabulary {
	if p.vocabulary != nil {
		return p.vocabulary
	}
	return trades()
}

func (p *page) isOwn(l *article.Link) bool {
	return !l.Foreign || slices.Contains(p.OwnDomains, l.Domain)
}
