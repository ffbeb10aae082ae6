package sight

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// A stylesheet is what the <style> elements of an article say about being
// seen, in order of appearance.
type stylesheet struct {
	blocks     []*styleBlock
	layers     map[string]uint8
	selectors  int             // in blocks
	order      uint32          // of the block that was begun last
	variables  map[string]bool // the custom properties that somewhere hold a word that hides
	imports    bool            // there are style sheets elsewhere
	attributes *styleReader    // of style attributes
	full       bool            // there was more than anybody writes; the rest was left out
}

// Bounds on what is kept and followed. Of 327 real pages the largest has 4,257
// selectors that matter and 101 to a group, and nests blocks five deep.
const (
	maxSelectors = 20_000 // of rules that can hide or show
	maxNesting   = 32     // blocks inside blocks
	maxGroup     = 512    // selectors that a nested rule may multiply into
	maxTokens    = 256    // of one value
	maxLayers    = 254
	noLayer      = 255 // wins over every layer
)

// A cssToken is one token, as written.
type cssToken struct {
	kind css.TokenType
	text string
}

// A styleReader reads a style sheet or a style attribute by the rules of CSS
// Syntax 3 §5, with all that they say about errors: what a browser drops must
// not count here, neither to hide nor to show.
type styleReader struct {
	input      *parse.Input
	lexer      *css.Lexer
	source     string
	kind       css.TokenType // of the current token
	start, end int           // its place in source
	sheet      *stylesheet
	inline     bool // it is a style attribute: there are no blocks

	collect  bool // tokens into value
	value    []cssToken
	terms    []term
	declarer declarer
	closers  []css.TokenType
	drafts   []*styleBlock // to use again
}

// open begins to read source.
func (r *styleReader) open(source string) {
	r.source, r.start, r.end = source, 0, 0
	r.input = parse.NewInputString(source)
	r.lexer = css.NewLexer(r.input)
	r.next()
}

// next goes to the token after the current one and past any comments.
func (r *styleReader) next() {
	if r.collect && len(r.value) <= maxTokens {
		r.value = append(r.value, cssToken{r.kind, r.source[r.start:r.end]})
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
func (r *styleReader) component() {
	r.closers = r.closers[:0]
	for {
		n := len(r.closers)
		switch r.kind {
		case css.ErrorToken:
			return
		case css.FunctionToken, css.LeftParenthesisToken:
			r.closers = append(r.closers, css.RightParenthesisToken)
		case css.LeftBracketToken:
			r.closers = append(r.closers, css.RightBracketToken)
		case css.LeftBraceToken:
			r.closers = append(r.closers, css.RightBraceToken)
		default:
			if n > 0 && r.kind == r.closers[n-1] {
				r.closers = r.closers[:n-1]
			}
		}
		r.next()
		if len(r.closers) == 0 {
			return
		}
	}
}

// A scope is what stands around the rule being read.
type scope struct {
	block     *styleBlock // that declarations go into; nil outside style rules
	selectors *ruleGroup  // of the style rule around, for nested ones
	condition string      // the innermost at-rule that may or may not apply
	layer     string      // dotted
	depth     int
}

// A ruleGroup is the prelude of a style rule. It is cut into selectors when
// the rule turns out to matter.
type ruleGroup struct {
	prelude string
	outer   *ruleGroup // of the style rule around it, or nil
	list    []string
}

// attribute reads a style attribute.
func (s *stylesheet) attribute(style string) *styleBlock {
	block := &styleBlock{}
	if s.attributes == nil {
		s.attributes = &styleReader{sheet: s, inline: true}
	}
	s.attributes.open(style)
	s.attributes.items(scope{block: block})
	return block
}

// read adds the rules of one <style> element with such a media attribute.
func (s *stylesheet) read(source, media string) {
	applies := mediaApply(media)
	if applies == never {
		return
	}
	around := scope{}
	if applies == perhaps {
		around.condition = "@media " + plainCSS(media)
	}
	r := &styleReader{sheet: s}
	r.open(source)
	for r.kind != css.ErrorToken && !s.full {
		switch r.kind {
		case css.WhitespaceToken, css.CDOToken, css.CDCToken:
			r.next()
		case css.AtKeywordToken:
			r.atRule(around)
		default:
			r.rule(around)
		}
	}
}

// items reads the content of a block up to its "}", which it leaves.
func (r *styleReader) items(s scope) {
	for {
		switch r.kind {
		case css.ErrorToken:
			return
		case css.RightBraceToken:
			if !r.inline {
				return
			}
			r.item(s) // in an attribute nothing is open
		case css.WhitespaceToken, css.SemicolonToken:
			r.next()
		case css.AtKeywordToken:
			r.atRule(s)
		default:
			r.item(s)
		}
	}
}

// item reads one declaration or nested rule.
func (r *styleReader) item(s scope) {
	start, name := r.start, r.kind == css.IdentToken
	custom := r.kind == css.CustomPropertyNameToken
	var read func(*declarer)
	if name && s.block != nil {
		read = readerOf(cssName(r.source[r.start:r.end]))
	}
	nameEnd := r.end
	r.component()
	for r.kind == css.WhitespaceToken {
		r.next()
	}
	isDeclaration := (name || custom) && r.kind == css.ColonToken
	if isDeclaration {
		r.next()
	}
	r.value, r.collect = r.value[:0], read != nil && isDeclaration
	if isDeclaration && read == nil && !custom {
		r.skipPlain()
	}
	from := r.start
	for {
		switch {
		case r.kind == css.LeftBraceToken && !custom && !r.inline:
			r.collect = false
			r.block(s, r.source[start:r.start])
			return
		case r.kind == css.SemicolonToken, r.kind == css.ErrorToken, r.kind == css.RightBraceToken && !r.inline:
			if r.collect {
				r.collect = false
				r.declare(s.block, r.source[start:nameEnd], r.source[from:r.start], read)
			} else if custom && isDeclaration {
				r.sheet.setVariable(r.source[start:nameEnd], r.source[from:r.start])
			}
			return
		}
		r.component()
	}
}

// skipPlain goes to the end of a declaration that says nothing here, if there
// is nothing in it that needs a closer look.
func (r *styleReader) skipPlain() {
	switch r.kind {
	case css.WhitespaceToken, css.IdentToken, css.HashToken, css.NumberToken, css.DimensionToken, css.PercentageToken:
	default:
		return
	}
	for i := r.end; i < len(r.source); i++ {
		switch r.source[i] {
		case ';', '}':
			r.input.Move(i - r.end)
			r.input.Skip()
			r.end = i
			r.next()
			return
		case '{', '(', '[', '"', '\'', '\\', '/':
			return
		}
	}
}

// setVariable remembers a custom property that could hide by a var().
func (s *stylesheet) setVariable(name, written string) {
	if len(written) > maxQuote || !isOneOf(cssName(plainCSS(written)), hidingWords) {
		return
	}
	if s.variables == nil {
		s.variables = map[string]bool{}
	}
	s.variables[decodeEscapes(name)] = true
}

// declare hands the collected value to the reader of its property.
func (r *styleReader) declare(block *styleBlock, name, written string, read func(*declarer)) {
	if len(r.value) > maxTokens {
		return
	}
	value, important, valid := withoutImportance(r.value)
	if !valid {
		return
	}
	if important {
		written = written[:strings.LastIndexByte(written, '!')]
	}
	r.terms = appendTerms(r.terms[:0], value)
	r.declarer = declarer{block: block, terms: r.terms, draft: declaration{important: important, name: name, text: written}}
	read(&r.declarer)
}

// withoutImportance takes "!important" from the end of a value. A "!" anywhere
// else, and a brace, make the declaration invalid.
func withoutImportance(value []cssToken) (rest []cssToken, important, valid bool) {
	rest = trimRight(value)
	if n := len(rest) - 1; n > 0 && rest[n].kind == css.IdentToken && cssName(rest[n].text) == "important" {
		if before := trimRight(rest[:n]); len(before) > 0 && before[len(before)-1].text == "!" {
			rest, important = before[:len(before)-1], true
		}
	}
	for _, t := range rest {
		if t.text == "!" || t.kind == css.LeftBraceToken || t.kind == css.RightBraceToken {
			return nil, false, false
		}
	}
	return rest, important, true
}

func trimRight(tokens []cssToken) []cssToken {
	for len(tokens) > 0 && tokens[len(tokens)-1].kind == css.WhitespaceToken {
		tokens = tokens[:len(tokens)-1]
	}
	return tokens
}

// rule reads a style rule outside of any other, where neither ";" nor "}" ends
// what stands before its block.
func (r *styleReader) rule(s scope) {
	start := r.start
	for r.kind != css.LeftBraceToken {
		if r.kind == css.ErrorToken {
			return
		}
		r.component()
	}
	r.block(s, r.source[start:r.start])
}

// block reads the block of a style rule, whose "{" is the current token.
func (r *styleReader) block(s scope, prelude string) {
	if s.depth >= maxNesting {
		r.sheet.full = true
		r.component()
		return
	}
	s.selectors = &ruleGroup{prelude: prelude, outer: s.selectors}
	r.next()
	r.declarations(s)
	if r.kind == css.RightBraceToken {
		r.next()
	}
}

// declarations reads the inside of a block, and keeps it if it matters.
func (r *styleReader) declarations(s scope) {
	s.depth++
	if s.selectors == nil {
		r.items(s)
		return
	}
	r.sheet.order++
	draft := r.draft() // most rules set nothing that matters here
	draft.order = r.sheet.order
	s.block = draft
	r.items(s)
	if len(draft.declarations) > 0 {
		r.sheet.keep(*draft, s)
	}
	r.drafts = append(r.drafts, draft)
}

// draft is an empty block.
func (r *styleReader) draft() *styleBlock {
	n := len(r.drafts) - 1
	if n < 0 {
		return &styleBlock{}
	}
	draft := r.drafts[n]
	r.drafts = r.drafts[:n]
	draft.declarations = draft.declarations[:0]
	return draft
}

func (s *stylesheet) keep(b styleBlock, around scope) {
	b.declarations = slices.Clone(b.declarations)
	b.selectors = around.selectors.selectors(s)
	b.condition, b.unsure = around.condition, around.condition != ""
	b.layer = s.layer(around.layer)
	s.selectors += len(b.selectors)
	if s.selectors > maxSelectors {
		s.full = true
		return
	}
	s.blocks = append(s.blocks, &b)
}

// layer numbers the cascade layers in the order in which they are first named:
// CSS Cascading 5 §6.4.
func (s *stylesheet) layer(name string) uint8 {
	if name == "" {
		return noLayer
	}
	n, known := s.layers[name]
	if !known {
		if s.layers == nil {
			s.layers = map[string]uint8{}
		}
		n = uint8(min(len(s.layers), maxLayers))
		s.layers[name] = n
	}
	return n
}
