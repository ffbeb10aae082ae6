package mojibake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// afterEnglish are what English has before n’t, ’s and the like, besides the
// article's own words.
const afterEnglish = " I you he she it we they that this there here who what where when how let don won isn aren wasn weren can couldn didn doesn hasn haven hadn wouldn shouldn ain today "

// elisionGain is what it says for an apostrophe that the rest of the word is one
// of the article's, in nats.
const elisionGain = 8

// isElided reports whether text is an English word with a typographic
// apostrophe: isn’t, we’re.
func isElided(text string) bool {
	_, ok := stem(text)
	return ok
}

// stem is what stands before the apostrophe of an English word.
func stem(text string) (word string, ok bool) {
	text = strings.Trim(text, ".,;:!?()\"“”‘[]—–")
	word, end, found := strings.Cut(text, "’")
	if !found || word == "" || !isASCII(word) || !isLetter(word[len(word)-1]) {
		return "", false
	}
	switch end {
	case "s", "t", "re", "ll", "ve", "d", "m":
		return word, true
	}
	return "", false
}

// isElision reports whether text has a letter or sign where before has the
// apostrophe of an English word that the article has elsewhere without.
func (r *reader) isElision(text, before string) bool {
	word, ok := stem(before)
	if !ok || isElided(text) || !r.home.Speaks("en") {
		return false
	}
	return strings.Contains(strings.ToLower(afterEnglish), " "+strings.ToLower(word)+" ") || r.has(word)
}

// hasWord reports whether word stands in the article by itself.
func (s *survey) hasWord(word string) bool {
	for _, b := range s.doc.Blocks() {
		for at := 0; ; {
			k := strings.Index(b.Data[at:], word)
			if k < 0 {
				break
			}
			at += k + len(word)
			last, _ := utf8.DecodeLastRuneInString(b.Data[:at-len(word)])
			next, _ := utf8.DecodeRuneInString(b.Data[at:])
			if !unicode.IsLetter(last) && !unicode.IsLetter(next) {
				return true
			}
		}
	}
	return false
}
