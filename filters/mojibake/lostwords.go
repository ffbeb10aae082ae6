package mojibake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters"
)

// lostWords reports runs of words that are question marks alone, of different
// lengths: a text in letters that a charset did not have.
func (s *survey) lostWords() []filters.Finding {
	var found []filters.Finding
	for k := range s.passages {
		p := s.passages[k]
		for i := strings.Index(p.Text, "??"); i >= 0 && i < len(p.Text); {
			end := i + len(p.Text[i:]) - len(strings.TrimLeft(p.Text[i:], "? ,.-"))
			end = i + len(strings.TrimRight(p.Text[i:end], " ,.-"))
			if (isLostWords(p.Text[i:end]) || s.isLostWord(p.Text, i, end)) && (i == 0 || !isLetter(p.Text[i-1])) {
				found = append(found, filters.Finding{
					Kind: LostLetters, Span: p.Span(i, end), Confidence: 0.7,
					Message:  "All letters of these words were replaced by question marks.",
					Evidence: map[string]any{"letters": strings.Count(p.Text[i:end], "?"), "repaired": "", "twin": false, "where": where(p)},
				})
				if p.Whole {
					break
				}
			}
			next := strings.Index(p.Text[end:], "??")
			if next < 0 {
				break
			}
			i = end + next
		}
	}
	for i := range found {
		if len(found) >= severalRuns {
			found[i].Confidence = 0.9
		}
	}
	return found
}

// severalRuns of question marks in one article are no outburst.
const severalRuns = 3

// isLostWords asks for three words of question marks, or two long ones, not
// all as long as one another.
func isLostWords(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return r != '?' })
	lengths, long, total := map[int]bool{}, 0, 0
	for _, w := range words {
		lengths[len(w)] = true
		total += len(w)
		if len(w) >= 4 {
			long++
		}
	}
	return len(lengths) > 1 && (len(words) >= 3 && total >= 9 && long > 0 || long >= 2)
}

// leastLost is the length of a word of question marks that stands by itself: three
// or four may be an outburst.
const leastLost = 5

// isLostWord reports whether text from start to end is a word of question marks
// in the middle of a sentence, in an article that ASCII has no letters of.
func (s *survey) isLostWord(text string, start, end int) bool {
	if end-start < leastLost || strings.Trim(text[start:end], "?") != "" || !s.listen().IsAlphabetic() {
		return false
	}
	before, spaced := strings.CutSuffix(text[:start], " ")
	after, also := strings.CutPrefix(text[end:], " ")
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return spaced && also && unicode.IsLetter(last) && unicode.IsLower(next)
}
