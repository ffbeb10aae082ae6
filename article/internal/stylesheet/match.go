package stylesheet

import (
	"strings"

	"golang.org/x/net/html"
)

// A Matcher tries rules on elements, for as long as its budget lasts.
type Matcher struct {
	Budget int // of steps, some 25 ns each: a step compares the names of one element with those in a selector
}

// Spent reports whether nothing more is tried.
func (m *Matcher) Spent() bool { return m.Budget < 0 }

func (m *Matcher) matches(r *Rule, n *html.Node, inside func() *NameSet) bool {
	if r.around != (NameSet{}) {
		m.Budget--
		if !inside().holds(&r.around) {
			return false
		}
	}
	return m.chain(r.selector.chain, n) && !m.Spent()
}

// chain follows a selector from its end, back and forth, within the budget.
func (m *Matcher) chain(chain []compound, n *html.Node) bool {
	last := len(chain) - 1
	c := &chain[last]
	m.Budget--
	if m.Spent() || !m.compound(c, n) {
		return false
	}
	switch c.before {
	case 0:
		return true
	case ' ':
		for p := n.Parent; p != nil && p.Type == html.ElementNode; p = p.Parent {
			if m.chain(chain[:last], p) {
				return true
			}
		}
	case '>':
		return n.Parent != nil && n.Parent.Type == html.ElementNode && m.chain(chain[:last], n.Parent)
	default:
		for s := n.PrevSibling; s != nil && !m.Spent(); s = s.PrevSibling {
			m.Budget--
			if s.Type != html.ElementNode {
				continue
			}
			if m.chain(chain[:last], s) {
				return true
			}
			if c.before == '+' {
				return false
			}
		}
	}
	return false
}

func (m *Matcher) compound(c *compound, n *html.Node) bool {
	if !m.named(c, n) || c.test != nil && !m.test(c, n) {
		return false
	}
	for i := range c.lists {
		m.Budget--
		if m.anyOf(c.lists[i].members, n) == c.lists[i].not {
			return false
		}
	}
	return true
}

func (m *Matcher) anyOf(list []selector, n *html.Node) bool {
	for i := range list {
		if m.chain(list[i].chain, n) {
			return true
		}
	}
	return false
}

// named reports whether n has the type, id and classes of c.
func (m *Matcher) named(c *compound, n *html.Node) bool {
	if c.tag != "" && c.tag != n.Data {
		return false
	}
	if c.id == "" && len(c.classes) == 0 {
		return true
	}
	m.Budget -= len(n.Attr) / 8
	id, classes := c.id == "", len(c.classes) == 0
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "id":
			id = id || a.Val == c.id
		case "class":
			classes = classes || m.hasWords(a.Val, c.classes)
		}
	}
	return id && classes
}

func (m *Matcher) hasWords(list string, words []string) bool {
	for _, w := range words {
		if !m.hasWord(list, w) {
			return false
		}
	}
	return true
}

// hasWord reports whether word is one of those in list.
func (m *Matcher) hasWord(list, word string) bool {
	m.Budget -= len(list) / 256
	for from := 0; ; {
		i := strings.Index(list[from:], word)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(word)
		if (start == 0 || isSpace(list[start-1])) && (end == len(list) || isSpace(list[end])) {
			return true
		}
		from = end
	}
}

// test has Cascadia look at n. Long selectors, long attributes and many
// siblings are read from end to end, and cost accordingly.
func (m *Matcher) test(c *compound, n *html.Node) bool {
	m.Budget -= 4 + len(c.rest)/4 + len(n.Attr)/8
	for i := range n.Attr {
		m.Budget -= len(n.Attr[i].Val) / 256
	}
	if c.looks {
		m.Budget -= (children(n.Parent) + children(n)) / 8
	}
	return !m.Spent() && c.test.Match(n)
}

func children(n *html.Node) (count int) {
	if n == nil {
		return 0
	}
	for range n.ChildNodes() {
		count++
	}
	return count
}
