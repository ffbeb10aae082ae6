package article

import (
	"sort"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

func (d *Document) buildIndex() map[*html.Node]int {
	index := make(map[*html.Node]int, len(d.nodes))
	for i, n := range d.nodes {
		index[n] = i
	}
	return index
}

// Tag is the place of the start tag of element n, zero if nobody wrote one:
// the parser implied the element or copied it.
func (d *Document) Tag(n *html.Node) Span {
	i, known := d.index()[n]
	if !known || n.Type != html.ElementNode || d.place[i] == noPlace || d.Plain {
		return Span{}
	}
	return d.tokens[d.place[i]].span
}

// Outer is the place of n with all that is in it: of an element from its start
// tag to its end tag, or to the end of its content if it has none; of a text,
// its characters. It is zero if nothing of n has a place.
func (d *Document) Outer(n *html.Node) Span {
	i, known := d.index()[n]
	if !known {
		return Span{}
	}
	return d.outer(i)
}

func (d *Document) outer(i int) Span {
	n, outer := d.nodes[i], d.placeOf(i)
	last, end := n, outer.End
	for k := i + 1; k < d.ends()[i]; k++ {
		s := d.placeOf(k)
		outer = outer.union(s)
		if s.End > end {
			last, end = d.nodes[k], s.End
		}
	}
	if n.Type != html.ElementNode || outer.IsZero() {
		return outer
	}
	return Span{outer.Start, max(outer.End, d.endTag(n, last, outer.End))}
}

// placeOf is the source of node i alone: of an element its start tag.
func (d *Document) placeOf(i int) Span {
	p := d.place[i]
	switch {
	case p == noPlace:
		return Span{}
	case d.nodes[i].Type == html.TextNode:
		return d.Texts[p].Span(0, len(d.Texts[p].Data))
	case d.Plain:
		return Span{}
	}
	return d.tokens[p].span
}

// buildEnds finds for each node the index after the last node in it.
func (d *Document) buildEnds() []int {
	ends := make([]int, len(d.nodes))
	var open []int
	for i, n := range d.nodes {
		for len(open) > 0 && d.nodes[open[len(open)-1]] != n.Parent {
			ends[open[len(open)-1]] = i
			open = open[:len(open)-1]
		}
		open = append(open, i)
	}
	for _, i := range open {
		ends[i] = len(d.nodes)
	}
	return ends
}

// endTag looks behind at for the end tag of n, passing those of the elements
// from last up to n, and returns where it ends; 0 if there is none.
func (d *Document) endTag(n, last *html.Node, at int) int {
	k := sort.Search(len(d.tokens), func(k int) bool { return d.tokens[k].span.Start >= at })
	for ; k < len(d.tokens); k++ {
		t := d.tokens[k]
		if t.kind == html.TextToken && dom.IsBlank(d.Source[t.span.Start:t.span.End]) {
			continue
		}
		if t.kind != html.EndTagToken {
			return 0
		}
		closed := closedBy(d.Source[t.span.Start+1:t.span.End], last, n)
		if closed == n {
			return t.span.End
		}
		if closed != nil {
			last = closed.Parent
		}
	}
	return 0
}

// closedBy is the innermost element from last up to top that tag, which begins
// with "/", names.
func closedBy(tag string, last, top *html.Node) *html.Node {
	for e := last; e != nil; e = e.Parent {
		if e.Type == html.ElementNode && isNamed(tag, e.Data) {
			return e
		}
		if e == top {
			break
		}
	}
	return nil
}
