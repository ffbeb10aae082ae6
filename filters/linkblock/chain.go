package linkblock

import "golang.org/x/net/html"

// reach is how many containers up two links of one run may have their common
// one: <ul><li><p><a> needs three.
const reach = 4

// A chain is the innermost containers around a link, inline elements left out.
type chain [reach]*html.Node

func chainOf(n *html.Node) chain {
	var c chain
	k := 0
	for n = n.Parent; n != nil && k < reach; n = n.Parent {
		if n.Type == html.ElementNode && !isInline(n.Data) {
			c[k] = n
			k++
		}
	}
	return c
}

// meet is how many containers up a and b have their common one, if they came
// there by elements of the same names; reach if they did not.
func (c *chain) meet(other *chain) int {
	for k := range reach {
		switch {
		case c[k] == nil || other[k] == nil:
			return reach
		case c[k] == other[k]:
			return k
		case c[k].Data != other[k].Data:
			return reach
		}
	}
	return reach
}

// isInline lists the elements that dress words and hold no place of their own.
func isInline(name string) bool {
	switch name {
	case "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins",
		"label", "mark", "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u":
		return true
	}
	return false
}
