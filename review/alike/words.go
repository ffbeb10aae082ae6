package alike

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// visible is the text between the tags of source, which may begin anywhere.
func visible(source string) string {
	var b strings.Builder
	for t := html.NewTokenizer(strings.NewReader(source)); ; {
		switch t.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.WriteString(html.UnescapeString(string(t.Raw())) + " ")
		}
	}
}

func addWords(words map[string]bool, text string) {
	for w := range wordsOf(text) {
		words[w.word] = true
	}
}

// A place is where a word stands in a text.
type place struct {
	word       string // lower-case
	start, end int    // bytes
}

// wordsOf yields the words of text. Of a text without spaces they are its pairs
// of characters, which overlap.
func wordsOf(text string) iter.Seq[place] {
	isLetter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }
	return func(yield func(place) bool) {
		for start := 0; start < len(text); {
			first, size := utf8.DecodeRuneInString(text[start:])
			if !isLetter(first) {
				start += size
				continue
			}
			end := len(text)
			if n := strings.IndexFunc(text[start:], func(r rune) bool { return !isLetter(r) }); n >= 0 {
				end = start + n
			}
			for _, w := range wordsIn(text, start, end) {
				if !yield(w) {
					return
				}
			}
			start = end
		}
	}
}

// wordsIn are those of a run of letters.
func wordsIn(text string, start, end int) []place {
	var at []int // of each character
	for i := range text[start:end] {
		at = append(at, start+i)
	}
	first, _ := utf8.DecodeRuneInString(text[start:])
	if len(at) < 3 || !unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
		return []place{{strings.ToLower(text[start:end]), start, end}}
	}
	at = append(at, end)
	var pairs []place
	for i := range len(at) - 2 {
		pairs = append(pairs, place{strings.ToLower(text[at[i]:at[i+2]]), at[i], at[i+2]})
	}
	return pairs
}
