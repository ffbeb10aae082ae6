package plausible

import "unicode"

// A Writing is the national standard whose characters in daily use a text in
// Chinese, Japanese or Korean is made of. The zero Writing is any other text.
type Writing uint8

// leastNative is the share of the letters of a text that are in its Writing.
const leastNative = 0.75

// WritingOf tells by the characters that only one of the standards has.
func WritingOf(text string) Writing {
	var own [len(standards)]int
	letters, kana, hangul := 0, 0, 0
	for _, r := range text {
		switch {
		case r < 0x80:
			continue
		case isKana(r):
			kana++
		case isHangul(r):
			hangul++
		}
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		at := levelsOf(r)
		for k, s := range standards {
			if at&s != 0 {
				own[k]++
			}
		}
	}
	w, n := Writing(mainland), own[0]
	switch {
	case 10*kana > letters:
		w, n = japan, own[2]+kana
	case 2*hangul > letters:
		w, n = korea, own[3]
	case own[1] > own[0]:
		w, n = taiwan, own[1]
	}
	if letters == 0 || float64(n) < leastNative*float64(letters) {
		return 0
	}
	return w
}

// Has reports whether r is in daily use in w.
func (w Writing) Has(r rune) bool {
	return levelsOf(r)&uint8(w) != 0 || w == japan && (isKana(r) || r >= 0xFF61 && r <= 0xFF9F)
}

// IsRare reports whether r is a Chinese character in daily use in no Writing.
func IsRare(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF && levelsOf(r) == 0 }

// Charsets are those that w was written in before UTF-8, by their WHATWG names.
func (w Writing) Charsets() []string {
	switch w {
	case mainland, taiwan:
		return []string{"gbk", "big5"}
	case japan:
		return []string{"shift_jis", "euc-jp"}
	case korea:
		return []string{"euc-kr"}
	}
	return nil
}
