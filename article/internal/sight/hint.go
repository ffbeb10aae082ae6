package sight

import (
	"strconv"
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
		if isOneOf(n.Data, "defs symbol clipPath mask marker pattern linearGradient radialGradient metadata title desc script style") {
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

// hints adds to s what attributes other than style say about looks: WHATWG
// HTML §15.3 and §15.4. They give way to every style rule.
func hints(s *style, n *html.Node) {
	if n.Data == "dialog" {
		if _, open := dom.Attr(n, "open"); !open {
			hide(s, "<dialog>", false)
		}
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			if strings.EqualFold(a.Val, "until-found") {
				hint(s, markup(n, a), propContentVisibility, value{word: "hidden"}, true, true)
			} else {
				hide(s, markup(n, html.Attribute{Key: a.Key}), false)
			}
		case "popover":
			hide(s, markup(n, html.Attribute{Key: a.Key}), true)
		case "width":
			sizeHint(s, n, a, propWidth)
		case "height":
			sizeHint(s, n, a, propHeight)
		case "color":
			if n.Data == "font" {
				colourHint(s, n, a, propColor)
			}
		case "text":
			if n.Data == "body" {
				colourHint(s, n, a, propColor)
			}
		case "bgcolor":
			if isOneOf(n.Data, "body table thead tbody tfoot tr td th marquee") {
				colourHint(s, n, a, propBackgroundColor)
			}
		case "background":
			if isOneOf(n.Data, "body table thead tbody tfoot tr td th") && a.Val != "" {
				hint(s, markup(n, a), propBackgroundImage, value{word: "some"}, false, false)
			}
		}
	}
}

// isHint reports whether attribute a of n is a hint that may hide it.
func isHint(n *html.Node, a html.Attribute) bool {
	switch a.Key {
	case "hidden", "popover":
		return true
	case "color":
		return n.Data == "font"
	case "text":
		return n.Data == "body"
	case "width", "height":
		v, ok := dimension(a.Val)
		return ok && isTiny(v) && isSized(n)
	}
	return false
}

// hide is display:none of the browser's own style sheet.
func hide(s *style, text string, unsure bool) {
	d := &declaration{property: propDisplay, value: value{word: "none"}, hides: true, unsure: unsure, text: text}
	s.apply(applied{declaration: d, rank: rank(false, originBrowser, noLayer, 0, 0)}, unsure)
}

func hint(s *style, text string, p property, v value, hides, unsure bool) {
	d := &declaration{property: p, value: v, hides: hides, unsure: unsure, text: text}
	s.apply(applied{declaration: d, rank: rank(false, originHint, noLayer, 0, 0)}, unsure)
}

func sizeHint(s *style, n *html.Node, a html.Attribute, p property) {
	if v, ok := dimension(a.Val); ok && isSized(n) {
		hint(s, markup(n, a), p, v, isTiny(v), isShareOfHeight(p, v))
	}
}

// isSized lists the elements of which width and height attributes are style.
func isSized(n *html.Node) bool {
	return isOneOf(n.Data, "canvas embed iframe img marquee object svg video")
}

// dimension reads a number of pixels, or per cent: WHATWG HTML §2.3.4.4.
func dimension(text string) (value, bool) {
	text = strings.TrimLeft(text, " \t\n\f\r+")
	end := 0
	for end < len(text) && (isDigit(text[end]) || text[end] == '.') {
		end++
	}
	size, err := strconv.ParseFloat(text[:end], 64)
	if strings.HasPrefix(text[end:], "%") {
		return value{number: size, unit: unitPercent}, err == nil
	}
	return value{number: size, unit: unitPixel}, err == nil
}

func colourHint(s *style, n *html.Node, a html.Attribute, p property) {
	if c, ok := legacyColour(a.Val); ok {
		hint(s, markup(n, a), p, value{colour: c}, p == propColor, false)
	}
}

// markup is the tag of n with one attribute, as a Reason quotes it.
func markup(n *html.Node, a html.Attribute) string {
	if a.Val == "" {
		return "<" + n.Data + " " + a.Key + ">"
	}
	return "<" + n.Data + " " + a.Key + `="` + excerpt(a.Val) + `">`
}
