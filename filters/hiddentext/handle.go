package hiddentext

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/filters/internal/markup"
)

// hasHandle reports whether something could get hold of n to show it: it has a
// name, data or a role, or reacts to something. Names that stand in known are
// there to hide it and do not count, unless they say what for.
func hasHandle(n *html.Node, known string) bool {
	for _, a := range n.Attr {
		switch {
		case a.Key == "class" || a.Key == "id":
			for name := range strings.FieldsSeq(a.Val) {
				if isTelling(name) || !strings.Contains(known, strings.ToLower(name)) {
					return true
				}
			}
		case a.Key == "role" || a.Key == "tabindex" || strings.HasPrefix(a.Key, "data-") || strings.HasPrefix(a.Key, "aria-"),
			strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "item"), strings.ContainsAny(a.Key, ":@[(-"):
			return true
		}
	}
	return false
}

// isTelling reports whether a name is made of several parts, of which one at
// least is a word: "print-only", "menuClosed". Those that are drawn by lot are
// not.
func isTelling(name string) bool {
	parts, letters, vowels, word := 1, 0, 0, false
	for i, r := range name {
		switch {
		case r == '-' || r == '_' || isCapital(r) && i > 0 && !isCapital(rune(name[i-1])):
			word = word || letters >= 4 && vowels > 0
			parts, letters, vowels = parts+1, 0, 0
		case '0' <= r && r <= '9':
			return false
		}
		if r != '-' && r != '_' {
			letters++
		}
		if strings.ContainsRune("aeiouyAEIOUY", r) {
			vowels++
		}
	}
	return parts > 1 && (word || letters >= 4 && vowels > 0)
}

// labels are the id and the classes of n that are longer than a letter.
func labels(n *html.Node) []string {
	var all []string
	for _, key := range []string{"class", "id"} {
		for label := range strings.FieldsSeq(markup.Attr(n, key)) {
			if len(label) > 1 {
				all = append(all, label)
			}
		}
	}
	return all
}
