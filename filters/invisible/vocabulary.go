package invisible

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// A vocabulary counts the words of an article, in small letters.
type vocabulary map[string]int

func newVocabulary(doc *article.Document) vocabulary {
	v := vocabulary{}
	for _, b := range doc.Blocks() {
		for _, w := range strings.FieldsFunc(b.Data, func(r rune) bool { return !isLetter(r) }) {
			v[strings.ToLower(w)]++
		}
	}
	return v
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.M, r) }

// wordParts are the parts that chain makes of the word around it.
func (p passage) wordParts(chain []mark) []string {
	start, end := chain[0].at, chain[len(chain)-1].end
	for n := 0; n < farthest; n++ {
		r, size := utf8.DecodeLastRuneInString(p.Data[:start])
		if !isLetter(r) {
			break
		}
		start -= size
	}
	for n := 0; n < farthest; n++ {
		r, size := utf8.DecodeRuneInString(p.Data[end:])
		if !isLetter(r) {
			break
		}
		end += size
	}
	var parts []string
	for _, m := range chain {
		parts = append(parts, p.Data[start:m.at])
		start = m.end
	}
	return append(parts, p.Data[start:end])
}

// lookUp reports whether the article has the word that parts make up, and counts
// the parts that it has elsewhere, and not. Single letters tell nothing.
func (v vocabulary) lookUp(parts []string) (whole bool, known, unknown int) {
	for _, part := range parts {
		if utf8.RuneCountInString(part) < 2 {
			continue
		}
		if v[strings.ToLower(part)] > 1 {
			known++
		} else {
			unknown++
		}
	}
	return v[strings.ToLower(strings.Join(parts, ""))] > 0, known, unknown
}
