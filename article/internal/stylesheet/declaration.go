package stylesheet

import (
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// item reads one declaration or nested rule.
func (r *reader) item(s scope) {
	start, kind := r.start, r.kind
	d := Declaration{Written: r.current()}
	r.component()
	for r.kind == css.WhitespaceToken {
		r.next()
	}
	custom, wanted := kind == css.CustomPropertyNameToken, false
	if (custom || kind == css.IdentToken) && r.kind == css.ColonToken {
		r.next()
		d.Name = propertyName(d.Written, custom)
		wanted = s.block != nil && len(s.block.Declarations) < maxDeclarations && r.sheet.wants(d.Name)
		if !wanted && !custom {
			r.skipPlain()
		}
	}
	from, first := r.start, len(r.tokens)
	if wanted {
		r.room = maxTokens + 1
	}
	isRule := r.pastItem(custom)
	r.room = 0
	switch {
	case isRule:
		r.block(s, r.source[start:r.start])
	case wanted:
		d.Text = r.source[from:r.start]
		r.declare(s.block, d, r.tokens[first:])
	}
}

func propertyName(written string, custom bool) string {
	if custom {
		return decodeEscapes(written)
	}
	return Name(written)
}

// pastItem goes to what ends a declaration. If it is the "{" of a rule in
// place of one, it says so.
func (r *reader) pastItem(custom bool) (isRule bool) {
	for {
		switch r.kind {
		case css.LeftBraceToken:
			if !custom && !r.inline {
				return true
			}
		case css.RightBraceToken:
			if !r.inline {
				return false
			}
		case css.SemicolonToken, css.ErrorToken:
			return false
		}
		r.component()
	}
}

// declare adds d, whose value is still to be cut into terms, to block.
func (r *reader) declare(block *Block, d Declaration, value []token) {
	if len(value) > maxTokens {
		return
	}
	value, important, valid := withoutImportance(value)
	if !valid {
		return
	}
	if d.Important = important; important {
		d.Text = d.Text[:strings.LastIndexByte(d.Text, '!')]
	}
	first := len(r.terms)
	r.terms = appendTerms(r.terms, value)
	d.Value = r.terms[first:]
	block.Declarations = append(block.Declarations, d)
	r.sheet.Full = r.sheet.Full || len(block.Declarations) == maxDeclarations
}

// withoutImportance takes "!important" from the end of a value. A "!" anywhere
// else, and a brace, make the declaration invalid.
func withoutImportance(value []token) (rest []token, important, valid bool) {
	rest = trimRight(value)
	if n := len(rest) - 1; n > 0 && rest[n].kind == css.IdentToken && Name(rest[n].text) == "important" {
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
