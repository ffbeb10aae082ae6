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

// beforeFrench are what French, Italian and Catalan have before an apostrophe.
const beforeFrench = " l d j m n s t c qu jusqu lorsqu puisqu un dell nell all sull dall quest "

// isElided reports whether text is an English word with a typographic
// apostrophe (isn’t, we’re), or one of French or Italian (l’eau).
func isElided(text string) bool {
	_, ok := stem(text)
	return ok || isFrench(text)
}

// isFrench reports whether text is an article, a pronoun or the like, an apostrophe
// and a word.
func isFrench(text string) bool {
	word, rest, found := strings.Cut(strings.TrimLeft(text, "(“«"), "’")
	next, _ := utf8.DecodeRuneInString(rest)
	return found && unicode.IsLetter(next) && isAmong(word, beforeFrench)
}

func isAmong(word, list string) bool {
	return strings.Contains(strings.ToLower(list), " "+strings.ToLower(word)+" ")
}

// closing are the signs that stand around a word.
const closing = ".,;:!?()\"“”‘[]—–"

// stem is what stands before the apostrophe of an English word.
func stem(text string) (word string, ok bool) {
	text = strings.Trim(text, closing)
	word, end, found := strings.Cut(text, "’")
	if !found || word == "" || !isASCII(word) || !isLetter(word[len(word)-1]) {
		return "", false
	}
	switch end {
	case "s", "t", "re", "ll", "ve", "d", "m":
		return word, true
	case "":
		return word, strings.HasSuffix(word, "s") // the traders’
	}
	return "", false
}

// isElision reports whether text has a letter or sign where before has the
// apostrophe of an English word that the article has elsewhere without, or of a
// French one. A small letter may be part of a name or of another language's word
// where that is all that follows, or precedes: así, Díaz.
func (r *reader) isElision(text, before string) bool {
	if isElided(text) {
		return false
	}
	from, to, _ := differing(text, before)
	small := strings.ContainsFunc(text[from:to], unicode.IsLower)
	if isFrench(before) {
		return !small && r.home.Owns(before) && (r.home.Speaks("fr") || r.home.Speaks("it") || r.home.Speaks("ca"))
	}
	word, ok := stem(before)
	return ok && !(small && strings.HasSuffix(strings.TrimRight(before, closing), "’")) && r.home.Speaks("en") && (isAmong(word, afterEnglish) || r.has(word))
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
