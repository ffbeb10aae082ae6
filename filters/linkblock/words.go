package linkblock

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/presscheck/presscheck/filters/internal/hanzi"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// width is how many columns the letters of s and its ASCII digits take: East
// Asian characters say in one what others say in two. It stops counting soon
// after limit.
func width(s string, limit int) int {
	columns := 0
	for i := 0; i < len(s) && columns <= limit; {
		if c := s[i]; c < utf8.RuneSelf {
			if isAlnum(c) {
				columns++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch script := scripts.OneKana(r); {
		case script.EastAsian():
			columns += 2
		case script != scripts.Common:
			columns++
		}
	}
	return columns
}

func isAlnum(c byte) bool {
	return isDigit(c) || isLetter(c)
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isBlank(s string) bool { return strings.TrimSpace(s) == "" }

// normalise is s as vocabulary and articles are compared: compatibility forms
// resolved (NFKC), lower-case, format characters dropped, everything that is
// no letter, mark or digit a space, one space at each end.
func normalise(s string) string {
	if !isPlainASCII(s) {
		s = norm.NFKC.String(s)
	}
	var out strings.Builder
	out.Grow(len(s) + 2)
	out.WriteByte(' ')
	space := true
	for _, r := range s {
		switch {
		case scripts.InWord(r):
			out.WriteRune(unicode.ToLower(r))
			space = false
		case unicode.Is(unicode.Cf, r) && r != '\u200C': // ZWNJ parts words in Persian
		case !space:
			out.WriteByte(' ')
			space = true
		}
	}
	if !space {
		out.WriteByte(' ')
	}
	return out.String()
}

// unaccented is normalised s with its Latin and Greek letters laid bare.
func unaccented(s string) string {
	if isPlainASCII(s) {
		return s
	}
	base := scripts.Common
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch script := scripts.Of(r); {
		case script != scripts.Common:
			base = script
		case unicode.Is(unicode.Mn, r) && (base == scripts.Latin || base == scripts.Greek):
			return -1
		}
		if i := strings.IndexRune("ıłøđ", r); i >= 0 {
			return rune("ilod"[i/2])
		}
		return r
	}, norm.NFD.String(s)))
}

func isPlainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Words shorter than this, such as articles and prepositions, say nothing of
// what a text is about. A longer one is cut to its stem, roughly, so that
// inflected forms meet.
const (
	shortestWord = 4
	stem         = 6
)

// shareable calls yield with each part of normalised text that another text
// about the same thing would have, too: stems of words, and pairs of letters
// in scripts that do not part their words or put a syllable into one letter.
func shareable(normalised string, yield func(part string)) {
	for word := range strings.FieldsSeq(normalised) {
		first, _ := utf8.DecodeRuneInString(word)
		if s := scripts.OneKana(first); s.Unspaced() || s == scripts.Hangul {
			pairs(word, yield)
		} else if end := stemEnd(word); end > 0 {
			yield(word[:end])
		}
	}
}

// pairs yields each two letters in a row. A character that one Chinese
// orthography has alone counts as any such character, so that an article meets
// its title in the other orthography.
func pairs(word string, yield func(string)) {
	var pair [2 * utf8.UTFMax]byte
	before := rune(-1)
	for _, r := range word {
		if hanzi.Simplified(r) || hanzi.Traditional(r) {
			r = converted
		}
		if before >= 0 && (before != converted || r != converted) {
			n := utf8.EncodeRune(pair[:], before)
			n += utf8.EncodeRune(pair[n:], r)
			yield(string(pair[:n]))
		}
		before = r
	}
}

// converted stands for all characters that one Chinese orthography has alone.
const converted = '\uFFFC'

func runeLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}

// stemEnd is the length of the stem of word, 0 if it is too short to have one.
func stemEnd(word string) int {
	n := 0
	for i := range word {
		if n == stem {
			return i
		}
		n++
	}
	if n < shortestWord {
		return 0
	}
	return len(word)
}
