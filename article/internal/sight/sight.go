// Package sight works out which nodes of an article a reader of the published
// page would see: from attributes, inline styles and the article's own <style>
// rules, which package stylesheet reads, cascaded and inherited as CSS says. It is given the tree that package
// article parsed, whose source is hostile until shown otherwise; it fetches
// nothing, runs no script and lays nothing out.
package sight

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
	State  State
	Reason string     // empty if Shown
	By     *html.Node // the element that is hidden, n itself or one around it; nil if Shown
}

// A State is what is known about a node's visibility.
type State int

// The states of visibility. Unclear is for what only a browser, a script, a
// click or a particular screen could tell: rules that depend on the width of
// the window or on the mouse, the inside of closed <details> and of popovers,
// hidden="until-found", white text where a linked style sheet may have painted
// the wall behind it, a page whose whole <body> is hidden.
const (
	Shown State = iota
	Hidden
	Unclear
)

// Of computes the visibility of each of nodes: the elements and texts of a tree
// in document order. See article.Document.Visibility for what it takes into
// account and what it does not.
func Of(nodes []*html.Node) []Visibility {
	if len(nodes) == 0 {
		return nil
	}
	v := newViewer(nodes)
	for _, n := range nodes {
		v.visit(n)
	}
	return v.seen
}
