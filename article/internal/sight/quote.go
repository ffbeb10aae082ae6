package sight

import "golang.org/x/net/html"

const maxQuote = 80 // bytes of one selector or value in a Reason

// verdict is that of the given declarations on n, one or two.
func verdict(n *html.Node, state State, because ...*applied) Visibility {
	if state == Shown {
		return Visibility{}
	}
	return Visibility{State: state, Reason: quote(because), By: n}
}

// quote is the Reason that one or two declarations make together.
func quote(list []*applied) string {
	a := list[0]
	switch {
	case len(list) == 1:
		return a.inRule(a.String())
	case a.rule == list[1].rule && a.name != "" && list[1].name != "": // in one block
		return a.inRule(a.String() + ";" + list[1].String())
	}
	return a.inRule(a.String()) + " " + list[1].inRule(list[1].String())
}

// inRule puts around text what a's rule has around it.
func (a *applied) inRule(text string) string {
	if a.rule == nil {
		return text
	}
	text = excerpt(a.rule.String()) + "{" + text + "}"
	if a.from.condition != "" {
		text = excerpt(a.from.condition) + "{" + text + "}"
	}
	return text
}

// excerpt cuts s to what a reviewer reads, at a character.
func excerpt(s string) string {
	if len(s) <= maxQuote {
		return s
	}
	cut := maxQuote
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}
