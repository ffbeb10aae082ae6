package linkblock

import (
	"context"
	"slices"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// A Candidate is a block as it is judged, before links that cling to its ends
// are left out: what a fit of the weights reads.
type Candidate struct {
	Kind   string
	Span   article.Span // from the first item to the last
	Values []float64    // of each measure, in the order of Measures, in [0,1]
}

// Candidates returns every block of doc that Check would measure at first,
// those that it would not report included, in source order. The values depend
// on the settings and not on the weights. The error is that of ctx.
func (f *Filter) Candidates(ctx context.Context, doc *article.Document) ([]Candidate, error) {
	p := newPage(doc, f.withDefaults())
	var all []Candidate
	for _, c := range slices.Concat(p.blocks, p.lists, p.anchors()) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		j := p.measureAll(c)
		all = append(all, Candidate{c.kind, c.span, j.reading[:]})
	}
	slices.SortStableFunc(all, func(a, b Candidate) int { return a.Span.Start - b.Span.Start })
	return all, nil
}

// A candidate is a block that may be foreign to the article: a run of links,
// or of keywords.
type candidate struct {
	kind    string
	items   []item        // anchors or keywords, in source order
	span    article.Span  // from the first item to the last
	nodes   [2]*html.Node // of the first and the last item
	own     float64       // share of the site's own links in the run around it
	company float64       // of a single link, other ones around it
	tight   bool          // keywords have no space between them
	stuck   bool          // bars cling to the word before them and have a space behind: "县| "
}

// An item is one anchor or keyword.
type item struct {
	text  string
	words string        // text, normalised
	link  *article.Link // nil for a keyword
}

func (c *candidate) hasLinks() bool { return c.kind == InjectedLinks || c.kind == ForeignAnchor }

func newItem(text string, link *article.Link) item {
	return item{text: text, words: normalise(text), link: link}
}
