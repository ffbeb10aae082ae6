package mojibake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isPatched reports whether text has a letter of Latin-1 and one of an alphabet
// from Cyrillic on. A charset for Arabic has some letters of French, one by one;
// otherwise the ones are damaged, and the others existed in no charset of the
// mistake, or were typed later.
func isPatched(text string) bool {
	if strings.IndexByte(text, "À"[0]) < 0 {
		return false
	}
	western, letters, other := 0, 0, false
	for _, c := range text {
		if isWesternRune(c) {
			western++
			if c >= 0xC0 && unicode.IsLetter(c) {
				letters++
			}
		}
		other = other || isOther(c)
	}
	return other && western > 1 && letters > 0
}

func isOther(c rune) bool { return c == 'ʼ' || c >= 0x400 && c < 0x2000 && unicode.IsLetter(c) }

// unpatched is text without what may be whole: what is left are ASCII and the
// characters of Windows-1252.
func unpatched(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= utf8.RuneSelf && !isWesternRune(c) {
			return -1
		}
		return c
	}, text)
}
