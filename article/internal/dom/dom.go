// Package dom holds what package article and those below it know of HTML nodes,
// which come from x/net/html, and of names.
package dom

import (
	"strings"

	"golang.org/x/net/html"
)

// IsBlank reports whether s holds nothing but what HTML takes for white space,
// and NUL, which the parser drops.
func IsBlank(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ' ', '\t', '\n', '\f', '\r', 0:
		default:
			return false
		}
	}
	return true
}

// Attr is the value of n's attribute key, which is lower-case, and whether n
// has it.
func Attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

// IsBlockElement lists the elements that WHATWG HTML §15.3 does not display
// inline, and those that stand for themselves.
func IsBlockElement(name string) bool {
	switch name {
	case "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "col", "colgroup",
		"dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
		"form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html",
		"iframe", "legend", "li", "listing", "main", "marquee", "menu", "meta", "nav", "noframes", "noscript",
		"ol", "optgroup", "option", "p", "plaintext", "pre", "script", "search", "section", "select", "style",
		"summary", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "title", "tr", "ul", "xmp":
		return true
	}
	return false
}

// IsOneOf reports whether name stands in list, between blanks.
func IsOneOf(name, list string) bool {
	for list != "" {
		first, rest, _ := strings.Cut(list, " ")
		if first == name {
			return true
		}
		list = rest
	}
	return false
}
