package plausible

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// enoughWords settle which languages an article is in.
const enoughWords = 60

// close is how far behind the best language another may lie, in nats a letter,
// and still be taken for the article's: Danish and Norwegian, Czech and Slovak.
const close = 0.12

// lost is how far behind the best language another one of its script is given
// up, in nats: it would be far from home after enoughWords all the same.
const lost = 45

// Listen guesses the languages of an article from its texts, which may be
// damaged in part. The words are judged by the letters that they have; damage
// costs every language the same.
func Listen(texts func(yield func(string) bool)) *Home {
	l := listener{cost: make([]float64, len(languages()))}
	for text := range texts {
		if l.hear(text); l.words >= enoughWords {
			break
		}
	}
	h := &Home{}
	away := distances(languages(), l.cost, l.letters)
	for i, t := range languages() {
		h.near[t.script] = append(h.near[t.script], rival{t, away[i]})
		if away[i] == 0 {
			h.own[t.script] = append(h.own[t.script], t)
		}
	}
	for s := range h.near {
		slices.SortStableFunc(h.near[s], func(a, b rival) int { return cmp.Compare(a.away, b.away) })
	}
	for s, n := range l.letters {
		if n > l.letters[h.main] {
			h.main = script(s)
		}
	}
	for i, t := range languages() {
		if t.script == h.main && away[i] == 0 {
			h.owners |= 1 << i
		}
	}
	return h
}

// A listener adds up what each language would have cost so far.
type listener struct {
	cost    []float64
	best    [scripts]float64
	letters [scripts]int
	words   int
}

func (l *listener) hear(text string) {
	start := -1
	table := classes()
	for i, r := range text {
		if c := classIn(table, r); c.kind == letter || c.kind == mark {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			l.word(text[start:i])
			start = -1
		}
	}
	if start >= 0 {
		l.word(text[start:])
	}
}

func (l *listener) word(word string) {
	var room paper
	w := spell(word, &room)
	l.letters[w.script] += w.letters
	l.words++
	if !tabled(w.script) || w.letters > 24 {
		return
	}
	limit, best := l.best[w.script]+lost, math.Inf(1)
	all := languages()
	for left := sets().of[w.script]; left != 0; left &= left - 1 {
		i := bits.TrailingZeros64(uint64(left))
		if l.cost[i] > limit {
			l.cost[i] = math.Inf(1)
			continue
		}
		l.cost[i] += w.alphabetic(all[i], math.Inf(1))
		best = min(best, l.cost[i])
	}
	l.best[w.script] = best
}

// distances is zero for the best language of each script and those close to
// it, awayCost for the others.
func distances(all []*tongue, cost []float64, letters [scripts]int) []float64 {
	best := map[script]float64{}
	for i, l := range all {
		if b, known := best[l.script]; !known || cost[i] < b {
			best[l.script] = cost[i]
		}
	}
	away := make([]float64, len(all))
	for i, l := range all {
		behind := cost[i] - best[l.script]
		away[i] = math.Min(awayCost, awayCost*behind/(close*float64(letters[l.script]+1)))
		if behind <= close*float64(letters[l.script])/3 {
			away[i] = 0
		}
	}
	return away
}

// Owns reports whether word is written in the script that most of the article
// is written in, and with the letters of one of its languages.
func (h *Home) Owns(word string) bool {
	ok := false
	segments(word, func(s string) {
		var room paper
		w := spell(s, &room)
		if w.letters > 0 && w.script == h.main {
			ok = ok || w.speakers()&h.owners != 0 || h.main == cjk && w.cjk() <= w.fixed+ownLevel*float64(w.letters)
		}
	})
	return ok
}

// Foreign reports whether word is made of Latin letters beyond ASCII and signs
// alone, no two letters of ASCII side by side, in an article that is mostly
// written in another script: no language writes so, and names of other
// countries do not look so.
func (h *Home) Foreign(word string) bool {
	if h.main == latin || h.main == unknown {
		return false
	}
	beyond, last := 0, false
	for _, r := range word {
		if r >= utf8.RuneSelf {
			if c := classOf(r); r > 0x2122 || c.kind == letter && c.script != latin {
				return false
			}
			beyond++
		}
		is := r < utf8.RuneSelf && 'a' <= r|0x20 && r|0x20 <= 'z'
		if is && last {
			return false
		}
		last = is
	}
	return beyond > 1
}

// IsAlphabetic reports whether the article is mostly written in an alphabet
// other than Latin.
func (h *Home) IsAlphabetic() bool { return tabled(h.main) && h.main != latin }

// Languages are the codes (BCP 47) of those that the article may be in.
func (h *Home) Languages() []string {
	var names []string
	for _, list := range h.own {
		for _, l := range list {
			names = append(names, l.name)
		}
	}
	return names
}

// oddStep is a cost that no letter of fluent text has.
const oddStep = 10.4

// Odd reports whether word holds something that no fluent word of any of the
// article's own languages does. It is fast on words that are in order.
func (h *Home) Odd(word string) bool {
	odd := false
	segments(word, func(s string) { odd = odd || !isASCII(s) && h.isOdd(s) })
	return odd
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (h *Home) isOdd(word string) bool {
	var room paper
	w := spell(word, &room)
	if w.letters < len(w.runes) && w.oddSigns() {
		return true
	}
	if w.letters == 0 {
		return false
	}
	if w.ideographs > 0 {
		return w.oddIdeographs(h.main == cjk)
	}
	if !tabled(w.script) {
		return w.alphabetic(nil, math.Inf(1))-w.fixed > 6*float64(w.letters)
	}
	for _, l := range h.own[w.script] {
		if !w.oddIn(l) {
			return false
		}
	}
	return true
}

// oddSigns reports whether signs beyond ASCII stand beside one another, beside
// a letter beyond ASCII or between letters; or what is no character at all.
func (w *spelling) oddSigns() bool {
	lastBeyond := false // the character before is beyond ASCII
	lastSign := false   // and a sign
	for i, r := range w.runes {
		c := w.class[i]
		beyond := r >= utf8.RuneSelf && c.kind != mark
		is := beyond && c.kind != letter && c.cost >= symbolCost && c.script != cjk
		switch {
		case is && c.cost >= lostCost:
			return true
		case is && lastBeyond || beyond && lastSign && c.script != cjk:
			return true
		case beyond && c.kind == sign && r != 0xA0 && r != 0xAD && w.isLetter(i-1) && w.isLetter(i+1) && w.class[i-1].script != cjk && w.class[i+1].script != cjk:
			return true
		case (r == '‚' || r == '„' || r == '‹') && w.isLetter(i-1):
			return true
		case c.kind == mark && !w.isLetter(i-1) && (i == 0 || w.class[i-1].kind != mark):
			return true
		}
		lastBeyond, lastSign = beyond, is
	}
	return false
}

// oddIdeographs reports whether two characters side by side are in daily use
// nowhere, one or two stand inside a word of small Latin letters, or at one end
// of it unless the article is at home with them, or the word as a whole is made
// of rarer ones than text is.
func (w *spelling) oddIdeographs(atHome bool) bool {
	cost, n, run, last := 0.0, 0, 0, false
	for i, r := range w.runes {
		if w.class[i].kind != letter || w.class[i].script != cjk {
			if run > 0 && run <= 2 && w.isSmall(i) && (!atHome || w.isSmall(i-run-1)) {
				return true
			}
			run, last = 0, false
			continue
		}
		c := ideographCost(r)
		rare := c == noLevel && !isHangul(r)
		if rare && last {
			return true
		}
		cost, n, run, last = cost+c, n+1, run+1, rare
	}
	if !atHome && run > 0 && run <= 2 && w.isSmall(len(w.runes)-run-1) {
		return true
	}
	if w.letters == w.ideographs {
		cost = w.cjk() - w.fixed
	}
	return cost > oddIdeograph*float64(n)
}

// oddIdeograph is more than the mean cost of a character of fluent text, where
// one in five may be in daily use nowhere.
const oddIdeograph = 8.4

// isSmall reports whether a letter of ASCII stands at i; capitals are brands
// and abbreviations more often than words.
func (w *spelling) isSmall(i int) bool {
	return w.isLetter(i) && w.runes[i] < utf8.RuneSelf
}

// oddIn reports whether a step of the word is beyond what l allows, or its
// letters together are.
func (w *spelling) oddIn(l *tongue) bool {
	last, sum := uint8(0), 0.0
	for i, r := range w.runes {
		if w.class[i].kind != letter {
			last = 0
			continue
		}
		at := l.find(r)
		if at == 0 {
			return true
		}
		step := l.pair(last, at)
		if step > oddStep {
			return true
		}
		sum += step
		last = at
	}
	return sum > 4.8*float64(w.letters+1)
}
