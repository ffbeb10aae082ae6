package sight

import (
	"cmp"
	"strings"
)

// pseudo reads a pseudo-class or pseudo-element into compound c. It is not ok
// if it is no CSS at all.
func (r *selectorReader) pseudo(c *compound) bool {
	r.i++
	element := r.peek() == ':'
	if element {
		r.i++
	}
	name := cssName(r.identifier())
	argument, ok := r.argument()
	switch {
	case name == "" || !ok:
		return false
	case element || isOneOf(name, "before after first-line first-letter"):
		r.result.never = true
		r.result.invalid = r.result.invalid || strings.HasPrefix(name, "-moz-") || strings.HasPrefix(name, "-ms-")
	case isOneOf(name, "is where matches") && !r.negated && !isList(argument):
		r.merge(c, name, argument)
	case isOneOf(name, "not is where matches"):
		c.append(name, r.list(name, argument))
	case isOneOf(name, passingStates), isOneOf(name, lastingStates):
		r.state(c, name)
	default:
		if simple := structural(name, argument); simple != "" {
			c.append(name, simple)
			c.looks = c.looks || name != "root" && name != "link"
			break
		}
		r.result.unknown = true
		r.result.invalid = r.result.invalid || !isOneOf(name, otherStates)
	}
	return true
}

// structural is how Cascadia writes a pseudo-class that depends on the tree
// alone, "" for any other.
func structural(name, argument string) string {
	switch {
	case isOneOf(name, "root link empty first-child last-child only-child first-of-type last-of-type only-of-type enabled disabled"):
		return ":" + name
	case isOneOf(name, "nth-child nth-last-child nth-of-type nth-last-of-type lang"):
		return ":" + name + "(" + argument + ")"
	case name == "any-link":
		return ":link"
	case name == "scope":
		return ":root"
	}
	return ""
}

// append adds what a pseudo-class of that name comes to.
func (c *compound) append(name, simple string) {
	c.rest += simple
	c.text += simple
	if name != "where" {
		c.weight += simple
	}
}

// state reads a pseudo-class that comes and goes. It is taken to match, or
// inside :not() not to, and the rule to apply at times.
func (r *selectorReader) state(c *compound, name string) {
	r.result.unsure = true
	r.result.passing = r.result.passing || !r.negated && isOneOf(name, passingStates)
	c.weight += ":root" // weighs the same
	if r.negated {
		const nothing = ":hover" // in Cascadia
		c.text += nothing
		c.rest += nothing
	}
}

// passingStates are those that a reader brings about by pointing at something,
// and that no page begins in: Selectors 4 §8 and §9.
const passingStates = "hover active focus focus-within focus-visible target target-within visited"

// lastingStates depend on what is entered or opened, and may be there from the
// start: Selectors 4 §10 to §12, and what WHATWG HTML §4.16.3 adds.
const lastingStates = "checked indeterminate default valid invalid user-valid user-invalid in-range out-of-range required" +
	" optional read-only read-write placeholder-shown autofill blank open modal popover-open fullscreen picture-in-picture" +
	" playing paused seeking buffering stalled muted volume-locked local-link target-current"

// otherStates are CSS, but only a browser or a search of the whole tree could
// tell whether they match.
const otherStates = "has host host-context dir defined state current past future nth-col nth-last-col" +
	" -webkit-autofill -webkit-any -webkit-any-link -webkit-full-screen"

// argument reads what stands in parentheses behind a name, if anything does.
func (r *selectorReader) argument() (string, bool) {
	if r.peek() != '(' {
		return "", true
	}
	start, depth := r.i+1, 0
	for ; r.i < len(r.s); r.i++ {
		switch r.s[r.i] {
		case '\\':
			r.i++
		case '"', '\'':
			r.i = stringEnd(r.s, r.i) - 1
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				r.i++
				return strings.TrimSpace(r.s[start : r.i-1]), true
			}
		}
	}
	return "", false
}

func isList(argument string) bool { return len(splitSelectors(argument)) > 1 }

// merge makes the one selector in :is() or :where() part of the one around it.
func (r *selectorReader) merge(c *compound, name, argument string) {
	inner := selectorReader{s: argument, inside: r.inside + 1}
	if inner.inside <= maxInside {
		inner.complex()
	}
	n := len(inner.result.chain) - 1
	r.absorb(inner.result, name)
	if r.result.unknown || n < 0 || n > 0 && r.left != nil {
		r.result.unknown = true
		return
	}
	last := inner.result.chain[n]
	if last.tag != "" && c.tag != "" && last.tag != c.tag {
		r.result.never = true
	}
	if n > 0 {
		r.left, c.before = inner.result.chain[:n], last.before
	}
	c.text = joined(c.text, last.text, last.tag)
	if name != "where" {
		c.weight = joined(c.weight, last.weight, last.tag)
	}
	c.tag = cmp.Or(c.tag, last.tag)
	c.classes = append(c.classes, last.classes...)
	c.rest += last.rest
	c.looks = c.looks || last.looks
	if last.id != "" {
		c.name("#"+last.id, last.id)
	}
}

// joined is one compound made of two, with the type, if b has one, in front.
func joined(a, b, tagOfB string) string {
	a, b = strings.TrimPrefix(a, "*"), strings.TrimPrefix(b, "*")
	if tagOfB == "" {
		return a + b
	}
	return b + a
}

// distribute makes of a selector with a list in :is() or :where() one for each
// of its members, which can then be looked up by name.
func distribute(text string) []string {
	if !strings.Contains(text, ":is(") && !strings.Contains(text, ":where(") {
		return []string{text}
	}
	done, open := []string(nil), []string{text}
	for len(open) > 0 {
		if len(done)+len(open) > maxDistributed {
			return []string{text}
		}
		one := open[0]
		open = open[1:]
		start, end, list := firstList(one)
		if list == nil {
			done = append(done, one)
		}
		for _, member := range list {
			open = append(open, one[:start]+strings.TrimSpace(member)+one[end:])
		}
	}
	return done
}

// maxDistributed bounds what lists behind lists multiply into.
const maxDistributed = 16

// firstList finds the first :is() or :where() with several members that is
// not inside another function, and where they stand.
func firstList(text string) (start, end int, members []string) {
	r := selectorReader{s: text}
	for r.i < len(text) {
		switch text[r.i] {
		case '\\':
			r.i += 2
		case '"', '\'':
			r.i = stringEnd(text, r.i)
		case '(':
			before := text[:r.i]
			start = r.i + 1
			if _, ok := r.argument(); !ok {
				return 0, 0, nil
			}
			end = r.i - 1
			if !strings.HasSuffix(before, ":is") && !strings.HasSuffix(before, ":where") {
				continue
			}
			if members = splitSelectors(text[start:end]); len(members) > 1 {
				return start, end, members
			}
		default:
			r.i++
		}
	}
	return 0, 0, nil
}

// list reads the argument of :not() or :is(). Cascadia has no :is(); twice not
// says the same. Combinators inside are not followed.
func (r *selectorReader) list(name, argument string) string {
	var simple []string
	for _, one := range splitSelectors(argument) {
		inner := selectorReader{s: strings.TrimSpace(one), inside: r.inside + 1, negated: r.negated != (name == "not")}
		if inner.inside > maxInside {
			r.result.unknown = true
			return ""
		}
		inner.complex()
		r.absorb(inner.result, name)
		if len(inner.result.chain) == 1 {
			simple = append(simple, orAll(inner.result.chain[0].text))
		} else {
			r.result.unknown = true
		}
	}
	if name == "not" {
		return ":not(" + strings.Join(simple, ",") + ")"
	}
	return ":not(:not(" + strings.Join(simple, ",") + "))"
}

// absorb takes over what was found inside. Only :not() is spoilt by something
// invalid; :is() and :where() forgive it.
func (r *selectorReader) absorb(inner selector, name string) {
	r.result.unsure = r.result.unsure || inner.unsure
	r.result.passing = r.result.passing || inner.passing
	r.result.unknown = r.result.unknown || inner.unknown || inner.never
	r.result.invalid = r.result.invalid || inner.invalid && name == "not"
}
