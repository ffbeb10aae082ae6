package article

import "golang.org/x/net/html"

// Visibility says whether a reader of the published page would see a node.
//
// The Reason quotes what hides it, in the language in which it is written:
//
//	display:none                           the style attribute of By
//	.x9f{left:-5857px}                     a style rule that By matches
//	@media (max-width:600px){nav{…}}       one that applies on some screens only
//	width:1px;overflow:hidden              two declarations that hide together
//	<div hidden>  <marquee width="0">      an attribute of By
//	<noscript>    closed <details>         what By is
//	too many style rules                   not all of them were tried
//
// CSS is put on one line, without comments, escapes and "!important", long
// parts cut off at "…"; names and values of properties are in lower case.
type Visibility struct {
	State  VisibilityState
	Reason string     // empty if Shown
	By     *html.Node // the element that is hidden, n itself or one around it; nil if Shown
}

// A VisibilityState is what is known about a node's visibility.
type VisibilityState int

// The states of visibility. Unclear is for what only a browser, a script, a
// click or a particular screen could tell: rules that depend on the width of
// the window or on the mouse, the inside of closed <details> and of popovers,
// hidden="until-found", white text where a linked style sheet may have painted
// the wall behind it, a page whose whole <body> is hidden.
const (
	Shown VisibilityState = iota
	Hidden
	Unclear
)

// Visibility is computed from attributes, inline styles and the article's own
// <style> rules, and inherited as CSS says. Style sheets elsewhere are not
// fetched, scripts are not run, and nothing is laid out: see the thresholds at
// tiny, afar and alike. What helps a screen reader is hidden like the rest. An
// element is Shown if something in it is: of a hidden list with one visible
// item, the list as well. A node that is not in the tree is Shown.
//
// Not followed: style sheets in data: addresses, SVG's own attributes for
// style, classes that differ in case in documents without doctype, elements
// that lie over others, masks.
func (d *Document) Visibility(n *html.Node) Visibility {
	i, known := d.index()[n]
	if !known {
		return Visibility{}
	}
	return d.visible()[i]
}

func (d *Document) buildVisibility() []Visibility {
	if d.Plain || len(d.nodes) == 0 {
		return make([]Visibility, len(d.nodes))
	}
	v := newViewer(d.nodes)
	for _, n := range d.nodes {
		v.visit(n)
	}
	return v.seen
}
