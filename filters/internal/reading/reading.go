// Package reading knows the Mandarin readings of Chinese characters. They are
// those of github.com/mozillazg/go-pinyin v0.21.0, all heteronyms, 41,923
// characters.
//
// That package builds its table as a Go map when the program starts: 2 to 3 ms
// and 1.8 MB, once, whether or not it is used. A lookup takes 20 ns.
package reading

import (
	"strings"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// MaxBytes is more than the length of any syllable in pinyin, decomposed and
// with a number behind it.
const MaxBytes = 16

// IsMandarin reports whether reading, in pinyin with its tone mark, is one of
// the readings of c. The mark may be precomposed or combining, a breve may
// stand for a caron, v for ü, and the one-storey letters ɑ and ɡ for a and g.
// Upper case and spaces are not understood.
func IsMandarin(c rune, reading string) bool {
	return has(c, reading) || has(c, Canonical(reading))
}

// IsUsual reports whether reading is the one of c that go-pinyin names first,
// which is the most common one.
func IsUsual(c rune, reading string) bool {
	first, _, _ := strings.Cut(pinyin.PinyinDict[int(c)], ",")
	return first != "" && (first == reading || first == Canonical(reading))
}

// Known reports whether c has any Mandarin reading.
func Known(c rune) bool { return pinyin.PinyinDict[int(c)] != "" }

func has(c rune, canonical string) bool {
	for all := pinyin.PinyinDict[int(c)]; all != "" && canonical != ""; {
		var one string
		if one, all, _ = strings.Cut(all, ","); one == canonical {
			return true
		}
	}
	return false
}

// Canonical writes reading as the tables do: composed, with caron, ü, a and g.
// A number from 1 to 5 at the end becomes the tone mark, on the letter that
// the rules of Hanyu Pinyin (GB/T 16159-2012) name. It returns "" for what is
// too long to be a reading.
func Canonical(reading string) string {
	if len(reading) > MaxBytes {
		return ""
	}
	if isPlain(reading) {
		return reading
	}
	reading = norm.NFC.String(letters.Replace(norm.NFD.String(reading)))
	if n := len(reading) - 1; n > 0 && reading[n] >= '1' && reading[n] <= '5' {
		return marked(reading[:n], int(reading[n]-'1'))
	}
	return reading
}

// isPlain reports whether s is written as the tables write it.
func isPlain(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf && (r < 'a' || r > 'z' || r == 'v') || r >= utf8.RuneSelf && !strings.ContainsRune(composed, r) {
			return false
		}
	}
	return true
}

var letters = strings.NewReplacer("ɑ", "a", "ɡ", "g", "v", "u\u0308", "\u0306", "\u030C")

// marked puts the mark of tone, 0 to 4, on the vowel that carries it: a or e
// if there is one, the o of ou, else the last vowel. Tone 4 has no mark.
func marked(syllable string, tone int) string {
	if tone == 4 {
		return syllable
	}
	at := strings.IndexAny(syllable, "ae")
	if at < 0 {
		at = strings.Index(syllable, "ou")
	}
	if at < 0 {
		at = strings.LastIndexAny(syllable, "iouü")
	}
	if at < 0 {
		return syllable
	}
	_, size := utf8.DecodeRuneInString(syllable[at:])
	mark := [...]string{"\u0304", "\u0301", "\u030C", "\u0300"}[tone]
	return norm.NFC.String(syllable[:at+size] + mark + syllable[at+size:])
}

// IsLetter reports whether r can stand in a reading with a tone mark: a small
// letter that pinyin uses, plain, one-storey or with a mark, or a mark.
func IsLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z'
	}
	return strings.ContainsRune(accented, r)
}

// accented are the letters of pinyin beyond ASCII, with the breves that stand
// for carons, and their marks alone.
const (
	composed = "āáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ"
	accented = composed + "ăĕĭŏŭɑɡ\u0300\u0301\u0302\u0304\u0306\u0308\u030C"
)
