package mojibake

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A usage says how many different words of the article have a letter beyond
// ASCII, and whether nearly all small ones are spelt in its own letters. If not,
// it is in none of the languages that we know.
type usage struct {
	words  map[rune]int
	atHome bool
}

// mostAlien is the share of small words with letters of other languages in an
// article of which we know the language; one such word is always let pass.
const mostAlien = 0.1

func (s *survey) usage() usage {
	s.collectRest()
	u := usage{words: map[rune]int{}}
	seen, small, alien := map[string]bool{}, 0, 0
	for _, list := range [][]token{s.odd, s.rest} {
		for _, t := range list {
			word := bare(t.text)
			if isASCII(word) || seen[word] {
				continue
			}
			seen[word] = true
			strange := false
			for _, c := range word {
				if c >= utf8.RuneSelf {
					u.words[c]++
					strange = strange || unicode.Is(unicode.Latin, c) && !s.reader.isOurs(string(c))
				}
			}
			if s.home.IsAlphabetic() {
				strange = !s.home.Owns(word)
			}
			if strings.Contains(t.text, word) { // no capitals
				small++
				if strange {
					alien++
				}
			}
		}
	}
	u.atHome = float64(alien) <= 1+mostAlien*float64(small)
	return u
}

// slip is what speaks for before, in nats, if text is a word in Latin letters
// with one that none of the article's languages has, and before has letters
// there that they do have: siê in Polish, diseńo in Spanish. The article's other
// words say how common each of them is. Names come from anywhere with all their
// letters, hence capitalCost. ok is false if it is no such word.
func (r *reader) slip(text, before string) (gain float64, ok bool) {
	start, end := trim(text)
	text = text[start:end]
	before = strings.TrimFunc(before, isEdge)
	from, to, in := differing(text, before)
	if from >= to || in == "" || !r.isOurs(in) || !r.isOurs(before) || r.isOurs(text[from:to]) || strings.ContainsFunc(text, isDisguising) || !isInside(text, from, to) || rises(before[:from], in) {
		return 0, false
	}
	u := r.usage()
	if !u.atHome {
		return 0, false
	}
	if gain = r.letters(in); gain == 0 {
		return 0, false
	}
	gain -= r.letters(text[from:to])
	if isParted(text) {
		gain += partedGain
	} else if strings.ContainsAny(text[from:to], parting) {
		return 0, false
	}
	if strings.ContainsFunc(text[from:to], r.isBorrowed) {
		gain -= loanCost
	}
	if hasCapital(text[:from]) || hasCapital(text[to:]) {
		gain -= capitalCost
	}
	return gain, true
}

// What words pay that may be names, and those with a letter that the article's
// languages have from others, in nats.
const (
	capitalCost = 3
	loanCost    = 1
)

// letters is how common the letters of text beyond ASCII are, in the mean.
func (r *reader) letters(text string) float64 {
	sum, n := 0.0, 0
	for _, c := range text {
		if c >= utf8.RuneSelf {
			sum += math.Log1p(float64(r.usage().words[unicode.ToLower(c)]))
			n++
		}
	}
	return sum / float64(max(n, 1))
}

// isInside reports whether text from from to to is made of letters, or stands
// between letters, or where it belongs to no word: signs beside a word may be
// footnotes.
func isInside(text string, from, to int) bool {
	if isStray(text) && (from == 0 || to == len(text)) || !strings.ContainsFunc(text[from:to], func(c rune) bool { return !unicode.IsLetter(c) }) {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(text[:from])
	next, _ := utf8.DecodeRuneInString(text[to:])
	return unicode.IsLetter(last) && unicode.IsLower(next)
}

// isOurs reports whether the article's languages have all letters of text that
// are not ASCII, and there is one, and no sign.
func (r *reader) isOurs(text string) bool {
	some := false
	for _, c := range text {
		if c < utf8.RuneSelf || isEdge(c) {
			continue
		}
		if !strings.ContainsRune(r.marked, unicode.ToLower(c)) {
			return false
		}
		some = true
	}
	return some
}

// rises reports whether a capital follows a small letter.
func rises(before, in string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(in)
	return unicode.IsLower(last) && unicode.IsUpper(next)
}

// isBorrowed reports whether the article's languages spell foreign words with c,
// a small letter.
func (r *reader) isBorrowed(c rune) bool { return strings.ContainsRune(r.borrowed, c) }

// isDisguising holds for capitals of other scripts, which stand in for Latin ones.
func isDisguising(c rune) bool { return c >= 0x370 && unicode.IsUpper(c) }

func hasCapital(text string) bool { return strings.ContainsFunc(text, unicode.IsUpper) }
