package sight

import "strings"

// selectors cuts a group at its commas and, for a nested rule, puts those of
// the rule around it in: CSS Nesting 1 §3. The specificity of "&" is that of
// the selector it stands for, not of the whole group.
func (g *ruleGroup) selectors(s *stylesheet) []string {
	if g.list != nil {
		return g.list
	}
	outer := []string{":root"} // what "&" means outside of any rule
	if g.outer != nil {
		outer = g.outer.selectors(s)
	}
	for _, one := range splitSelectors(withoutComments(g.prelude)) {
		if g.outer == nil && !strings.Contains(one, "&") && len(one) <= maxSelectorBytes {
			g.list = append(g.list, one)
			continue
		}
		for _, around := range outer {
			nested := nest(around, strings.TrimSpace(one))
			if g.outer != nil && len(g.list) >= maxGroup || len(nested) > maxSelectorBytes {
				s.full = true
				return g.list
			}
			g.list = append(g.list, nested)
		}
	}
	return g.list
}

// splitSelectors cuts at the commas outside brackets, parentheses and strings.
func splitSelectors(group string) []string {
	if strings.IndexByte(group, ',') < 0 {
		return []string{group}
	}
	var list []string
	depth, start := 0, 0
	for i := 0; i < len(group); i++ {
		switch group[i] {
		case '\\':
			i++
		case '"', '\'':
			i = stringEnd(group, i) - 1
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',':
			if depth == 0 {
				list = append(list, group[start:i])
				start = i + 1
			}
		}
	}
	return append(list, group[start:])
}

// nest puts a selector into the one around it, at its "&" or before it.
func nest(outer, inner string) string {
	outer = strings.TrimSpace(outer)
	if !strings.Contains(inner, "&") {
		return outer + " " + inner
	}
	return strings.ReplaceAll(inner, "&", outer)
}

// maxSelectorBytes is thrice what the longest on 327 real pages has, 688.
const maxSelectorBytes = 2048
