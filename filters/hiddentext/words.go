package hiddentext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// scriptOf is the script of r, the two syllabaries of Japanese being one.
func scriptOf(r rune) scripts.Script {
	if s := scripts.Of(r); s != scripts.Katakana {
		return s
	}
	return scripts.Hiragana
}

// isUnparted reports whether s has no spaces between words, or puts a syllable
// into one letter.
func isUnparted(s scripts.Script) bool { return s.Unspaced() || s == scripts.Hangul }

// split calls yield with each word of text in lower case: of scripts that do
// not part their words, with each pair of neighbouring letters. Numbers say
// nothing and are left out.
func split(text string, yield func(word string)) {
	for field := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !isWordRune(r) }) {
		first, size := utf8.DecodeRuneInString(field)
		switch {
		case unicode.IsDigit(first):
		case isUnparted(scriptOf(first)) && size < len(field):
			pairs(field, yield)
		default:
			yield(field)
		}
	}
}

func pairs(word string, yield func(string)) {
	last := -1
	for i, r := range word {
		if last >= 0 {
			yield(word[last : i+utf8.RuneLen(r)])
		}
		last = i
	}
}

// shortWord is how many letters the words have at most that every text of a
// language is full of: articles, prepositions, pronouns.
const shortWord = 4

func isShortWord(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return utf8.RuneCountInString(word) <= shortWord && !isUnparted(scriptOf(first))
}
