package sight

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// A standing says what HTML itself makes of an element, whatever its style.
type standing int

const (
	rendered    standing = iota
	unrendered           // neither it nor what is in it is ever shown
	shell                // it is shown, but not what is written in it
	alternative          // what is written in it is shown if its own content cannot be
	folded               // what is in it, but for its summary, waits for a click
)

// standingOf follows WHATWG HTML §15.3.1 and §15.4, SVG 2 §5 and MathML Core
// §5. (Authors may display some of the elements that are hidden there; a
// <title> or <rp> that is, is taken for hidden all the same.)
func standingOf(n *html.Node) standing {
	switch n.Namespace {
	case "svg":
		if dom.IsOneOf(n.Data, "defs symbol clipPath mask marker pattern linearGradient radialGradient metadata title desc script style") {
			return unrendered
		}
		return rendered
	case "math":
		if n.Data == "annotation" || n.Data == "annotation-xml" {
			return unrendered
		}
		return rendered
	}
	switch n.Data {
	case "base", "basefont", "datalist", "head", "link", "meta", "noembed", "noframes", "noscript", "param", "rp",
		"script", "source", "style", "template", "title", "track":
		return unrendered
	case "audio", "canvas", "iframe", "meter", "progress", "video":
		return shell
	case "object":
		return alternative
	case "details":
		if _, open := dom.Attr(n, "open"); !open {
			return folded
		}
	case "input":
		if kind, _ := dom.Attr(n, "type"); strings.EqualFold(kind, "hidden") {
			return unrendered
		}
	}
	return rendered
}

// isPicture reports whether n shows something that is not its text, so that
// neither the size nor the colour of text hides it.
func isPicture(n *html.Node) bool {
	if n.Namespace == "svg" {
		return true
	}
	switch n.Data {
	case "audio", "canvas", "embed", "hr", "iframe", "img", "input", "meter", "object", "picture", "progress", "select", "textarea", "video":
		return true
	}
	return false
}
