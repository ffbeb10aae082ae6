package stylesheet

import (
	"math"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// A Term is one component of a value.
type Term struct {
	Kind  css.TokenType
	Text  string // as written; in lower case, escapes decoded, if it is a word, a number with its unit, or the name of a function
	inner []token
}

// Inner are the terms between the parentheses of a function.
func (t Term) Inner() []Term { return appendTerms(nil, t.inner) }

// Arguments are the inner terms that are no commas or slashes.
func (t Term) Arguments() []Term {
	kept := t.Inner()
	n := 0
	for _, t := range kept {
		if t.Kind != css.CommaToken && t.Kind != css.DelimToken {
			kept[n] = t
			n++
		}
	}
	return kept[:n]
}

// Number reads the number at the start of a term and the unit behind it, which
// may be "%" or empty.
func (t Term) Number() (n float64, unit string, ok bool) {
	switch t.Kind {
	case css.NumberToken, css.PercentageToken, css.DimensionToken:
	default:
		return 0, "", false
	}
	end := parse.Number([]byte(t.Text))
	n, err := strconv.ParseFloat(t.Text[:end], 64)
	if err != nil && !math.IsInf(n, 0) {
		return 0, "", false
	}
	return n, t.Text[end:], true
}

// appendTerms cuts tokens into components; white space goes.
func appendTerms(to []Term, tokens []token) []Term {
	for i := 0; i < len(tokens); i++ {
		t := Term{Kind: tokens[i].kind, Text: tokens[i].text}
		switch t.Kind {
		case css.WhitespaceToken:
			continue
		case css.IdentToken, css.DimensionToken, css.HashToken:
			t.Text = Name(t.Text)
		case css.CustomPropertyNameToken:
			t.Text = decodeEscapes(t.Text)
		case css.FunctionToken:
			t.Text = Name(strings.TrimSuffix(t.Text, "("))
			length, closed := componentEnd(tokens[i:])
			i += length - 1
			t.inner = tokens[i+2-length : i+1]
			if closed {
				t.inner = t.inner[:len(t.inner)-1]
			}
		}
		to = append(to, t)
	}
	return to
}
