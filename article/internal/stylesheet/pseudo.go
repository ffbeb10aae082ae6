package stylesheet

import (
	"strings"

	"github.com/tdewolff/parse/v2/css"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// pseudo reads a pseudo-class or pseudo-element into c. It is not ok if it is
// no CSS at all.
func (r *selectorReader) pseudo(c *compound) bool {
	r.next()
	element := r.peek().kind == css.ColonToken
	if element {
		r.next()
	}
	passed, closed := r.next()
	if len(passed) == 0 || passed[0].kind != css.IdentToken && passed[0].kind != css.FunctionToken || !closed {
		return false
	}
	name, argument := Name(strings.TrimSuffix(passed[0].text, "(")), []token(nil)
	if len(passed) > 1 {
		argument = trim(passed[1 : len(passed)-1])
	}
	switch {
	case element || dom.IsOneOf(name, "before after first-line first-letter"):
		r.result.never = true
		r.result.invalid = r.result.invalid || strings.HasPrefix(name, "-moz-") || strings.HasPrefix(name, "-ms-")
	case dom.IsOneOf(name, "not is where"):
		r.list(c, name, argument)
	case dom.IsOneOf(name, positions):
		r.result.weight += ofClass
		c.rest += position(name, join(argument))
		c.looks = c.looks || name != "root" && name != "link"
	default:
		passing := dom.IsOneOf(name, passingStates)
		r.result.weight += ofClass
		r.result.unsure = true
		r.result.passing = r.result.passing || passing
		r.result.invalid = r.result.invalid || !passing && !dom.IsOneOf(name, states)
	}
	return true
}

// positions depend on the tree alone; Cascadia knows them.
const positions = "root scope link any-link empty enabled disabled lang first-child last-child only-child first-of-type" +
	" last-of-type only-of-type nth-child nth-last-child nth-of-type nth-last-of-type"

// position is how Cascadia writes one of positions.
func position(name, argument string) string {
	switch {
	case name == "any-link":
		return ":link"
	case name == "scope":
		return ":root"
	case argument != "":
		return ":" + name + "(" + argument + ")"
	}
	return ":" + name
}

// passingStates are those that a reader brings about by pointing at something,
// and that no page begins in: Selectors 4 §8 and §9.
const passingStates = "hover active focus focus-within focus-visible target target-within visited"

// states are the other pseudo-classes of CSS. They depend on what is entered or
// opened, or only a search of the whole tree could tell whether they match.
const states = "checked indeterminate default valid invalid user-valid user-invalid in-range out-of-range required" +
	" optional read-only read-write placeholder-shown autofill blank open modal popover-open fullscreen picture-in-picture" +
	" playing paused seeking buffering stalled muted volume-locked local-link target-current" +
	" has host host-context dir defined state current past future nth-col nth-last-col" +
	" -webkit-autofill -webkit-any -webkit-any-link -webkit-full-screen"

// list reads the argument of :not(), :is() or :where(). A member that may match
// is one of :is() that does, and one of :not() that does not.
func (r *selectorReader) list(c *compound, name string, argument []token) {
	if r.inside == maxInside {
		r.result.unsure = true
		return
	}
	l, weight, passing := selectorList{not: name == "not"}, uint32(0), true
	for _, one := range splitAtCommas(argument) {
		m := readSelector(one, r.inside+1)
		weight = max(weight, m.weight)
		passing = passing && m.passing
		r.result.unsure = r.result.unsure || m.unsure || l.not && m.never
		r.result.invalid = r.result.invalid || l.not && m.invalid // the others forgive it
		if !m.never && !(l.not && m.unsure) {
			l.members = append(l.members, m)
		}
	}
	if name != "where" {
		r.result.weight += weight
	}
	r.result.passing = r.result.passing || passing && !l.not
	if len(l.members) > 0 || !r.result.unsure {
		c.lists = append(c.lists, l)
	}
}
