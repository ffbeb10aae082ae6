package mojibake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isSlip reports whether text is a word in Latin letters with some that none of
// the article's languages has, and before has letters there that they do have:
// siê in Polish, diseńo in Spanish. Names come from anywhere with all their
// letters, so that text must be in small ones, but for those before the
// mistake.
func (r *reader) isSlip(text, before string) bool {
	start, end := trim(text)
	from, to, in := differing(text[start:end], strings.TrimFunc(before, isEdge))
	if from >= to || in == "" || hasCapital(text[start:start+from]) || hasCapital(text[start+to:end]) {
		return false
	}
	return r.isOurs(in) && !r.isOurs(text[start+from:start+to]) && r.isOurs(before) && r.atHome()
}

// mostAlien is the share of small words with letters of other languages in an
// article of which we know the language.
const mostAlien = 0.1

// isAtHome reports whether next to all words of the article that are not ASCII
// and begin with a small letter are spelt in its own letters. If not, it is in
// none of the languages that we know.
func (s *survey) isAtHome() bool {
	s.collectRest()
	seen, alien := map[string]bool{}, 0
	for _, list := range [][]token{s.odd, s.rest} {
		for _, t := range list {
			word := strings.TrimFunc(t.text, func(c rune) bool { return !unicode.IsLetter(c) })
			if isASCII(word) || seen[word] || hasCapital(word) {
				continue
			}
			seen[word] = true
			if strings.ContainsFunc(word, func(c rune) bool { return unicode.Is(unicode.Latin, c) && !s.reader.isOurs(string(c)) && c >= 0x80 }) {
				alien++
			}
		}
	}
	return float64(alien) <= 1+mostAlien*float64(len(seen))
}

// isOurs reports whether the article's languages have all letters of text that
// are not ASCII, and there is one, and no sign.
func (r *reader) isOurs(text string) bool {
	any := false
	for _, c := range text {
		if c < utf8.RuneSelf || isEdge(c) {
			continue
		}
		if !strings.ContainsRune(r.marked, unicode.ToLower(c)) {
			return false
		}
		any = true
	}
	return any
}

func hasCapital(text string) bool { return strings.ContainsFunc(text, unicode.IsUpper) }
