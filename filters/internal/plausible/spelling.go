package plausible

import (
	"unicode"
	"unicode/utf8"
)

// A spelling is a word, read once for all the languages to be tried.
type spelling struct {
	runes      []rune // letters in lower case
	class      []class
	fixed      float64 // what every language pays
	letters    int
	ideographs int
	script     script // of most letters
}

// paper is room for the spelling of a word of usual length.
type paper struct {
	runes [40]rune
	class [40]class
}

func spell(word string, on *paper) spelling {
	w := spelling{runes: on.runes[:0], class: on.class[:0]}
	var per [scripts]int
	table := classes()
	small, capitals := false, 0
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRuneInString(word[i:])
		i += size
		if r == utf8.RuneError && size == 1 {
			r = lostByte
		}
		c := classIn(table, r)
		if c.kind == letter {
			w.letters++
			per[c.script]++
			if c.upper {
				if small {
					w.fixed += caseCost
				}
				r, small = lower(r), false
				capitals++
			} else {
				if capitals > 1 && !small {
					w.fixed += capitalsCost
				}
				small, capitals = true, 0
			}
			if c.script == cjk {
				w.ideographs++
			}
		} else {
			small, capitals = false, 0
		}
		w.runes, w.class = append(w.runes, r), append(w.class, c)
	}
	if capitals > 1 {
		w.fixed += capitalsCost
	}
	for s, n := range per {
		if n > per[w.script] {
			w.script = script(s)
		}
	}
	if w.letters < len(w.runes) {
		w.fixed += w.signs()
	}
	return w
}

// lower is for capitals.
func lower(r rune) rune {
	if r < utf8.RuneSelf {
		return r | 0x20
	}
	return unicode.ToLower(r)
}

// signs is the cost of all that is no letter.
func (w *spelling) signs() float64 {
	cost := 0.0
	for i, c := range w.class {
		if c.kind == letter {
			continue
		}
		cost += float64(c.cost)
		before, after := w.isLetter(i-1), w.isLetter(i+1)
		switch {
		case c.kind == mark && !before && !(i > 0 && w.class[i-1].kind == mark):
			cost += insideCost
		case (w.runes[i] == 0xA0 || w.runes[i] == 0xAD) && before && w.runes[i-1] < utf8.RuneSelf:
		case c.kind == sign && before && (after || w.runes[i] == '‚' || w.runes[i] == '„' || w.runes[i] == '‹'):
			cost += insideCost
		case c.kind == sign && before && w.runes[i-1] >= utf8.RuneSelf && c.cost >= symbolCost:
			cost += besideCost
		}
	}
	return cost
}

func (w *spelling) isLetter(i int) bool {
	return i >= 0 && i < len(w.class) && w.class[i].kind == letter
}

// alphabetic spells the word in l, or in no language if l is nil, and gives up
// beyond a cost of most.
func (w *spelling) alphabetic(l *tongue, most float64) float64 {
	cost := w.fixed
	last := uint8(0)
	for i, r := range w.runes {
		if cost > most {
			return cost
		}
		c := w.class[i]
		if c.kind != letter {
			if last != 0 && l != nil && c.kind != mark {
				cost += l.pair(last, 0)
			}
			last = 0
			continue
		}
		switch at := l.find(r); {
		case c.script == cjk:
			cost += ideographCost(r) + w.switches(i)
			last = 0
		case c.script != w.script:
			cost += scriptCost
			last = 0
		case l == nil:
			cost += anyCost(r, c)
		case at == 0:
			cost += foreignCost
			last = 0
		default:
			cost += l.pair(last, at)
			last = at
		}
	}
	if last != 0 && l != nil {
		cost += l.pair(last, 0)
	}
	return cost
}

// switches is what it costs that the ideograph at i stands beside letters.
func (w *spelling) switches(i int) float64 {
	cost := 0.0
	for _, k := range []int{i - 1, i + 1} {
		if w.isLetter(k) && w.class[k].script != cjk {
			cost += switchCost
		}
	}
	return cost
}

func anyCost(r rune, c class) float64 {
	switch {
	case r < utf8.RuneSelf:
		return anyASCII
	case tabled(c.script):
		return anyLetter
	}
	return otherScripts
}
