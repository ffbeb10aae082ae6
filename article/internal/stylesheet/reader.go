package stylesheet

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// A reader goes through a style sheet or a style attribute by the rules of CSS
// Syntax 3 §5, with all that they say about errors: what a browser drops must
// not count, neither to hide nor to show.
type reader struct {
	sheet  *Sheet
	keep   func(*Block)
	inline bool // it is a style attribute: there are no blocks

	input      *parse.Input
	lexer      *css.Lexer
	source     string
	kind       css.TokenType // of the current token
	start, end int           // its place in source
	around     nesting       // of the component being passed over

	room   int // for tokens of the value being read
	tokens []token
	terms  []Term
	drafts []*Block // to use again
}

// open begins to read source.
func (r *reader) open(source string) {
	r.source, r.start, r.end = source, 0, 0
	r.input = parse.NewInputString(source)
	r.lexer = css.NewLexer(r.input)
	r.tokens, r.terms = r.tokens[:0], r.terms[:0]
	r.next()
}

// current is the current token, as written.
func (r *reader) current() string { return r.source[r.start:r.end] }

// next goes to the token after the current one and past any comments.
func (r *reader) next() {
	if r.room > 0 {
		r.room--
		r.tokens = append(r.tokens, token{r.kind, r.current()})
	}
	for {
		kind, data := r.lexer.Next()
		r.kind, r.start = kind, r.end
		r.end += len(data)
		if kind != css.CommentToken {
			return
		}
	}
}

// component passes over one component value: a token, or a block or function
// to its end. What closes nothing is inside like anything else.
func (r *reader) component() {
	r.around = r.around[:0]
	for r.kind != css.ErrorToken {
		r.around.pass(r.kind)
		r.next()
		if len(r.around) == 0 {
			return
		}
	}
}

// skipPlain goes to the end of a declaration that is not wanted, if there is
// nothing in it that needs a closer look. (Most are such: the lexer would take
// a sixth of the time that all of the visibility takes.)
func (r *reader) skipPlain() {
	switch r.kind {
	case css.WhitespaceToken, css.IdentToken, css.HashToken, css.NumberToken, css.DimensionToken, css.PercentageToken:
	default:
		return
	}
	length := strings.IndexAny(r.source[r.end:], `;}{(["'\/`)
	if length < 0 || r.source[r.end+length] != ';' && r.source[r.end+length] != '}' {
		return
	}
	r.input.Move(length)
	r.input.Skip()
	r.end += length
	r.next()
}
