package linkblock

import (
	"unicode"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// A tongue knows which letters follow one another in a text: the hashes of its
// triples of letters. Another language in the same letters has other triples.
type tongue struct {
	known   [1 << 10]uint64
	triples int // how many were added
}

// Bounds of what triples tell.
const (
	enoughTriples = 1500 // of an article, to know its language
	fewTriples    = 8    // of a block, to compare
	nativeShare   = 0.75 // of a block's triples that an article in its language has at least,
	strangeShare  = 0.35 // and that one in another language has at most
)

func (p *page) gatherTongue() *tongue {
	t := &tongue{}
	for _, passage := range p.prose() {
		eachTriple(passage.text, func(hash uint16) {
			t.known[hash>>6] |= 1 << (hash & 63)
			t.triples++
		})
	}
	return t
}

// foreignness is 0 for what could be of the language of t, 1 for what is not.
func (t *tongue) foreignness(texts ...string) float64 {
	known, all := 0, 0
	for _, text := range texts {
		eachTriple(text, func(hash uint16) {
			all++
			if t.known[hash>>6]&(1<<(hash&63)) != 0 {
				known++
			}
		})
	}
	if t.triples < enoughTriples || all < fewTriples {
		return 0
	}
	share := float64(known) / float64(all)
	return min(1, max(0, (nativeShare-share)/(nativeShare-strangeShare)))
}

// eachTriple calls yield with the hash of each three letters in a row, the
// borders of words counting as one. Letters of scripts that do not part words
// are left out, as are digits.
func eachTriple(text string, yield func(uint16)) {
	var a, b rune = -1, ' '
	for _, r := range text {
		if r = spelled(r); r == ' ' && b == ' ' {
			continue
		}
		if a >= 0 {
			hash := uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA77 ^ uint32(r)*0xC2B2AE3D
			yield(uint16(hash>>16 ^ hash))
		}
		a, b = b, r
	}
}

// spelled is r in lower case, or a space if it is no letter of an alphabet.
func spelled(r rune) rune {
	if r < 0x80 {
		if isLetter(byte(r)) {
			return r | 0x20
		}
		return ' '
	}
	if s := scripts.OneKana(r); s == scripts.Common || s.EastAsian() || s.Unspaced() {
		return ' '
	}
	return unicode.ToLower(r)
}
