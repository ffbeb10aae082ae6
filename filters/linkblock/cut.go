package linkblock

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// A cut takes a block out of the source: whole elements and characters of
// texts, never half an element.
type cut struct {
	span  article.Span
	edits []article.Edit
}

// cut finds what to take out for candidate c: the widest element that holds
// nothing else, or else what lies between its first and its last item.
func (p *page) cut(c *candidate) cut {
	around := commonAncestor(c.nodes[0], c.nodes[1])
	if whole := p.dress(around, c.span); whole != nil {
		span := p.withTools(whole)
		return cut{span, []article.Edit{{Span: span}}}
	}
	span := c.span
	var ends [2]*html.Node // the children of around that hold the first and the last item
	for i, n := range c.nodes {
		for n.Parent != around && n.Parent != nil {
			n = n.Parent
		}
		ends[i] = n
		if outer := p.doc.Outer(n); p.isWithin(n, span) && outer.Len() > 0 {
			span = article.Span{Start: min(span.Start, outer.Start), End: max(span.End, outer.End)}
		}
	}
	if br := ends[1].NextSibling; br != nil && br.Data == "br" && beginsLine(ends[0]) {
		ends[1], span.End = br, max(span.End, p.doc.Outer(br).End)
	}
	return cutOf(p.cover(ends[0], ends[1], span), c.span)
}

// beginsLine reports whether nothing stands before n on its line.
func beginsLine(n *html.Node) bool {
	n = n.PrevSibling
	for n != nil && (n.Type == html.CommentNode || n.Type == html.TextNode && isBlank(n.Data)) {
		n = n.PrevSibling
	}
	return n == nil || n.Type == html.ElementNode && (n.Data == "br" || n.Data == "script" || !isInline(n.Data) && !isActive(n.Data))
}

// cutOf is the cut of the given pieces, which are in order. Without any, there
// is no way to repair span.
func cutOf(pieces []article.Span, span article.Span) cut {
	if len(pieces) == 0 {
		return cut{span: span}
	}
	made := cut{span: article.Span{Start: pieces[0].Start, End: pieces[len(pieces)-1].End}}
	for _, piece := range pieces {
		made.edits = append(made.edits, article.Edit{Span: piece})
	}
	return made
}

// commonAncestor is the innermost element around both a and b.
func commonAncestor(a, b *html.Node) *html.Node {
	above := map[*html.Node]bool{}
	for n := a.Parent; n != nil; n = n.Parent {
		above[n] = true
	}
	for n := b.Parent; n != nil; n = n.Parent {
		if above[n] {
			return n
		}
	}
	return nil
}

// dress is the widest of n and the elements around it that holds nothing
// outside of span, nil if not even n is that.
func (p *page) dress(n *html.Node, span article.Span) *html.Node {
	var dress *html.Node
	look := look{page: p, span: span, left: enoughLooked}
	for ; n != nil && isRemovable(n) && look.holdsNothingElse(n, dress); n = n.Parent {
		dress = n
	}
	return dress
}

// isWithin reports whether n is one of the items or holds nothing else.
func (p *page) isWithin(n *html.Node, span article.Span) bool {
	if n.Type != html.ElementNode {
		return false
	}
	look := look{page: p, span: span, left: enoughLooked}
	return n.Data == "a" || isRemovable(n) && look.holdsNothingElse(n, nil)
}

// isRemovable reports whether the article can do without element n. Its frame
// stays, and so do the cells that keep a table in shape.
func isRemovable(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.Data {
	case "html", "head", "body", "title", "main", "article", "td", "th", "tr", "tbody", "thead", "tfoot":
		return false
	}
	return true
}

// cover returns what to take out of the siblings from first to last for span
// to be empty: elements that lie in it whole, and characters of texts.
// Neighbours make one piece.
func (p *page) cover(first, last *html.Node, span article.Span) []article.Span {
	var pieces []article.Span
	joins := false // the piece before stands next to the node that follows
	for c := first; c != nil; c = c.NextSibling {
		place := p.doc.Outer(c)
		taken := article.Span{Start: max(place.Start, span.Start), End: min(place.End, span.End)}
		switch {
		case place.IsZero():
		case taken.Len() <= 0:
			joins = false
		case c.Type == html.ElementNode && taken != place:
			pieces = append(pieces, p.cover(c.FirstChild, nil, span)...)
			joins = false
		case joins && pieces[len(pieces)-1].End <= taken.Start:
			pieces[len(pieces)-1].End = taken.End
		default:
			pieces = append(pieces, taken)
			joins = true
		}
		if c == last {
			break
		}
	}
	return inOrder(pieces)
}

// inOrder drops pieces that the parser moved in front of one before them.
func inOrder(pieces []article.Span) []article.Span {
	kept := pieces[:0]
	for _, s := range pieces {
		if len(kept) == 0 || s.Start >= kept[len(kept)-1].End {
			kept = append(kept, s)
		}
	}
	return kept
}
