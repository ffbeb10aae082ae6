package scripts

import (
	"unicode"
	"unicode/utf8"
)

// InWord reports whether r can be part of a word: a letter, digit or mark.
func InWord(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// OneKana is Of, except that the two syllabaries of Japanese are one: Hiragana.
func OneKana(r rune) Script {
	if s := Of(r); s != Katakana {
		return s
	}
	return Hiragana
}
