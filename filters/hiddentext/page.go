package hiddentext

import (
	"context"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/markup"
	"github.com/presscheck/presscheck/filters/internal/scripts"
	"github.com/presscheck/presscheck/filters/internal/standing"
)

// A page is one article as this filter sees it, for one run of Check.
type page struct {
	Filter  // settings, none of them zero
	doc     *article.Document
	regions []*region
	rules   map[string]int // how many regions each style rule hides

	// what is known of the article, gathered when first asked for
	links   func() map[*html.Node]*article.Link
	shown   func() map[string]int // links in sight to each domain
	subject func() *subject
	end     func() int // of the body, in the source
	scripts func() map[string]bool
}

func newPage(doc *article.Document, settings Filter) *page {
	p := &page{Filter: settings, doc: doc, rules: map[string]int{}}
	if doc.Plain {
		return p
	}
	p.regions = regions(doc)
	for _, r := range p.regions {
		if strings.Contains(r.reason, "{") {
			p.rules[r.reason]++
		}
	}
	p.links = sync.OnceValue(p.gatherLinks)
	p.shown = sync.OnceValue(p.gatherShown)
	p.subject = sync.OnceValue(p.gatherSubject)
	p.end = sync.OnceValue(func() int { return markup.EndOfBody(doc.Source) })
	p.scripts = sync.OnceValue(p.gatherScripts)
	return p
}

func (p *page) gatherLinks() map[*html.Node]*article.Link {
	all := p.doc.Links()
	links := make(map[*html.Node]*article.Link, len(all))
	for i := range all {
		links[all[i].Node] = &all[i]
	}
	return links
}

func (p *page) gatherShown() map[string]int {
	shown := map[string]int{}
	for _, l := range p.doc.Links() {
		if l.Domain != "" && p.doc.Visibility(l.Node).State == article.Shown {
			shown[l.Domain]++
		}
	}
	return shown
}

func (p *page) gatherSubject() *subject {
	without := map[*html.Node]bool{}
	for _, r := range p.regions {
		if r.tools[1] != nil || r.unsure && r.first().Data != "body" && r.first().Data != "html" {
			for _, n := range r.nodes {
				without[n] = true
			}
		}
	}
	return gatherSubject(p.doc, without)
}

// gatherScripts returns the words of all scripts but those that hide regions.
func (p *page) gatherScripts() map[string]bool {
	all, tools := map[string]bool{}, map[*html.Node]bool{}
	for _, r := range p.regions {
		tools[r.tools[0]], tools[r.tools[1]] = true, true
	}
	for _, t := range p.doc.Texts {
		if t.Node.Parent != nil && t.Node.Parent.DataAtom == atom.Script && !tools[t.Node.Parent] {
			for word := range strings.FieldsFuncSeq(t.Data, func(r rune) bool { return !isNameRune(r) }) {
				all[word] = true
			}
		}
	}
	return all
}

func isNameRune(r rune) bool { return r == '-' || r == '_' || scripts.InWord(r) }

// isOwn reports whether l leads to the site itself. A page that does not tell
// its address is taken for one of the domain that most links lead to: of a
// spammer, if they are all hidden.
func (p *page) isOwn(l *article.Link, inSight int) bool {
	if slices.Contains(p.OwnDomains, l.Domain) {
		return true
	}
	return !l.Foreign && (p.doc.URL != "" || l.Domain == "" || inSight > 0)
}

// A Candidate is a hidden region as it is judged: what a fit of the weights
// reads.
type Candidate struct {
	Kind   string
	Span   article.Span
	Values []float64 // of each measure, in the order of Measures, in [0,1]
}

// Candidates returns every hidden region of doc that holds links to other
// sites or enough words, those that Check would not report included, in source
// order. The values depend on the settings and not on the weights. The error
// is that of ctx.
func (f *Filter) Candidates(ctx context.Context, doc *article.Document) ([]Candidate, error) {
	p := newPage(doc, f.withDefaults())
	var all []Candidate
	for _, r := range p.regions {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if j, ok := p.measureAll(r); ok {
			all = append(all, Candidate{j.kind(), p.cut(r).span, j.reading[:]})
		}
	}
	slices.SortStableFunc(all, func(a, b Candidate) int { return a.Span.Start - b.Span.Start })
	return all, nil
}

// find is Check with fixes that have not been tried.
func (f *Filter) find(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	p := newPage(doc, f.withDefaults())
	var found []filters.Finding
	for _, r := range p.regions {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if j, ok := p.judge(r); ok {
			if finding := p.finding(j); finding.Span.Len() > 0 {
				found = append(found, finding)
			}
		}
	}
	return standing.Apart(found), nil
}
