package sight

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// hints adds to s what attributes other than style say about looks: WHATWG
// HTML §15.3 and §15.4. They give way to every style rule.
func hints(s *style, n *html.Node) {
	if _, open := dom.Attr(n, "open"); n.Data == "dialog" && !open {
		s.hint(declaration{property: "display", value: value{word: "none"}, hides: true, text: "<dialog>"})
	}
	for _, a := range n.Attr {
		if d, ok := hintOf(n, a); ok {
			if d.property == "display" {
				a.Val = ""
			}
			d.text = markup(n, a)
			s.hint(d)
		}
	}
}

func (s *style) hint(d declaration) {
	s.apply(applied{declaration: &d, rank: rank(false, originHint, 0, 0)}, d.unsure)
}

// hintOf is the declaration that attribute a of n comes to, if it is one.
func hintOf(n *html.Node, a html.Attribute) (d declaration, ok bool) {
	const tables = "body table thead tbody tfoot tr td th"
	switch a.Key {
	case "hidden":
		if strings.EqualFold(a.Val, "until-found") {
			return declaration{property: "content-visibility", value: value{word: "hidden"}, hides: true, unsure: true}, true
		}
		return declaration{property: "display", value: value{word: "none"}, hides: true}, true
	case "popover":
		return declaration{property: "display", value: value{word: "none"}, hides: true, unsure: true}, true
	case "width", "height":
		v, ok := dimension(a.Val)
		ok = ok && dom.IsOneOf(n.Data, "canvas embed iframe img marquee object svg video")
		return declaration{property: a.Key, value: v, hides: hidingLength(a.Key, v)}, ok
	case "color", "text":
		c, ok := legacyColour(a.Val)
		ok = ok && (a.Key == "color" && n.Data == "font" || a.Key == "text" && n.Data == "body")
		return declaration{property: "color", value: value{colour: c}, hides: true}, ok
	case "bgcolor":
		c, ok := legacyColour(a.Val)
		return declaration{property: "background-color", value: value{colour: c}}, ok && dom.IsOneOf(n.Data, tables+" marquee")
	case "background":
		return declaration{property: "background-image", value: value{word: "some"}}, a.Val != "" && dom.IsOneOf(n.Data, tables)
	}
	return declaration{}, false
}

// mayHide reports whether attribute a of n is a hint that may hide it.
func mayHide(n *html.Node, a html.Attribute) bool {
	d, ok := hintOf(n, a)
	return ok && d.hides
}

// dimension reads a number of pixels, or per cent: WHATWG HTML §2.3.4.4.
func dimension(text string) (value, bool) {
	text = strings.TrimLeft(text, " \t\n\f\r+")
	end := strings.IndexFunc(text+";", func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
	size, err := strconv.ParseFloat(text[:end], 64)
	if strings.HasPrefix(text[end:], "%") {
		return value{number: size, unit: unitPercent}, err == nil
	}
	return pixels(size), err == nil
}

// markup is the tag of n with one attribute, as a Reason quotes it.
func markup(n *html.Node, a html.Attribute) string {
	if a.Val == "" {
		return "<" + n.Data + " " + a.Key + ">"
	}
	return "<" + n.Data + " " + a.Key + `="` + excerpt(a.Val) + `">`
}
