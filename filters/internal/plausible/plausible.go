// Package plausible says how plausible a word is as text, so that two readings
// of the same bytes can be compared. The measure is a description length: the
// nats that a model of the better languages needs to spell the word. Whole
// texts of the right reading are shorter by several nats a character; for a
// single letter the difference may be no more than a hint.
//
// Words of alphabets are spelt with letter pairs of letters.txt, which the
// command in gen makes; Chinese, Japanese and Korean are judged by the rank
// that their characters have in the national standards, which order them by
// use; other scripts by whether a word keeps to one of them.
package plausible

import (
	"unicode"
	"unicode/utf8"
)

//go:generate go run ./gen gen/samples.txt letters.txt

// Costs in nats. The letter pairs are measured; these say how much rarer than
// a letter the rest is, in round figures.
const (
	plainCost    = 2.5 // ASCII that is no letter
	quoteCost    = 3.5 // dashes, quotes, no-break space
	symbolCost   = 7   // © ° § and the like
	rareCost     = 9   // box drawing, mathematics, dingbats
	lostCost     = 10  // U+FFFD
	controlCost  = 14  // C1 controls, private use
	nothingCost  = 18  // unassigned
	insideCost   = 5   // a sign with a letter on both sides, an opening one behind a letter
	besideCost   = 3   // a sign behind a letter beyond ASCII
	caseCost     = 4   // a capital behind a small letter
	capitalsCost = 3   // several capitals, at the end or before small letters
	foreignCost  = 9.5 // a letter that the language does not use
	scriptCost   = 14  // a letter of another script than the word's
	anyASCII     = 3.6 // a letter of no known language, which would spell it at random
	anyLetter    = 6.5 // one that is not ASCII
	otherScripts = 4.4 // a letter of a script without tables
)

// A Home is what is known about the languages of one article. The zero Home
// knows nothing. It does not change and serves many goroutines at once.
type Home struct {
	away []float64 // by language: the cost of not being the article's
	main script    // of most words
}

// awayCost is paid by a word in another language than the article's.
const awayCost = 2.5

// Cost is the description length of word in nats, under the language that
// spells it best. A word holds no spaces; letter case hardly matters.
func (h *Home) Cost(word string) float64 {
	total, letters := 0.0, 0
	segments(word, func(s string) {
		total += h.costOf(s)
		letters += len(s)
	})
	return total + plainCost*float64(len(word)-letters)
}

func (h *Home) costOf(segment string) float64 {
	var w spelling
	w.read(segment)
	if w.ideographs > 0 && w.ideographs == w.letters {
		return w.cjk()
	}
	best := w.alphabetic(nil)
	if w.ideographs > 0 {
		best = min(best, w.cjk())
	}
	if w.letters > w.ideographs {
		for i, l := range languages() {
			if l.script == w.script {
				best = min(best, w.alphabetic(l)+h.from(i))
			}
		}
	}
	return best
}

func (h *Home) from(i int) float64 {
	if h == nil || h.away == nil {
		return 0
	}
	return h.away[i]
}

// A spelling is a word, read once for all the languages to be tried.
type spelling struct {
	runes      []rune // letters in lower case
	class      []class
	fixed      float64 // what every language pays
	letters    int
	ideographs int
	script     script // of most letters
	room       [48]rune
	kinds      [48]class
}

func (w *spelling) read(word string) {
	w.runes, w.class = w.room[:0], w.kinds[:0]
	var per [scripts]int
	small, capitals := false, 0
	for i := 0; i < len(word); {
		r, size := utf8.DecodeRuneInString(word[i:])
		i += size
		if r == utf8.RuneError && size == 1 {
			r = lostByte
		}
		c := classOf(r)
		if c.kind == letter {
			w.letters++
			per[c.script]++
			if l := lower(r); l != r {
				if small {
					w.fixed += caseCost
				}
				r, small = l, false
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
	w.fixed += w.signs()
}

func lower(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
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
		cost += c.cost
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

// alphabetic spells the word in l, or in no language if l is nil.
func (w *spelling) alphabetic(l *tongue) float64 {
	cost := w.fixed
	last := uint8(0)
	for i, r := range w.runes {
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
