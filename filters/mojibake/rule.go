package mojibake

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/plausible"
)

// A route rules a text if it explains most of its words that are not ASCII:
// then it befell all of them, and what is left is decoded like the rest, even
// where a short word by itself would look as good or better otherwise.
const (
	ruleWords = 3   // different ones, in a passage
	ruleMost  = 8   // in the whole article
	ruleShare = 0.6 // of all words that it may have made
)

// rule lets the routes that rule the article, or else single passages, decide
// on all words there.
func (s *survey) rule(ctx context.Context) error {
	all := s.mix()
	if r := ruler(all, ruleMost); r != nil {
		s.obey(all, r)
		return nil
	}
	for i := 0; i < len(all); {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := i
		for n < len(all) && all[n].passage == all[i].passage {
			n++
		}
		if r := ruler(all[i:n], ruleWords); r != nil {
			s.obey(all[i:n], r)
		}
		i = n
	}
	return nil
}

// mix brings all tokens that some mistake can have made into one list, in order.
func (s *survey) mix() []*token {
	var rest []token
	for _, t := range s.rest {
		if !isUsual(t.text) && table().mayBeImage(t.text) {
			s.odd = append(s.odd, t)
		} else {
			rest = append(rest, t)
		}
	}
	s.rest = rest
	s.sort(s.odd)
	all := make([]*token, len(s.odd))
	for i := range s.odd {
		all[i] = &s.odd[i]
	}
	return all
}

// ruler is a reading by the route that rules all, nil if none does.
func ruler(all []*token, least int) *reading {
	words := map[string]map[string]bool{}
	count := map[string]int{}
	var best *reading
	for _, t := range all {
		if t.chosen == nil || t.chosen.lossy {
			continue
		}
		name := t.chosen.name()
		if words[name] == nil {
			words[name] = map[string]bool{}
		}
		words[name][t.text] = true
		count[name]++
		if best == nil || count[name] > count[best.name()] {
			best = t.chosen
		}
	}
	if best == nil || len(words[best.name()]) < least {
		return nil
	}
	subjects := 0
	for _, t := range all {
		if t.chosen != nil && t.chosen.name() == best.name() || best.route[0].mayHaveMade(t.text) {
			subjects++
		}
	}
	if float64(count[best.name()]) < ruleShare*float64(subjects) {
		return nil
	}
	return best
}

// mayHaveMade reports whether p may explain text.
func (p *pair) mayHaveMade(text string) bool {
	exists, image := table().look(text)
	return p.written == nil && image&p.bit != 0 || p.written != nil && exists&p.bit != 0
}

// obey decodes all tokens by the route of r that it can decode.
func (s *survey) obey(all []*token, r *reading) {
	name := r.name()
	for _, t := range all {
		if t.chosen != nil && t.chosen.name() == name {
			continue
		}
		one := s.along(t.text, r.route)
		if one != nil && (t.chosen == nil || !t.chosen.proven() || one.gain >= t.chosen.gain-nearlyBest) {
			one.swept = r.swept
			t.chosen = one
		}
	}
}

// along undoes the mistakes of a route in text, nil if that is impossible or
// leaves what no text has.
func (s *survey) along(text string, route []*pair) *reading {
	before, exact, lossy := text, text, false
	for _, p := range route {
		v, ok := p.invert(before)
		if !ok {
			if v, ok = p.invertParts(before); !ok {
				return nil
			}
		}
		before, exact, lossy = v.text, v.exact, lossy || v.lossy
	}
	if before == text || !lossy && strings.ContainsFunc(before, isNoText) {
		return nil
	}
	gain := s.home.Cost(text) - s.home.Cost(before)
	if fluent := plausible.Fluent(before); fluent && gain < -nearlyBest || !fluent && (gain < 0 || plausible.Fluent(text)) {
		return nil
	}
	return &reading{route: route, text: before, exact: exact, gain: gain, lossy: lossy}
}

// invertParts undoes the mistake in the parts of text that exist in the charset
// it was read in. Characters that the other one lacked were never part of it.
func (p *pair) invertParts(text string) (inversion, bool) {
	var out strings.Builder
	found, start := false, 0
	cut := func(end, next int) bool {
		v := inversion{text: text[start:end]}
		ok := true
		if !isASCII(v.text) {
			v, ok = p.invert(v.text)
			found = found || ok
		}
		out.WriteString(v.text + text[end:next])
		start = next
		return ok
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if _, known := p.read.encode(nil, r); !known && !cut(i, i+size) {
			return inversion{}, false
		}
		i += size
	}
	ok := cut(len(text), len(text))
	return inversion{text: out.String(), exact: out.String()}, ok && found
}

// isNoText holds for what no text has: controls, private and unassigned
// characters, the sign for lost ones.
func isNoText(r rune) bool {
	return r >= utf8.RuneSelf && (r == utf8.RuneError || !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r))
}
