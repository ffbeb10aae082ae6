package review

import (
	"fmt"
	"iter"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zeebo/xxh3"
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// maxFlagged bounds what a fingerprint is taken of, in bytes of source.
const maxFlagged = 64 << 10

// fingerprint is the simhash of what was flagged in doc: of its words, without
// markup, addresses and order, because those are what a campaign varies. Text
// without spaces counts by pairs of characters. It is 0 if nothing was flagged.
// Charikar, "Similarity estimation techniques from rounding algorithms", 2002.
func fingerprint(doc *article.Document, found []filters.Finding) uint64 {
	var votes [64]int
	var any bool
	for word := range flagged(doc, found) {
		h := xxh3.HashString(word)
		any = true
		for i := range votes {
			votes[i] += int(h>>i&1)*2 - 1
		}
	}
	if !any {
		return 0
	}
	var sum uint64
	for i, v := range votes {
		if v > 0 {
			sum |= 1 << i
		}
	}
	return max(sum, 1)
}

// flagged is the set of words in what the findings cover.
func flagged(doc *article.Document, found []filters.Finding) map[string]bool {
	words := map[string]bool{}
	end, room := 0, maxFlagged
	for _, f := range found { // in the order of their starts
		start := max(f.Span.Start, end)
		if start >= f.Span.End || room <= 0 {
			continue
		}
		end = min(f.Span.End, start+room)
		room -= end - start
		addWords(words, visible(doc.Source[start:end]))
	}
	return words
}

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

// bands cut a simhash into pieces of which two that differ in few bits must
// share one: that many pieces, less one, is the greatest distance found.
const bands = 8

// MaxDistance is how many of the 64 bits of two fingerprints may differ in
// near-identical items. Measured on blocks of 12 to 34 links of which up to two
// are left out: 4 is the median between two of one campaign, 9 the ninth decile,
// 18 the median between any two that sell the same 25 wares. The test's 500
// variants make 5 to 7 groups at 7, and 13 at 5, without a stranger in either.
const MaxDistance = bands - 1

func bandsOf(simhash uint64) []string {
	if simhash == 0 {
		return nil
	}
	pieces := make([]string, bands)
	for i := range pieces {
		from, to := 64*i/bands, 64*(i+1)/bands
		pieces[i] = fmt.Sprintf("%d:%x", i, simhash>>from&(1<<(to-from)-1))
	}
	return pieces
}

func distance(a, b uint64) int { return bits.OnesCount64(a ^ b) }
