// Package alike finds articles in which nearly the same was flagged, and shows
// what they have in common.
//
//	article, findings ──▶ Of ──▶ Fingerprint: Bands to look others up by, Distance to them
//	flagged texts ──▶ Compare ──▶ Marked: the words that most of them share
//
// What was flagged is a stranger's, and mostly a spammer's. Nothing is kept here.
package alike

import (
	"fmt"
	"math/bits"

	"github.com/zeebo/xxh3"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// A Fingerprint is the simhash of what was flagged in an article: of its words,
// without markup, addresses and order, because those are what a campaign varies.
// Text without spaces counts by pairs of characters. It is 0 if nothing was
// flagged.
// Charikar, "Similarity estimation techniques from rounding algorithms", 2002.
type Fingerprint uint64

// maxFlagged bounds what a fingerprint is taken of, in bytes of source.
const maxFlagged = 64 << 10

// Of is the fingerprint of what the findings cover, of which it takes the first
// 64 KiB. They are in the order of their starts.
func Of(doc *article.Document, found []filters.Finding) Fingerprint {
	words := flagged(doc, found)
	if len(words) == 0 {
		return 0
	}
	var votes [64]int
	for word := range words {
		h := xxh3.HashString(word)
		for i := range votes {
			votes[i] += int(h>>i&1)*2 - 1
		}
	}
	var sum Fingerprint
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

// bands cut a simhash into pieces of which two that differ in few bits must
// share one: that many pieces, less one, is the greatest distance found.
const bands = 8

// MaxDistance is how many of the 64 bits of two fingerprints may differ in
// near-identical items. Measured on blocks of 12 to 34 links of which up to two
// are left out: 4 is the median between two of one campaign, 9 the ninth decile,
// 18 the median between any two that sell the same 25 wares. The 500 variants of
// review's test make 5 to 7 groups at 7, and 13 at 5, without a stranger in either.
const MaxDistance = bands - 1

// Bands are texts of which near fingerprints share at least one, and others
// rarely do: to look near ones up by. They are nil for 0.
func (f Fingerprint) Bands() []string {
	if f == 0 {
		return nil
	}
	pieces := make([]string, bands)
	for i := range pieces {
		from, to := 64*i/bands, 64*(i+1)/bands
		pieces[i] = fmt.Sprintf("%d:%x", i, f>>from&(1<<(to-from)-1))
	}
	return pieces
}

// Distance is how many of the 64 bits differ.
func (f Fingerprint) Distance(other Fingerprint) int { return bits.OnesCount64(uint64(f ^ other)) }

// Near reports whether the two are at most MaxDistance apart.
func (f Fingerprint) Near(other Fingerprint) bool { return f.Distance(other) <= MaxDistance }

// Sizes are how many of the fingerprints hang together: each is near to another
// of its group. All are compared with all: two million pairs take milliseconds.
// It changes their order.
func Sizes(prints []Fingerprint) []int {
	var sizes []int
	for len(prints) > 0 {
		n := 1 // the first n are a group
		for i := 0; i < n; i++ {
			for j := n; j < len(prints); j++ {
				if prints[i].Near(prints[j]) {
					prints[n], prints[j] = prints[j], prints[n]
					n++
				}
			}
		}
		sizes = append(sizes, n)
		prints = prints[n:]
	}
	return sizes
}
