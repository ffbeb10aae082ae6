package stylesheet

import (
	"slices"

	"github.com/andybalholm/cascadia"
	"github.com/tdewolff/parse/v2/css"
)

// A selector is a chain of compounds, cut at its combinators. What cannot be
// followed is left out: then it matches too much, and is unsure.
type selector struct {
	chain  []compound // the last is what the rule is about
	weight uint32     // specificity, ten bits to each of its three parts

	unsure  bool // matches in some state only, or not at all
	passing bool // that state is one like :hover: what is hidden in it is seen before
	invalid bool // no browser takes it, or not every one
	never   bool // is about a pseudo-element, or can match nothing
}

// A compound is a run of simple selectors without combinator. Its names are
// compared here, which settles most.
type compound struct {
	before  byte   // the combinator on its left; 0 if there is none
	tag     string // its type, lower-case
	id      string // decoded, as are the classes
	classes []string
	lists   []selectorList
	rest    string       // attributes, positions, a second id
	test    cascadia.Sel // of rest
	looks   bool         // at its siblings, which takes time
}

// A selectorList is a :not(), or an :is() or :where().
type selectorList struct {
	not     bool
	members []selector
}

// What parts of a selector weigh. maxSelector keeps each below 1,024.
const (
	ofType  = 1
	ofClass = 1 << 10
	ofID    = 1 << 20
)

const (
	maxCompounds = 32
	maxInside    = 4 // :not() in :is() in …
)

// A selectorReader cuts a selector into compounds.
type selectorReader struct {
	tokens []token
	inside int // how many :not() and :is() deep
	result selector
}

// readSelector reads one selector of a group.
func readSelector(tokens []token, inside int) selector {
	r := selectorReader{tokens: trim(tokens), inside: inside}
	r.result.chain = make([]compound, 0, 2)
	for before := byte(0); ; {
		c, ok := r.compound()
		if !ok {
			r.fail()
			return r.result
		}
		if len(r.result.chain) == maxCompounds {
			r.result.chain = r.result.chain[1:]
			r.result.unsure = true
		}
		c.before = before
		r.result.chain = append(r.result.chain, c)
		if before = r.combinator(); before == 0 {
			r.result.chain[0].before = 0
			r.result.never = r.result.never || r.result.unsure && c.isBare()
			return r.result
		}
	}
}

// fail marks the selector as one that no browser takes.
func (r *selectorReader) fail() { r.result.invalid, r.result.never = true, true }

// peek is the next token; at the end its kind is ErrorToken.
func (r *selectorReader) peek() token {
	if len(r.tokens) == 0 {
		return token{}
	}
	return r.tokens[0]
}

// next passes over one component value.
func (r *selectorReader) next() (passed []token, closed bool) {
	end, closed := componentEnd(r.tokens)
	passed, r.tokens = r.tokens[:end], r.tokens[end:]
	return passed, closed
}

// combinator passes over white space and a combinator, 0 at the end.
func (r *selectorReader) combinator() byte {
	c := byte(0)
	for ; len(r.tokens) > 0; r.tokens = r.tokens[1:] {
		switch t := r.peek(); {
		case t.kind == css.WhitespaceToken:
			c = max(c, ' ')
		case t.text == ">" || t.text == "+" || t.text == "~":
			if c > ' ' {
				r.fail()
			}
			c = t.text[0]
		case c == 0:
			r.fail()
			return 0
		default:
			return c
		}
	}
	if c != 0 {
		r.fail()
	}
	return 0
}

// compound reads simple selectors. It is not ok if there is none, or something
// that is no CSS.
func (r *selectorReader) compound() (c compound, ok bool) {
	before := len(r.tokens)
	switch t := r.peek(); {
	case t.text == "*":
		r.next()
	case t.kind == css.IdentToken:
		c.tag = Name(t.text)
		r.result.weight += ofType
		r.next()
	}
	for ok = true; ok; {
		switch t := r.peek(); {
		case t.kind == css.HashToken:
			ok = r.id(&c)
		case t.text == ".":
			ok = r.class(&c)
		case t.kind == css.LeftBracketToken:
			ok = r.attribute(&c)
		case t.kind == css.ColonToken:
			ok = r.pseudo(&c)
		default:
			r.compile(&c)
			return c, len(r.tokens) < before
		}
	}
	return c, false
}

// compile has Cascadia read what is left to it.
func (r *selectorReader) compile(c *compound) {
	if c.rest == "" {
		return
	}
	test, err := cascadia.Parse(c.rest)
	if err != nil {
		r.result.unsure = true
		return
	}
	c.test = test
}

func (r *selectorReader) id(c *compound) bool {
	passed, _ := r.next()
	written := passed[0].text
	if c.id == "" {
		c.id = decodeEscapes(written[1:])
	} else {
		c.rest += written
	}
	r.result.weight += ofID
	return !isDigit(written[1])
}

func (r *selectorReader) class(c *compound) bool {
	r.next()
	t := r.peek()
	if t.kind != css.IdentToken && t.kind != css.CustomPropertyNameToken {
		return false
	}
	r.next()
	c.classes = append(c.classes, decodeEscapes(t.text))
	r.result.weight += ofClass
	return true
}

// attribute leaves an attribute selector to Cascadia. The operators "!=" and
// "#=" are its own.
func (r *selectorReader) attribute(c *compound) bool {
	passed, closed := r.next()
	c.rest += join(passed)
	r.result.weight += ofClass
	return closed && !slices.ContainsFunc(passed, func(t token) bool { return t.text == "!" || t.text == "#" })
}

// isBare reports whether c says nothing that could be looked at here.
func (c *compound) isBare() bool {
	return c.tag == "" && c.id == "" && c.classes == nil && c.test == nil && c.lists == nil
}
