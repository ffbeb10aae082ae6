package sight

import (
	"strings"

	"github.com/andybalholm/cascadia"
)

// A selector is a chain of compounds, cut at its combinators. Cascadia judges
// each compound; the walk along the chain is ours, because it must not take
// long on any input.
type selector struct {
	chain []compound // the last is what the rule is about
	heavy uint32     // specificity, eight bits to each of its three parts

	unsure  bool // matches in some state only, as with :checked
	passing bool // that state is one like :hover: what is hidden in it is seen before
	unknown bool // cannot be followed; only its last compound's names are in chain
	invalid bool // no browser takes it, or not every one
	never   bool // is about a pseudo-element, or can match nothing
}

// A compound is a run of simple selectors without combinator. Its names are
// compared here, which settles most; the rest is Cascadia's.
type compound struct {
	tag     string // its type, lower-case
	id      string // decoded, as are the classes
	classes []string
	rest    string // what is no name: attributes, pseudo-classes, a second id
	text    string // all of it, as Cascadia reads it
	weight  string // the part of text that has specificity
	before  byte   // the combinator on its left; 0 if there is none
	looks   bool   // at its siblings, which takes time
	test    cascadia.Sel
}

const (
	maxCompounds = 32
	maxInside    = 4 // :not() in :is() in …
)

// A selectorReader cuts a selector into compounds.
type selectorReader struct {
	s       string
	i       int
	inside  int        // how many :not() and :is() deep
	negated bool       // by an odd number of :not()
	left    []compound // what an :is() in the compound being read has on its left
	result  selector
}

// readSelector reads one selector of a group, without comments.
func readSelector(text string) selector {
	r := selectorReader{s: strings.TrimSpace(text)}
	r.result.chain = make([]compound, 0, min(1+strings.Count(r.s, " "), 4))
	r.complex()
	return r.result
}

// fail marks the selector as one that no browser takes.
func (r *selectorReader) fail() { r.result.invalid, r.result.never = true, true }

func (r *selectorReader) peek() byte {
	if r.i < len(r.s) {
		return r.s[r.i]
	}
	return 0
}

// complex reads compounds and combinators to the end.
func (r *selectorReader) complex() {
	for before := byte(0); ; {
		c, ok := r.compound()
		if !ok {
			r.fail()
			return
		}
		if n := len(r.result.chain); n == maxCompounds {
			r.result.unknown = true
			r.result.chain = r.result.chain[:n-1]
		}
		r.add(c, before)
		if before = r.combinator(); before == 0 {
			return
		}
	}
}

// add puts c behind the chain, with before between them. The left of an :is()
// goes between the two, which is exact only if there is nothing else.
func (r *selectorReader) add(c compound, before byte) {
	if len(r.left) == 0 {
		c.before = before
	} else { // c.before is that of the :is()
		r.left[0].before = before
		if before != 0 && before != ' ' || len(r.result.chain)+len(r.left) > maxCompounds {
			r.result.unknown = true
		}
		r.result.chain = append(r.result.chain, r.left...)
	}
	r.result.chain = append(r.result.chain, c)
}

// combinator passes over white space and a combinator, 0 at the end.
func (r *selectorReader) combinator() byte {
	c := byte(0)
	for ; r.i < len(r.s); r.i++ {
		switch b := r.s[r.i]; b {
		case ' ', '\t', '\n', '\f', '\r':
			if c == 0 {
				c = ' '
			}
		case '>', '+', '~':
			if c != 0 && c != ' ' {
				r.fail()
			}
			c = b
		default:
			return c
		}
	}
	if c != ' ' && c != 0 {
		r.fail()
	}
	return 0
}

// compound reads simple selectors up to a combinator or the end. It is not ok
// if there is none, or something that is no CSS.
func (r *selectorReader) compound() (c compound, ok bool) {
	start := r.i
	r.left = nil
	if r.peek() == '*' {
		r.i++
	} else {
		c.tag = cssName(r.identifier())
	}
	c.text = r.s[start:r.i]
	c.weight = c.text
	for {
		from := r.i
		switch sign := r.peek(); sign {
		case '#', '.':
			r.i++
			name := r.identifier()
			if name == "" {
				return c, false
			}
			c.name(r.s[from:r.i], decodeEscapes(name))
			r.copy(&c, start, from)
		case '[':
			if !r.attribute() {
				return c, false
			}
			c.rest += r.s[from:r.i]
			r.copy(&c, start, from)
		case ':':
			if !r.pseudo(&c) {
				return c, false
			}
		case 0, ' ', '\t', '\n', '\f', '\r', '>', '+', '~':
			return c, r.i > start
		default:
			return c, false
		}
	}
}

// copy adds what was read since from to the text of c.
func (r *selectorReader) copy(c *compound, start, from int) {
	if r.s[start:from] == c.text && c.text == c.weight {
		c.text = r.s[start:r.i]
		c.weight = c.text
		return
	}
	c.text += r.s[from:r.i]
	c.weight += r.s[from:r.i]
}

// name remembers an id or a class, given as written and decoded.
func (c *compound) name(written, name string) {
	switch {
	case written[0] == '.':
		c.classes = append(c.classes, name)
	case c.id == "":
		c.id = name
	default:
		c.rest += written
	}
}

// identifier reads a name, escapes and all: CSS Syntax 3 §4.3.11.
func (r *selectorReader) identifier() string {
	start := r.i
	if r.peek() == '-' {
		r.i++
	}
	if c := r.peek(); !isNameStart(c) && c != '-' && c != '\\' || c == '-' && r.i == start {
		r.i = start
		return ""
	}
	for r.i < len(r.s) {
		switch c := r.s[r.i]; {
		case c == '\\' && r.i+1 < len(r.s) && r.s[r.i+1] != '\n':
			_, length := escape(r.s[r.i:])
			r.i += length
		case isNameStart(c), isDigit(c), c == '-':
			r.i++
		default:
			return r.s[start:r.i]
		}
	}
	return r.s[start:r.i]
}

func isNameStart(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

// attribute passes over an attribute selector. The operators "!=" and "#=" are
// Cascadia's own.
func (r *selectorReader) attribute() bool {
	for r.i++; r.i < len(r.s); r.i++ {
		switch r.s[r.i] {
		case '\\':
			r.i++
		case '"', '\'':
			r.i = stringEnd(r.s, r.i) - 1
		case '!', '#', '[':
			return false
		case ']':
			r.i++
			return true
		}
	}
	return false
}

// compile has Cascadia read the chain and says what the selector weighs. What
// it rejects is followed by name only.
func (s *selector) compile() {
	sum := cascadia.Specificity{}
	for i := range s.chain {
		weight, ok := s.chain[i].compile()
		s.unknown = s.unknown || !ok
		sum = sum.Add(weight)
	}
	if s.unknown {
		s.keepNames()
	}
	for _, part := range sum {
		s.heavy = s.heavy<<8 | uint32(min(part, 255))
	}
}

func (c *compound) compile() (weight cascadia.Specificity, ok bool) {
	weight = cascadia.Specificity{count(c.id), len(c.classes), count(c.tag)}
	if c.rest != "" {
		test, err := cascadia.Parse(c.rest)
		if err != nil {
			return weight, false
		}
		c.test = test
		weight = weight.Add(test.Specificity())
	}
	if c.weight == c.text {
		return weight, true
	}
	weigher, err := cascadia.Parse(orAll(c.weight))
	if err != nil {
		return weight, false
	}
	return weigher.Specificity(), true
}

func count(name string) int {
	if name == "" {
		return 0
	}
	return 1
}

func orAll(text string) string {
	if text == "" {
		return "*"
	}
	return text
}

// keepNames reduces a selector that cannot be followed to the type, id and
// classes of what it is about. Without any it says nothing.
func (s *selector) keepNames() {
	s.unknown, s.unsure, s.never = true, true, true
	if n := len(s.chain); n > 0 {
		last := s.chain[n-1]
		s.chain = []compound{{tag: last.tag, id: last.id, classes: last.classes}}
		s.never = last.tag == "" && last.id == "" && len(last.classes) == 0
	}
}
