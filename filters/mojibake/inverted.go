package mojibake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// shortInverted is the length of a word whose letters say that its case is
	// inverted, in letters.
	shortInverted = 4
	// oddInverted is what a letter of such a word costs in the mean, in nats: half
	// a nat more than one of most Russian words.
	oddInverted = 3.5
)

// isInverted reports whether text is a word in Cyrillic capitals, but for its
// first letter perhaps, that is spelt as no other: small letters of KOI8 are
// capitals of Windows-1251, and the other way round.
func (s *survey) isInverted(text string) bool {
	word := strings.TrimFunc(text, isEdge)
	first, size := utf8.DecodeRuneInString(word)
	if strings.ContainsFunc(word[size:], func(c rune) bool { return !unicode.IsUpper(c) || !unicode.Is(unicode.Cyrillic, c) }) {
		return false
	}
	n := utf8.RuneCountInString(word)
	if n < shortInverted || !unicode.Is(unicode.Cyrillic, first) {
		return false
	}
	return s.listen().Cost(strings.ToLower(word)) > oddInverted*float64(n)
}
