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
	"math"
	"sync"
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
	near   [scripts][]rival   // the languages of each script, the likeliest first; nil if nothing is known
	own    [scripts][]*tongue // those that it may be in
	main   script             // of most words
	owners set                // those of own[main]
}

// A rival is a language and what a word in it pays for not being the article's.
type rival struct {
	*tongue
	away float64
}

// awayCost is paid by a word in another language than the article's.
const awayCost = 2.5

// Cost is the description length of word in nats, under the language that
// spells it best. A word holds no spaces; letter case hardly matters.
func (h *Home) Cost(word string) float64 { return h.CostWithin(word, math.Inf(1)) }

// CostWithin is Cost if that is no more than most, else any figure above most,
// which is found sooner.
func (h *Home) CostWithin(word string, most float64) float64 {
	total, letters := 0.0, 0
	segments(word, func(s string) {
		if total <= most {
			total += h.costOf(s, most-total)
		}
		letters += len(s)
	})
	return total + plainCost*float64(len(word)-letters)
}

func (h *Home) costOf(segment string, most float64) float64 {
	var room paper
	w := spell(segment, &room)
	if w.ideographs > 0 && w.ideographs == w.letters {
		return w.cjk()
	}
	best := w.alphabetic(nil, most+rounding)
	if w.ideographs > 0 {
		best = min(best, w.cjk())
	}
	if w.letters > w.ideographs {
		for _, l := range h.rivals(w.script) {
			best = min(best, w.alphabetic(l.tongue, min(best, most)-l.away+rounding)+l.away)
		}
	}
	return best
}

// rounding is more than what adding up costs in another order may change.
const rounding = 1e-6

func (h *Home) rivals(of script) []rival {
	if h == nil || h.near[of] == nil {
		return strangers()[of]
	}
	return h.near[of]
}

// strangers are the languages where nothing is known of the article.
var strangers = sync.OnceValue(func() (all [scripts][]rival) {
	for _, t := range languages() {
		all[t.script] = append(all[t.script], rival{t, 0})
	}
	return all
})
