package mojibake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Signs that begin no word, directly before a small letter, and that end none, in
// any language that is not written with them: ¿que is Spanish, and no mistake
// makes a word of Spanish of it.
const (
	beginsNone = "¸¨¯³¹ºª¿¾¼½"
	endsNone   = "¸¨¿¡¾¼"
)

// isStray reports whether a sign that does not belong there stands at either end
// of text, which is a word.
func isStray(text string) bool {
	if strings.IndexByte(text, "¿"[0]) < 0 {
		return false
	}
	start, end := trim(text)
	text = text[start:end]
	first, size := utf8.DecodeRuneInString(text)
	next, _ := utf8.DecodeRuneInString(text[size:])
	last, size := utf8.DecodeLastRuneInString(text)
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-size])
	return unicode.IsLower(next) && strings.ContainsRune(beginsNone, first) || unicode.IsLower(before) && strings.ContainsRune(endsNone, last)
}

// isGlued reports whether a character of another width touches a small letter of
// ASCII, or a capital beyond ASCII and a sign stand behind one: 羹ber, siÄ™.
func isGlued(text string) bool {
	last, small, capital := rune(0), false, false
	for _, c := range text {
		isSmall := 'a' <= c && c <= 'z'
		switch {
		case small && c >= 0x2E80, isSmall && last >= 0x2E80:
			return true
		case capital && c >= utf8.RuneSelf && !unicode.IsLetter(c):
			return true
		}
		capital = small && c >= utf8.RuneSelf && unicode.IsUpper(c)
		last, small = c, isSmall
	}
	return false
}

// leastMisspelt is the length of a word whose letters tell, in letters.
const leastMisspelt = 3

// isMisspelt reports whether text is a word in the article's alphabet, other than
// Latin, with a letter that none of its languages has, and we know those.
func (r *reader) isMisspelt(text string) bool {
	if !r.home.IsAlphabetic() || r.home.Owns(text) {
		return false
	}
	word := strings.TrimFunc(text, isEdge)
	n := 0
	for _, c := range word {
		if !unicode.IsLetter(c) || c < 0x370 {
			return false
		}
		n++
	}
	return n >= leastMisspelt && r.usage().atHome
}

// parting are quotes and dashes, which may stand between words without a space.
const parting = "„‚“”—–…"

// partedGain is what it says for a letter, in nats, that such a sign stands
// between small letters, and what it parts can be no word: m—dulo, Gr„ser.
const partedGain = 6

// isParted reports whether a quote or a dash stands between small letters in text,
// and a part has no vowel, hence is no word.
func isParted(text string) bool {
	i := strings.IndexAny(text, parting)
	if i < 0 {
		return false
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	first, second := bare(text[:i]), bare(text[i+size:])
	last, _ := utf8.DecodeLastRuneInString(text[:i])
	next, _ := utf8.DecodeRuneInString(text[i+size:])
	return unicode.IsLower(last) && unicode.IsLower(next) && !(strings.ContainsFunc(first, isVowel) && strings.ContainsFunc(second, isVowel))
}
