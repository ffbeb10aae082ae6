package linkblock

import (
	"slices"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/markup"
	"github.com/presscheck/presscheck/filters/internal/score"
)

// longProse is how many columns of text make a paragraph rather than a label.
const longProse = 60

// A layout says where on the page the article stands.
type layout struct {
	paragraphs []article.Span // the long texts, in source order
	depth      int            // of most of them, in elements below the body
	end        int            // where the page says that it is over
}

func (p *page) gatherLayout() *layout {
	l := &layout{end: p.end()}
	var depths []int
	for _, t := range p.prose() {
		if width(t.text, longProse) >= longProse {
			l.paragraphs = append(l.paragraphs, t.span)
			depths = append(depths, depth(t.in))
		}
	}
	if slices.Sort(depths); len(depths) > 0 {
		l.depth = depths[len(depths)/2]
	}
	return l
}

func (p *page) findEnd() int {
	if p.doc.Plain {
		return len(p.doc.Source)
	}
	return markup.EndOfBody(p.doc.Source)
}

// depth is how many elements there are from n up to the body.
func depth(n *html.Node) int {
	d := 0
	for ; n != nil && n.Data != "body" && n.Data != "html"; n = n.Parent {
		d++
	}
	return d
}

// measurePlace reads where the candidate stands; with nil, in the worst place.
func (j *judgement) measurePlace(l *layout) {
	j.reading[mEdge] = score.Indicator(l == nil || l.atEdge(j.span))
	j.reading[mBeyond] = score.Indicator(l == nil || j.span.Start >= l.end)
	if j.hasLinks() { // menus without links often stand there
		j.reading[mOutside] = score.Indicator(l == nil || l.hasOutside(commonAncestor(j.nodes[0], j.nodes[1])))
	}
}

// atEdge reports whether s lies before the first paragraph or behind the last.
func (l *layout) atEdge(s article.Span) bool {
	n := len(l.paragraphs)
	return n > 0 && (s.End <= l.paragraphs[0].Start || s.Start >= l.paragraphs[n-1].End)
}

// Elements between the body and a block that stands outside of the article,
// and between the body and an article for that to mean anything: of 327 clean
// pages one has three foreign links in a row so far out.
const (
	shallowBlock = 1
	deepArticle  = 3
)

func (l *layout) hasOutside(around *html.Node) bool {
	return l.depth >= deepArticle && depth(around) <= shallowBlock
}
