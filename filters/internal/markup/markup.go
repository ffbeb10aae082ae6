// Package markup holds what filters ask of HTML beside package article: of
// nodes from x/net/html and of the source of an article.
package markup

import (
	"strings"

	"golang.org/x/net/html"
)

// Attr is the value of n's attribute key, which is lower-case; empty if n does
// not have it.
func Attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// EndOfBody is where the last </body> of source stands or, without one, the
// first </html>; the end of source if it has neither.
func EndOfBody(source string) int {
	found := len(source)
	for i := strings.LastIndex(source, "</"); i >= 0; i = strings.LastIndex(source[:i], "</") {
		switch strings.ToLower(source[i+2 : min(i+6, len(source))]) {
		case "body":
			return i
		case "html":
			found = i
		}
	}
	return found
}
