package sight

import (
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// atRule reads an at-rule, whose keyword is the current token. Rules inside
// one that never applies to the page, or that is no group of rules (fonts,
// key frames, pages), are passed over.
func (r *styleReader) atRule(s scope) {
	name, start := cssName(r.source[r.start:r.end]), r.start
	r.next()
	from := r.start
	for r.kind != css.LeftBraceToken {
		if r.kind == css.ErrorToken || r.kind == css.SemicolonToken || r.kind == css.RightBraceToken && s.depth > 0 {
			r.statement(s, name, r.source[from:r.start])
			return
		}
		r.component()
	}
	prelude := plainCSS(r.source[from:r.start])
	applies := r.group(&s, name, prelude)
	if applies == never || r.inline || s.depth >= maxNesting {
		r.component()
		return
	}
	if applies == perhaps {
		s.condition = plainCSS(r.source[start:r.start])
	}
	r.next()
	r.declarations(s)
	if r.kind == css.RightBraceToken {
		r.next()
	}
}

// statement reads an at-rule without a block.
func (r *styleReader) statement(s scope, name, prelude string) {
	r.sheet.imports = r.sheet.imports || name == "@import"
	if name == "@layer" {
		for one := range strings.SplitSeq(plainCSS(prelude), ",") {
			r.sheet.layer(within(s.layer, strings.TrimSpace(one)))
		}
	}
	if r.kind == css.SemicolonToken {
		r.next()
	}
}

// An application says whether the rules in a group apply to the page.
type application int

const (
	never application = iota
	perhaps
	always
)

// group enters an at-rule that holds style rules.
func (r *styleReader) group(s *scope, name, prelude string) application {
	switch name {
	case "@media":
		return mediaApply(prelude)
	case "@supports":
		if strings.Contains(strings.ToLower(prelude), "not") {
			return perhaps
		}
		return always
	case "@layer":
		if prelude == "" {
			prelude = "\x00" + strconv.Itoa(len(r.sheet.layers)) // has no name to come back by
		}
		s.layer = within(s.layer, prelude)
		r.sheet.layer(s.layer)
		return always
	case "@container", "@scope":
		return perhaps
	}
	return never
}

func within(outer, name string) string {
	if outer == "" {
		return name
	}
	return outer + "." + name
}

// mediaApply says whether a list of media queries is met by a browser's
// window. Anything about its size, shape or user is perhaps.
func mediaApply(list string) application {
	list = strings.ToLower(strings.TrimSpace(plainCSS(list)))
	if list == "" {
		return always
	}
	best := never
	for query := range strings.SplitSeq(list, ",") {
		best = max(best, queryApplies(query))
	}
	return best
}

// queryApplies reads one media query: Media Queries 5 §2.
func queryApplies(query string) application {
	words := strings.Fields(query)
	negated := false
	if len(words) > 0 && (words[0] == "not" || words[0] == "only") {
		negated = words[0] == "not"
		words = words[1:]
	}
	if len(words) == 0 {
		return never
	}
	if strings.HasPrefix(words[0], "(") || negated && strings.HasPrefix(words[0], "not(") {
		return perhaps
	}
	applies := never
	if words[0] == "all" || words[0] == "screen" {
		applies = always
	}
	if len(words) > 1 {
		if words[1] != "and" && !strings.HasPrefix(words[1], "and(") {
			return never
		}
		if applies == always {
			return perhaps
		}
	}
	if negated {
		return always - applies
	}
	return applies
}
