package stylesheet

import (
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// atRule reads an at-rule, whose keyword is the current token. Rules inside
// one that never applies to the page, or that is no group of rules (fonts,
// key frames, pages), are passed over.
func (r *reader) atRule(s scope) {
	name, start := Name(r.current()), r.start
	r.next()
	from := r.start
	for r.kind != css.LeftBraceToken {
		if r.kind == css.ErrorToken || r.kind == css.SemicolonToken || r.kind == css.RightBraceToken && s.depth > 0 {
			r.sheet.Imports = r.sheet.Imports || name == "@import"
			if r.kind == css.SemicolonToken {
				r.next()
			}
			return
		}
		r.component()
	}
	applies := groupApplies(name, Plain(r.source[from:r.start]))
	if applies == never || r.inline || s.depth >= maxNesting {
		r.component()
		return
	}
	if applies == perhaps {
		s.condition = Plain(r.source[start:r.start])
	}
	r.inside(s)
}

// An application says whether the rules in a group apply to the page.
type application int

const (
	never application = iota
	perhaps
	always
)

// groupApplies knows the at-rules that hold style rules. Layers are not put in
// order: what stands in one may be overridden by anything outside.
func groupApplies(name, prelude string) application {
	switch name {
	case "@media":
		return mediaApply(prelude)
	case "@supports":
		if strings.Contains(strings.ToLower(prelude), "not") {
			return perhaps
		}
		return always
	case "@layer", "@container", "@scope":
		return perhaps
	}
	return never
}

// mediaApply says whether a list of media queries is met by a browser's
// window. Anything about its size, shape or user is perhaps.
func mediaApply(list string) application {
	list = strings.ToLower(strings.TrimSpace(Plain(list)))
	if list == "" {
		return always
	}
	best := never
	for query := range strings.SplitSeq(list, ",") {
		best = max(best, queryApplies(strings.Fields(query)))
	}
	return best
}

// queryApplies reads one media query: Media Queries 5 §2.
func queryApplies(words []string) application {
	negated := len(words) > 1 && words[0] == "not"
	if negated || len(words) > 1 && words[0] == "only" {
		words = words[1:]
	}
	applies := never // printers and what else is no window
	switch {
	case len(words) == 0:
	case strings.HasPrefix(words[0], "(") || strings.HasPrefix(words[0], "not("):
		return perhaps
	case words[0] == "all" || words[0] == "screen":
		applies = always
		if len(words) > 1 {
			applies = perhaps
		}
	}
	if negated {
		return always - applies
	}
	return applies
}
