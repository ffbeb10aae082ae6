package mojibake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// mostCuts is how many lost bytes of a word are guessed.
const mostCuts = 2

// fill guesses what the characters of v were that lost their last byte: those
// that make the best word of the article's language.
func (r *reader) fill(p *pair, v inversion) string {
	text := v.text
	if len(v.cuts) > mostCuts {
		return text
	}
	for i := len(v.cuts) - 1; i >= 0; i-- {
		at := v.cuts[i].at
		before, after := text[:at], text[at+len("\uFFFD"):]
		best := r.home.Cost(text)
		for _, b := range p.unread() {
			c := v.cuts[i].prefix<<6 | rune(b&0x3F)
			last, _ := utf8.DecodeLastRuneInString(before)
			if !unicode.IsGraphic(c) || unicode.IsUpper(c) && unicode.IsLower(last) {
				continue
			}
			one := before + string(c) + after
			cost := r.home.Cost(norm.NFC.String(one)) + lostPrior
			if !r.home.Owns(one) {
				cost += ownMore
			}
			if cost < best {
				best, text = cost, one
			}
		}
	}
	return text
}

// unread are the later bytes of UTF-8 that the charset has no character for, or
// all of them if it has some that take two bytes.
func (p *pair) unread() []byte {
	var all []byte
	for b := 0x80; b < 0xC0; b++ {
		if p.read.multi || p.read.char[b] == 0 {
			all = append(all, byte(b))
		}
	}
	return all
}

// isCut reports whether a question mark stands in text where no language has
// one: behind a capital beyond ASCII, or half-width kana, that a small letter
// precedes, or before a small letter.
func isCut(text string) bool {
	if strings.IndexByte(text, '?') < 0 && !strings.Contains(text, "\uFFFD") {
		return false
	}
	last, small := rune(0), false
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if isLost(c) && last >= 0x80 {
			next, _ := utf8.DecodeRuneInString(text[i:])
			if unicode.IsLower(next) || !unicode.IsLower(last) && small || isHalfKana(last) {
				return true
			}
		}
		last, small = c, unicode.IsLower(last)
	}
	return false
}
