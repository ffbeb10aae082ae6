package alike

import (
	"maps"
	"strings"
	"unicode/utf8"
)

// longestEvidence bounds the flagged text that is shown of an article, in
// characters.
const longestEvidence = 300

// A Piece of flagged text.
type Piece struct {
	Text   string
	Common bool // most of the texts have it
}

// Marked is flagged text, with what it shares with that of others.
type Marked struct {
	Evidence []Piece // the text, cut after some 300 characters
	Common   int     // how many of the words that most texts share are in all of it
	Of       int     // how many such words there are
}

// Compare marks in each text the words that most of them share.
func Compare(texts []string) []Marked {
	words := make([]map[string]bool, len(texts))
	count := map[string]int{}
	for i, text := range texts {
		words[i] = map[string]bool{}
		addWords(words[i], text)
		for word := range words[i] {
			count[word]++
		}
	}
	maps.DeleteFunc(count, func(_ string, n int) bool { return 2*n <= len(texts) })
	all := make([]Marked, len(texts))
	for i, text := range texts {
		all[i] = Marked{Evidence: divided(shortened(text), count), Of: len(count)}
		for word := range words[i] {
			if count[word] > 0 {
				all[i].Common++
			}
		}
	}
	return all
}

func shortened(text string) string {
	if utf8.RuneCountInString(text) <= longestEvidence {
		return text
	}
	return string([]rune(text)[:longestEvidence]) + "…"
}

// divided is text in pieces, those between two common words with them.
func divided(text string, common map[string]int) []Piece {
	var pieces []Piece
	add := func(text string, isCommon bool) {
		if last := len(pieces) - 1; text == "" {
			return
		} else if last >= 0 && pieces[last].Common == isCommon {
			pieces[last].Text += text
		} else {
			pieces = append(pieces, Piece{text, isCommon})
		}
	}
	end, wasCommon := 0, false
	for w := range wordsOf(text) {
		isCommon := common[w.word] > 0
		start := max(w.start, end) // pairs of characters overlap
		add(text[end:start], isCommon && wasCommon)
		add(text[start:max(w.end, start)], isCommon)
		end, wasCommon = max(w.end, end), isCommon
	}
	add(text[end:], false)
	return pieces
}

// Readable is the text of a quote, or the quote if it is all markup.
func Readable(quote string) string {
	if text := strings.Join(strings.Fields(visible(quote)), " "); text != "" {
		return text
	}
	return quote
}
