package hiddentext

import "strings"

// Bounds of a list of keywords.
const (
	enoughKeywords = 4 // of them
	longKeyword    = 5 // words in one, on average
)

// isList reports whether text is keywords between separators, not sentences.
func isList(text string) bool {
	pieces := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",|·;/_\n、，", r) })
	keywords, words := 0, 0
	for _, piece := range pieces {
		if n := len(strings.Fields(piece)); n > 0 {
			keywords++
			words += n
		}
	}
	return keywords >= enoughKeywords && words <= longKeyword*keywords && !strings.ContainsAny(text, ".!?。")
}
