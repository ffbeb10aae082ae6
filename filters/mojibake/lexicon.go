package mojibake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A lexicon is what the words of an article, in small letters, say of words with
// question marks in them.
type lexicon struct {
	has  map[string]bool
	full map[string]string // by pattern: the word, or "" where two share one
	with map[rune]int      // different words that have a letter beyond ASCII
}

func (s *survey) lexicon() *lexicon {
	l := &lexicon{map[string]bool{}, map[string]string{}, map[rune]int{}}
	all := s.doc.Passages()
	for k := range all {
		text := all[k].Text
		eachWord(text, func(start, end int) {
			word := strings.ToLower(strings.TrimRight(text[start:end], "?."))
			if !l.has[word] && !strings.ContainsAny(word, "?\uFFFD") {
				l.add(word)
			}
		})
	}
	return l
}

func (l *lexicon) add(word string) {
	l.has[word] = true
	if isASCII(word) {
		return
	}
	seen := ""
	key := strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return r
		}
		if !strings.ContainsRune(seen, r) {
			seen += string(r)
			l.with[r]++
		}
		return 1
	}, word)
	if _, known := l.full[key]; known {
		word = ""
	}
	l.full[key] = word
}

// parts says of the parts between the question marks of text whether one has no
// vowel and is no word of the article, and whether one is such a word of more
// than a letter.
func (l *lexicon) parts(text string) (broken, known bool) {
	for _, part := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == '?' }) {
		has := l.has[part]
		known = known || has && utf8.RuneCountInString(part) > 1
		broken = broken || !has && !strings.ContainsFunc(part, isVowel)
	}
	return broken, known
}

// isVowel holds for all letters beyond ASCII: what it cannot tell might be one.
func isVowel(r rune) bool { return r >= utf8.RuneSelf || strings.ContainsRune("aeiouy", r) }

// used is how many words have the rarest of the letters that full has and text
// has not.
func (l *lexicon) used(text, full string) int {
	least := -1
	for _, r := range full {
		if n := l.with[unicode.ToLower(r)]; r >= utf8.RuneSelf && !strings.ContainsRune(text, r) && (least < 0 || n < least) {
			least = n
		}
	}
	return max(least, 0)
}
