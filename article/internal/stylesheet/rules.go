package stylesheet

import "github.com/tdewolff/parse/v2/css"

// A scope is what stands around the rule being read.
type scope struct {
	block     *Block // that declarations go into; nil outside style rules
	group     *group // of the style rule around, for nested ones
	condition string // the innermost at-rule that may or may not apply
	depth     int
}

// sheetItems reads a sheet from its first rule to its last.
func (r *reader) sheetItems(s scope) {
	for r.kind != css.ErrorToken && !r.sheet.Full {
		switch r.kind {
		case css.WhitespaceToken, css.CDOToken, css.CDCToken:
			r.next()
		case css.AtKeywordToken:
			r.atRule(s)
		default:
			r.rule(s)
		}
	}
}

// items reads the content of a block up to its "}", which it leaves.
func (r *reader) items(s scope) {
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

// rule reads a style rule outside of any other, where neither ";" nor "}" ends
// what stands before its block.
func (r *reader) rule(s scope) {
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
func (r *reader) block(s scope, prelude string) {
	if s.depth >= maxNesting {
		r.sheet.Full = true
		r.component()
		return
	}
	if s.group == nil {
		r.tokens, r.terms = r.tokens[:0], r.terms[:0]
	}
	s.group = &group{prelude: prelude, outer: s.group}
	r.inside(s)
}

// inside reads what is between braces, and hands it on.
func (r *reader) inside(s scope) {
	r.next()
	s.depth++
	if s.group == nil {
		r.items(s)
	} else {
		s.block = r.draft()
		s.block.group, s.block.Condition = s.group, s.condition
		r.items(s)
		if len(s.block.Declarations) > 0 {
			r.keep(s.block)
		}
		r.drafts = append(r.drafts, s.block)
	}
	if r.kind == css.RightBraceToken {
		r.next()
	}
}

// draft is an empty block.
func (r *reader) draft() *Block {
	draft := &Block{}
	if n := len(r.drafts) - 1; n >= 0 {
		draft = r.drafts[n]
		r.drafts = r.drafts[:n]
	}
	*draft = Block{Declarations: draft.Declarations[:0]}
	if !r.inline {
		r.sheet.order++
		draft.Order = r.sheet.order
	}
	return draft
}
