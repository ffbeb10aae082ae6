package faults

import (
	"slices"
	"strings"
)

// The kinds of mojibake, each for the damage that it fits best.
const (
	wrongCharset = "mojibake/wrong-decoding" // can be read again
	leftover     = "mojibake/lost-bytes"     // U+FFFD and what becomes of it, C1 controls, a byte order mark, empty memory
	lostLetter   = "mojibake/lost-letters"   // a question mark for each
)

// kindsOf says what there is to find in garbled text, the most fitting first.
func kindsOf(f Fault) []string {
	var text strings.Builder
	for _, s := range f.Spans {
		text.WriteString(f.Source[s.Start:s.End])
	}
	garbled := text.String()
	lost := countIf(garbled, func(c rune) bool { return 0x80 <= c && c < 0xA0 || c == '\uFFFD' })
	marks := 0
	if !f.Lossless {
		marks = strings.Count(garbled, "?")
	}
	rest := beyondASCII(garbled) - lost
	kinds := []string{wrongCharset}
	for _, k := range []struct {
		kind  string
		count int
	}{{leftover, lost}, {lostLetter, marks}} {
		if k.count > rest {
			kinds = append([]string{k.kind}, kinds...)
		} else if k.count > 0 {
			kinds = append(kinds, k.kind)
		}
	}
	if !f.Lossless && !slices.Contains(kinds, leftover) {
		kinds = append(kinds, leftover)
	}
	return kinds
}

func countIf(text string, fits func(rune) bool) int {
	n := 0
	for _, c := range text {
		if fits(c) {
			n++
		}
	}
	return n
}

func beyondASCII(text string) int { return countIf(text, func(c rune) bool { return c >= 0x80 }) }
