package plausible

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// enoughWords settle which languages an article is in.
const enoughWords = 60

// close is how far behind the best language another may lie, in nats a letter,
// and still be taken for the article's: Danish and Norwegian, Czech and Slovak.
const close = 0.12

// Listen guesses the languages of an article from its texts, which may be
// damaged in part. The words are judged by the letters that they have; damage
// costs every language the same.
func Listen(texts func(yield func(string) bool)) *Home {
	all := languages()
	cost := make([]float64, len(all))
	letters := map[script]int{}
	words := 0
	for text := range texts {
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) }) {
			var w spelling
			w.read(word)
			if !tabled(w.script) || w.letters > 24 {
				continue
			}
			letters[w.script] += w.letters
			for i, l := range all {
				if l.script == w.script {
					cost[i] += w.alphabetic(l)
				}
			}
			words++
		}
		if words >= enoughWords {
			break
		}
	}
	h := &Home{away: distances(all, cost, letters)}
	for s, n := range letters {
		if n > letters[h.main] {
			h.main = s
		}
	}
	return h
}

// distances is zero for the best language of each script and those close to
// it, awayCost for the others.
func distances(all []*tongue, cost []float64, letters map[script]int) []float64 {
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
		var w spelling
		w.read(s)
		for i, l := range languages() {
			ok = ok || w.letters > 0 && w.script == h.main && l.script == h.main && h.from(i) == 0 && w.isIn(l)
		}
	})
	return ok
}

// Languages are the codes (BCP 47) of those that the article may be in.
func (h *Home) Languages() []string {
	var names []string
	for i, l := range languages() {
		if h.from(i) == 0 {
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
	var w spelling
	w.read(word)
	if w.oddSigns() {
		return true
	}
	if w.letters == 0 {
		return false
	}
	if w.ideographs > 0 {
		return w.oddIdeographs()
	}
	if !tabled(w.script) {
		return w.alphabetic(nil)-w.fixed > 6*float64(w.letters)
	}
	for i, l := range languages() {
		if l.script == w.script && h.from(i) == 0 && !w.oddIn(l) {
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
		case (r == 0xA0 || r == 0xAD || r == '‚' || r == '„' || r == '‹') && w.isLetter(i-1) && (lastBeyond || r > 0xFF):
			return true
		case c.kind == mark && !w.isLetter(i-1) && (i == 0 || w.class[i-1].kind != mark):
			return true
		}
		lastBeyond, lastSign = beyond, is
	}
	return false
}

// oddIdeographs reports whether two characters side by side are in daily use
// nowhere, one or two stand inside a word of small Latin letters, or the word
// as a whole is made of rarer ones than text is.
func (w *spelling) oddIdeographs() bool {
	cost, n, run, last := 0.0, 0, 0, false
	for i, r := range w.runes {
		if w.class[i].kind != letter || w.class[i].script != cjk {
			if run > 0 && run <= 2 && w.isSmall(i) && w.isSmall(i-run-1) {
				return true
			}
			run, last = 0, false
			continue
		}
		c := ideographCost(r)
		rare := c == noLevel && !unicode.Is(unicode.Hangul, r)
		if rare && last {
			return true
		}
		cost, n, run, last = cost+c, n+1, run+1, rare
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

// Marked are the letters beyond ASCII of the article's likeliest Latin
// languages, without those that they have from names alone.
func (h *Home) Marked() []rune {
	var all []rune
	for i, l := range languages() {
		if l.script != latin || h.from(i) != 0 {
			continue
		}
		for _, r := range l.marked {
			if !slices.Contains(all, r) {
				all = append(all, r)
			}
		}
	}
	return all
}
