package stylesheet

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// A token is one token of CSS, as written.
type token struct {
	kind css.TokenType
	text string
}

// tokensOf cuts s into tokens. Comments go.
func tokensOf(s string) []token {
	lexer := css.NewLexer(parse.NewInputString(s))
	var all []token
	for {
		kind, data := lexer.Next()
		if kind == css.ErrorToken {
			return all
		}
		if kind != css.CommentToken {
			all = append(all, token{kind, s[:len(data)]})
		}
		s = s[len(data):]
	}
}

func join(tokens []token) string {
	if len(tokens) == 1 {
		return tokens[0].text
	}
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.text)
	}
	return b.String()
}

// A nesting is what closes the functions, parentheses, brackets and braces that
// are open, innermost last.
type nesting []css.TokenType

// pass goes past one token. What closes nothing is inside like anything else.
func (n *nesting) pass(kind css.TokenType) {
	switch kind {
	case css.FunctionToken, css.LeftParenthesisToken:
		*n = append(*n, css.RightParenthesisToken)
	case css.LeftBracketToken:
		*n = append(*n, css.RightBracketToken)
	case css.LeftBraceToken:
		*n = append(*n, css.RightBraceToken)
	default:
		if last := len(*n) - 1; last >= 0 && kind == (*n)[last] {
			*n = (*n)[:last]
		}
	}
}

// componentEnd is behind the component value at the start of tokens: a token,
// or a function or what is in brackets. If that is never closed, it is their end.
func componentEnd(tokens []token) (end int, closed bool) {
	var around nesting
	for i, t := range tokens {
		if around.pass(t.kind); len(around) == 0 {
			return i + 1, true
		}
	}
	return len(tokens), false
}

// splitAtCommas cuts at the commas that are not inside anything.
func splitAtCommas(tokens []token) [][]token {
	var list [][]token
	var around nesting
	start := 0
	for i, t := range tokens {
		around.pass(t.kind)
		if t.kind == css.CommaToken && len(around) == 0 {
			list = append(list, tokens[start:i])
			start = i + 1
		}
	}
	return append(list, tokens[start:])
}

// trim takes off white space.
func trim(tokens []token) []token {
	for len(tokens) > 0 && tokens[0].kind == css.WhitespaceToken {
		tokens = tokens[1:]
	}
	return trimRight(tokens)
}

func trimRight(tokens []token) []token {
	for len(tokens) > 0 && tokens[len(tokens)-1].kind == css.WhitespaceToken {
		tokens = tokens[:len(tokens)-1]
	}
	return tokens
}
