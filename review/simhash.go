package review

import (
	"fmt"
	"math/bits"
	"strings"
	"unicode"

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
	isSplit := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }
	for _, word := range strings.FieldsFunc(strings.ToLower(text), isSplit) {
		runes := []rune(word)
		if len(runes) < 3 || !unicode.In(runes[0], unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			words[word] = true
			continue
		}
		for i := range len(runes) - 1 {
			words[string(runes[i:i+2])] = true
		}
	}
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
