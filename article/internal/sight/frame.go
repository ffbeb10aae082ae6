package sight

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
	"github.com/presscheck/presscheck/article/internal/stylesheet"
)

// A frame is one open element.
type frame struct {
	node     *html.Node
	index    int     // into seen
	outer    *legacy // for itself, and the summary of a <details>
	inner    *legacy // for its content
	style    style
	ground   ground
	names    stylesheet.NameSet // of it and what it is in
	styled   bool               // style is computed
	named    bool               // names is
	grounded bool               // ground is
	revealed bool               // something in it is shown
}

// enter closes the elements that n is not in and returns what it inherits.
func (v *viewer) enter(n *html.Node) *legacy {
	for len(v.frames) > 0 && v.top().node != n.Parent {
		v.frames = v.frames[:len(v.frames)-1]
	}
	if len(v.frames) == 0 {
		return &v.page
	}
	f := v.top()
	if f.inner != f.outer && n.Data == "summary" && f.node.Data == "details" && isFirst(n) {
		return f.outer
	}
	return f.inner
}

// isFirst reports whether no element of the same name is before n.
func isFirst(n *html.Node) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode && s.Data == n.Data {
			return false
		}
	}
	return true
}

// push opens n. The memory of closed frames is used again.
func (v *viewer) push(n *html.Node) {
	if len(v.frames) < cap(v.frames) {
		v.frames = v.frames[:len(v.frames)+1]
	} else {
		v.frames = append(v.frames, frame{})
	}
	f := v.top()
	f.style.reset()
	f.node, f.index = n, len(v.seen)
	f.styled, f.named, f.grounded, f.revealed = false, false, false, false
}

// styleOf computes the style of frame i, once.
func (v *viewer) styleOf(i int) *style {
	f := &v.frames[i]
	if f.styled {
		return &f.style
	}
	f.styled = true
	hints(&f.style, f.node)
	if v.showing == nil {
		v.showing = v.rules(false)
	}
	inside := func() *stylesheet.NameSet { return v.namesAround(i) }
	for _, x := range [...]*stylesheet.Index{v.hiding, v.showing} {
		v.matcher.Each(x, f.node, inside, func(r *stylesheet.Rule) bool {
			b := v.blocks[r.Block]
			v.matcher.Budget -= len(b.declarations)
			f.style.applyRule(r, b)
			return true
		})
	}
	if text, ok := dom.Attr(f.node, "style"); ok {
		f.style.applyAttribute(v.attributes[text])
	}
	f.style.settle()
	return &f.style
}

// namesAround are the names of what frame i is inside.
func (v *viewer) namesAround(i int) *stylesheet.NameSet {
	if i == 0 {
		return &stylesheet.NameSet{}
	}
	f := &v.frames[i-1]
	if !f.named {
		f.named = true
		f.names = *v.namesAround(i - 1)
		f.names.AddElement(f.node)
	}
	return &f.names
}
