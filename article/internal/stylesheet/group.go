package stylesheet

import "strings"

// A group is the prelude of a style rule.
type group struct {
	prelude string
	outer   *group   // of the style rule around it, or nil
	list    []string // its selectors, once they have been asked for
}

// text is the prelude with that of the rule around put in.
func (g *group) text(s *Sheet) string {
	if g.outer == nil && !strings.Contains(g.prelude, "&") && len(g.prelude) <= maxPrelude {
		return g.prelude
	}
	return strings.Join(g.selectors(s), ",")
}

// selectors follows CSS Nesting 1 §3, but that the specificity of "&" is that
// of the selector it stands for, not of the whole group.
func (g *group) selectors(s *Sheet) []string {
	if s.Full = s.Full || len(g.prelude) > maxPrelude; s.Full || g.list != nil {
		return g.list
	}
	outer := []string{":root"} // what "&" means outside of any rule
	if g.outer != nil {
		outer = g.outer.selectors(s)
	} else if !strings.Contains(g.prelude, "&") {
		outer = []string{""}
	}
	for _, tokens := range splitAtCommas(tokensOf(g.prelude)) {
		inner := join(trim(tokens))
		for _, around := range outer {
			one := nest(around, inner)
			if s.nested += len(one); s.nested > maxNested {
				s.Full = true
				return g.list
			}
			g.list = append(g.list, one)
		}
	}
	return g.list
}

// nest puts a selector into the one around it, at its "&" or before it.
func nest(outer, inner string) string {
	switch {
	case outer == "":
		return inner
	case strings.Contains(inner, "&"):
		return strings.ReplaceAll(inner, "&", outer)
	}
	return outer + " " + inner
}
