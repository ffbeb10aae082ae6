package hiddentext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// isUnparted reports whether s has no spaces between words, or puts a syllable
// into one letter.
func isUnparted(s scripts.Script) bool { return s.Unspaced() || s == scripts.Hangul }

// split calls yield with each word of text in lower case: of scripts that do
// not part their words, with each pair of neighbouring letters. Numbers say
// nothing and are left out.
func split(text string, yield func(word string)) {
	for field := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !scripts.InWord(r) }) {
		first, size := utf8.DecodeRuneInString(field)
		switch {
		case unicode.IsDigit(first):
		case isUnparted(scripts.OneKana(first)) && size < len(field):
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
	return utf8.RuneCountInString(word) <= shortWord && !isUnparted(scripts.OneKana(first))
}
