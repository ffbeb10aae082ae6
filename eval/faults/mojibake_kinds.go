package faults

import "strings"

// The kinds of mojibake, each for the damage that it fits best.
const (
	wrongCharset = "mojibake/wrong-charset"         // can be read again
	replacement  = "mojibake/replacement-character" // U+FFFD where characters were
	control      = "mojibake/control-character"     // C1 controls where quotation marks were
	lostLetter   = "mojibake/lost-letter"           // a question mark for each
	leftover     = "mojibake/leftover"              // what U+FFFD, a byte order mark or empty memory becomes
)

// kindsOf says what there is to find in garbled text, the most fitting first.
func kindsOf(f Fault) []string {
	var text strings.Builder
	for _, s := range f.Spans {
		text.WriteString(f.Source[s.Start:s.End])
	}
	garbled := text.String()
	controls := countIf(garbled, func(c rune) bool { return 0x80 <= c && c < 0xA0 })
	replaced := strings.Count(garbled, "\uFFFD")
	marks := 0
	if !f.Lossless {
		marks = strings.Count(garbled, "?")
	}
	rest := beyondASCII(garbled) - controls - replaced
	kinds := []string{wrongCharset}
	for _, k := range []struct {
		kind  string
		count int
	}{{control, controls}, {replacement, replaced}, {lostLetter, marks}} {
		if k.count > rest {
			kinds = append([]string{k.kind}, kinds...)
		} else if k.count > 0 {
			kinds = append(kinds, k.kind)
		}
	}
	if !f.Lossless {
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
