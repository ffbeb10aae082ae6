package mojibake

import (
	"slices"
	"strings"
	"unicode"
)

// Korean read as GBK comes out as Chinese characters in daily use: the hangul of
// KS X 1001 have the lead bytes B0 to C8, where GB 2312 has the characters whose
// readings begin with the letters A to Q. What gives it away is that no other
// character is among them, that spaces stand between the words, and that many of
// them are what Korean particles and endings become, which Chinese seldom uses.
const (
	firstHangul, lastHangul = 0xB0, 0xC8

	leastHangul   = 16  // characters: of Chinese text, four in ten lie elsewhere
	mostHangul    = 4.5 // characters between spaces or signs, on average
	leastParticle = 0.2 // share of characters
	particles     = "이는다을를의에가은고하지로서한도"
)

// misreadKorean finds the passages that must be Korean, and, if all that have
// Chinese characters may be, the others as well; nil for none.
func (s *survey) misreadKorean() map[int]*pair {
	all, sure, others := map[int]*pair{}, map[int]*pair{}, false
	for k := range s.passages {
		h := hangulInHan(s.passages[k].Text)
		if h.characters == 0 {
			others = others || h.others
			continue
		}
		all[k] = koreanAsGBK()
		if h.isSure() {
			sure[k] = all[k]
		}
	}
	switch {
	case len(sure) == 0:
		return nil
	case others:
		return sure
	}
	return all
}

func koreanAsGBK() *pair {
	i := slices.IndexFunc(pairs(), func(p *pair) bool { return p.readAs == "gbk" && p.writtenAs == "euc-kr" })
	return pairs()[i]
}

// A hangulCount is how much of a text may be hangul read as GBK.
type hangulCount struct {
	characters, runs, particles int
	others                      bool // it has other letters beyond ASCII: nothing is counted
}

func (h hangulCount) isSure() bool {
	n := float64(h.characters)
	return h.characters >= leastHangul && n <= mostHangul*float64(h.runs) && float64(h.particles) >= leastParticle*n
}

func hangulInHan(text string) hangulCount {
	var h hangulCount
	gbk, korean, inside := charsets["gbk"](), charsets["euc-kr"](), false
	for _, r := range text[asciiPrefix(text):] {
		if r < 0x4E00 || r > 0x9FFF {
			if r >= 0x80 && unicode.IsLetter(r) {
				return hangulCount{others: true}
			}
			inside = false
			continue
		}
		code := gbk.code[r]
		if lead := code >> 8; lead < firstHangul || lead > lastHangul || code&0xFF < 0xA1 {
			return hangulCount{others: true}
		}
		h.characters++
		if strings.ContainsRune(particles, korean.char[code]) {
			h.particles++
		}
		if !inside {
			h.runs++
		}
		inside = true
	}
	return h
}
