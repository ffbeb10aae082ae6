package plausible

import (
	"slices"
	"sync"

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

// standards are whose order the characters of a word may follow.
var standards = [...]uint8{mainland, taiwan, japan, korea}

// cjk spells the word as Chinese of either orthography, Japanese and Korean,
// and takes the cheapest.
func (w *spelling) cjk() float64 {
	var cost [len(standards)]float64
	inside := false // the character before is an ideograph
	table := levels()
	for i, r := range w.runes {
		c := w.class[i]
		if c.kind != letter {
			continue
		}
		ideograph := c.script == cjk
		all := 0.0
		if i > 0 && w.class[i-1].kind == letter && ideograph != inside {
			all = switchCost
		}
		inside = ideograph
		if !ideograph {
			all += anyCost(r, c)
		}
		for k := range cost {
			cost[k] += all
		}
		if ideograph {
			under := costsUnder(table, r)
			for k := range cost {
				cost[k] += under[k]
			}
		}
	}
	return w.fixed + slices.Min(cost[:])
}

// costsUnder is costUnder for each of the standards.
func costsUnder(table []uint8, r rune) [len(standards)]float64 {
	if r >= 0x4E00 && r <= 0x9FFF {
		return hanCosts[table[r-0x4E00]]
	}
	var costs [len(standards)]float64
	for k, own := range standards {
		costs[k] = costUnder(own, r, levelsOf(r))
	}
	return costs
}

// hanCosts are those of a Han character, by the standards in whose first level
// it is.
var hanCosts = func() (costs [1 << len(standards)][len(standards)]float64) {
	for at := range costs {
		for k, own := range standards {
			costs[at][k] = costUnder(own, '一', uint8(at))
		}
	}
	return costs
}()

// costUnder is the cost of an ideograph or kana in text of one standard.
func costUnder(own uint8, r rune, at uint8) float64 {
	switch {
	case isKana(r) || r >= 0xFF61 && r <= 0xFF9F:
		if own != japan {
			return ideographCost(r) + switchCost
		}
		return ideographCost(r)
	case isHangul(r) && own != korea:
		return noLevel
	case at&own != 0 && own == korea:
		return hangulCost
	case at&own != 0:
		return ownLevel
	case at != 0:
		return othersLevel
	}
	return noLevel
}

func isHangul(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }
