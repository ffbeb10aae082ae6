package plausible

import (
	"sync"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// The national standards put the characters in daily use first: GB 2312-80
// level 1 (rows 16 to 55), Big5 level 1 (A4 to C6), JIS X 0208 level 1 (rows 16
// to 47); the hangul of KS X 1001 are all that are common. The Windows and
// WHATWG tables of golang.org/x/text v0.43.0 say which those are.
const (
	mainland = 1 << iota
	taiwan
	japan
	korea
)

// Costs in nats: of a character of the first level of the text's own standard
// (ln 3755, less what frequency within it gives), of another one's, of none.
const (
	ownLevel    = 7.2
	othersLevel = 10
	noLevel     = 13
	kanaCost    = 4.3
	halfKana    = 6.5
	hangulCost  = 6.2
	switchCost  = 4 // between ideographs and letters inside a word
)

var levels = sync.OnceValue(func() []uint8 {
	table := make([]uint8, 0xD7A4-0x4E00)
	fill(table, mainland, simplifiedchinese.GBK, 0xB0, 0xD7, 0xA1)
	fill(table, taiwan, traditionalchinese.Big5, 0xA4, 0xC6, 0x40)
	fill(table, japan, japanese.EUCJP, 0xB0, 0xCF, 0xA1)
	fill(table, korea, korean.EUCKR, 0xB0, 0xC8, 0xA1)
	return table
})

func fill(table []uint8, bit uint8, e encoding.Encoding, first, last, trail int) {
	var decoder = e.NewDecoder()
	for a := first; a <= last; a++ {
		for b := trail; b <= 0xFE; b++ {
			s, err := decoder.Bytes([]byte{byte(a), byte(b)})
			if r := []rune(string(s)); err == nil && len(r) == 1 && r[0] >= 0x4E00 && int(r[0])-0x4E00 < len(table) {
				table[r[0]-0x4E00] |= bit
			}
		}
	}
}

func levelsOf(r rune) uint8 {
	if t := levels(); r >= 0x4E00 && int(r)-0x4E00 < len(t) {
		return t[r-0x4E00]
	}
	return 0
}

func isKana(r rune) bool { return r >= 0x3041 && r <= 0x30FF }

func ideographCost(r rune) float64 {
	switch {
	case isKana(r):
		return kanaCost
	case r >= 0xFF61 && r <= 0xFF9F:
		return halfKana
	case levelsOf(r) != 0:
		return ownLevel
	}
	return noLevel
}

// cjk spells the word as Chinese of either orthography, Japanese and Korean.
func (w *spelling) cjk() float64 {
	best := w.standard(mainland)
	for _, s := range []uint8{taiwan, japan, korea} {
		best = min(best, w.standard(s))
	}
	return best
}

func (w *spelling) standard(own uint8) float64 {
	cost := w.fixed
	inside := false // the character before is an ideograph
	for i, r := range w.runes {
		c := w.class[i]
		if c.kind != letter {
			continue
		}
		ideograph := c.script == cjk
		if i > 0 && w.class[i-1].kind == letter && ideograph != inside {
			cost += switchCost
		}
		inside = ideograph
		switch {
		case !ideograph:
			cost += anyCost(r, c)
		case isKana(r) || r >= 0xFF61 && r <= 0xFF9F:
			cost += ideographCost(r)
			if own != japan {
				cost += switchCost
			}
		case unicode.Is(unicode.Hangul, r) && own != korea:
			cost += noLevel
		case levelsOf(r)&own != 0 && own == korea:
			cost += hangulCost
		case levelsOf(r)&own != 0:
			cost += ownLevel
		case levelsOf(r) != 0:
			cost += othersLevel
		default:
			cost += noLevel
		}
	}
	return cost
}
