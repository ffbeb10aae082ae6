package sight

import "github.com/presscheck/presscheck/article/internal/stylesheet"

// Cascade origins, weakest first: CSS Cascading 5 §6.1, and §6.5 for hints.
const (
	originHint uint64 = iota
	originRule
	originAttribute
)

// rank orders declarations of one property: the highest wins. From the top:
// importance, origin, specificity, order of appearance.
func rank(important bool, origin uint64, weight, order uint32) uint64 {
	r := origin<<60 | uint64(weight)<<28 | uint64(order)&(1<<28-1)
	if important {
		r |= 1 << 63
	}
	return r
}

// An applied declaration is one that matches an element.
type applied struct {
	*declaration
	rank uint64
	rule *stylesheet.Rule // nil if it stands in the element's own attributes
	from *styleBlock      // of rule
}

// A style is what the cascade leaves of an element's declarations.
type style struct {
	sure     []applied // the winner for each property that is set
	hiding   []applied // the strongest above it that may apply and would hide
	harmless []applied // the strongest above it that may apply and would not
}

func (s *style) reset() {
	s.sure, s.hiding, s.harmless = s.sure[:0], s.hiding[:0], s.harmless[:0]
}

// applyRule adds the declarations of b, which r says apply.
func (s *style) applyRule(r *stylesheet.Rule, b *styleBlock) {
	unsure := r.Unsure() || b.condition != "" || b.doubtful
	for i := range b.declarations {
		d := &b.declarations[i]
		if !d.hides || !r.Passing() {
			s.apply(applied{d, rank(d.important, originRule, r.Weight(), b.order), r, b}, unsure)
		}
	}
}

// applyAttribute adds the declarations of a style attribute.
func (s *style) applyAttribute(b *styleBlock) {
	for i := range b.declarations {
		d := &b.declarations[i]
		s.apply(applied{declaration: d, rank: rank(d.important, originAttribute, 0, 0)}, false)
	}
}

func (s *style) apply(a applied, unsure bool) {
	switch {
	case !unsure && !a.unsure:
		s.sure = strongest(s.sure, a)
	case a.hides:
		s.hiding = strongest(s.hiding, a)
	default:
		s.harmless = strongest(s.harmless, a)
	}
}

func strongest(list []applied, a applied) []applied {
	if old := find(list, a.property); old == nil {
		return append(list, a)
	} else if a.rank >= old.rank {
		*old = a
	}
	return list
}

// settle drops the unsure declarations that a sure one beats anyway.
func (s *style) settle() {
	s.hiding = s.unbeaten(s.hiding)
	s.harmless = s.unbeaten(s.harmless)
}

func (s *style) unbeaten(list []applied) []applied {
	kept := list[:0]
	for _, a := range list {
		if winner := find(s.sure, a.property); winner == nil || winner.rank < a.rank {
			kept = append(kept, a)
		}
	}
	return kept
}

func find(list []applied, p string) *applied {
	for i := range list {
		if list[i].property == p {
			return &list[i]
		}
	}
	return nil
}

// A choice is a style with one of its unsure lists laid over the sure one.
type choice struct{ over, sure []applied }

// get returns the declaration of p that counts, nil if there is none.
func (c choice) get(p string) *applied {
	if a := find(c.over, p); a != nil {
		return a
	}
	return find(c.sure, p)
}

// own is what c sets the inherited property p to; nil if the parent's counts.
func (c choice) own(p string) *applied {
	a := c.get(p)
	if a == nil || a.value.word == "inherit" || a.value.word == "unset" {
		return nil
	}
	return a
}

// word is the keyword that p is set to.
func (c choice) word(p string) string {
	if a := c.get(p); a != nil {
		return a.value.word
	}
	return ""
}

// pixels is the length that p is set to, if it is one.
func (c choice) pixels(p string) float64 {
	if a := c.get(p); a != nil && a.value.unit == unitPixel {
		return a.value.number
	}
	return 0
}
