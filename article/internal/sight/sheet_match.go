package sight

import (
	"strings"

	"golang.org/x/net/html"
)

// A styleRule is a block with one selector of its group.
type styleRule struct {
	text     string // the selector, as written
	block    *styleBlock
	selector selector
	around   nameSet // of what its element must be inside
	compiled bool
	quoted   bool // text is what String answers
}

// String is the selector as a Reason quotes it.
func (r *styleRule) String() string {
	if !r.quoted {
		r.quoted, r.text = true, excerpt(plainCSS(r.text))
	}
	return r.text
}

// A ruleIndex holds rules by a name that an element must have for them to
// match, so that each element tries few.
type ruleIndex struct {
	byID, byClass, byTag map[string][]*styleRule
	rest                 []*styleRule
	size                 int
}

func newRuleIndex() ruleIndex {
	return ruleIndex{map[string][]*styleRule{}, map[string][]*styleRule{}, map[string][]*styleRule{}, nil, 0}
}

// add puts the rules of a block into the index. One selector that a browser
// does not know makes it drop the whole group (Selectors 4 §3.9).
func (x *ruleIndex) add(b *styleBlock) {
	for _, text := range b.selectors {
		for _, one := range x.distribute(text) {
			r := &styleRule{text: text, block: b, selector: readSelector(one)}
			b.doubtful = b.doubtful || r.selector.invalid
			if !r.selector.never && len(r.selector.chain) > 0 {
				r.around = r.selector.around()
				x.put(r)
			}
		}
	}
}

// distribute is of no use where it makes more rules than anybody writes.
func (x *ruleIndex) distribute(text string) []string {
	if x.size > maxSelectors {
		return []string{text}
	}
	return distribute(text)
}

func (x *ruleIndex) put(r *styleRule) {
	x.size++
	last := r.selector.chain[len(r.selector.chain)-1]
	switch {
	case last.id != "":
		x.byID[last.id] = append(x.byID[last.id], r)
	case len(last.classes) > 0:
		x.byClass[last.classes[0]] = append(x.byClass[last.classes[0]], r)
	case last.tag != "":
		x.byTag[last.tag] = append(x.byTag[last.tag], r)
	default:
		x.rest = append(x.rest, r)
	}
}

// A matcher tries rules on elements, for as long as its budget lasts.
type matcher struct {
	budget   int
	siblings map[*html.Node]int // number of children of a node
}

// Steps that matching may take, of some 25 ns each: a step compares the names
// of one element with those in a selector. Of 327 real pages the worst takes
// 270,000 in all, and 84 for a node.
const (
	leastSteps   = 2 << 20
	stepsPerNode = 64
)

func (m *matcher) spent() bool { return m.budget < 0 }

// each calls yield for the rules in x that match element n, until it says no.
// The names of what n is inside are asked for if a rule wants to know.
func (m *matcher) each(x *ruleIndex, n *html.Node, inside func() *nameSet, yield func(*styleRule) bool) {
	try := func(rules []*styleRule) bool {
		for _, r := range rules {
			if m.spent() {
				return false
			}
			if m.matches(r, n, inside) && !yield(r) {
				return false
			}
		}
		return true
	}
	if !try(x.rest) || !try(x.byTag[n.Data]) {
		return
	}
	for _, a := range n.Attr {
		switch {
		case a.Key == "id" && len(x.byID) > 0:
			if !try(x.byID[a.Val]) {
				return
			}
		case a.Key == "class" && len(x.byClass) > 0:
			for class := range words(a.Val) {
				m.budget--
				if !try(x.byClass[class]) {
					return
				}
			}
		}
	}
}

func (m *matcher) matches(r *styleRule, n *html.Node, inside func() *nameSet) bool {
	if r.around != (nameSet{}) {
		m.budget--
		if !inside().holds(&r.around) {
			return false
		}
	}
	if !r.compiled {
		r.compiled = true
		r.selector.compile()
	}
	return !r.selector.never && m.chain(r.selector.chain, n)
}

// unsure reports whether r may match, or may not, or only at times.
func (r *styleRule) unsure() bool {
	return r.selector.unsure || r.block.unsure || r.block.doubtful
}

// chain follows a selector from its end, back and forth, within the budget.
func (m *matcher) chain(chain []compound, n *html.Node) bool {
	last := len(chain) - 1
	c := &chain[last]
	m.budget--
	if m.spent() || !m.named(c, n) || c.test != nil && !m.test(c, n) {
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
		for s := n.PrevSibling; s != nil && !m.spent(); s = s.PrevSibling {
			m.budget--
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

// named reports whether n has the type, id and class of c.
func (m *matcher) named(c *compound, n *html.Node) bool {
	if c.tag != "" && c.tag != n.Data {
		return false
	}
	if c.id == "" && len(c.classes) == 0 {
		return true
	}
	m.budget -= len(n.Attr) / 8
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

func (m *matcher) hasWords(list string, words []string) bool {
	for _, w := range words {
		if !m.hasWord(list, w) {
			return false
		}
	}
	return true
}

// hasWord reports whether word is one of those in list.
func (m *matcher) hasWord(list, word string) bool {
	m.budget -= len(list) / 256
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
func (m *matcher) test(c *compound, n *html.Node) bool {
	m.budget -= 4 + len(c.rest)/4 + len(n.Attr)/8
	for i := range n.Attr {
		m.budget -= len(n.Attr[i].Val) / 256
	}
	if c.looks {
		m.budget -= m.width(n.Parent) + m.width(n)
	}
	return c.test.Match(n)
}

// width is the number of n's children, in units of one step.
func (m *matcher) width(n *html.Node) int {
	if n == nil {
		return 0
	}
	count, known := m.siblings[n]
	if !known {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			count++
		}
		if m.siblings == nil {
			m.siblings = map[*html.Node]int{}
		}
		m.siblings[n] = count
	}
	return count / 8
}
