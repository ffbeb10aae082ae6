package homoglyph

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/inblock"
)

// A chain is single letters and digits with one space between each two, or with
// the same ornament.
type chain struct {
	start, end int
	words      []word
	ornate     bool
}

// link adds w to the chain of single characters, or ends the chain.
func (r *reading) link(w word) {
	if w.letters+w.digits != 1 {
		r.endChain()
		return
	}
	if n := len(r.chain.words); n > 0 {
		between := r.data[r.chain.words[n-1].end:w.start]
		ornate := isOrnament(between)
		if !ornate && !isOneSpace(between) || n > 1 && ornate != r.chain.ornate {
			r.endChain()
		} else {
			r.chain.ornate = ornate
		}
	}
	r.chain.words = append(r.chain.words, w)
}

func isOneSpace(s string) bool { return s == " " || s == "\u00A0" }

// isOrnament reports whether s is one to three block elements, geometric shapes
// or East Asian brackets: ░P░U░L░, 【P】【U】【L】.
func isOrnament(s string) bool {
	n := 0
	for _, r := range s {
		if n++; n > 3 || !(0x2580 <= r && r <= 0x25FF || 0x3008 <= r && r <= 0x301B) {
			return false
		}
	}
	return n > 0
}

func (r *reading) endChain() {
	if words := r.chain.words; len(words) >= r.c.SpacedWord {
		r.chains = append(r.chains, chain{words[0].start, words[len(words)-1].end, words, r.chain.ornate})
		r.chain = chain{}
	}
	r.chain.words, r.chain.ornate = r.chain.words[:0], false
}

// Confidence of a spaced word. Titles, tables, chords and keyboards are full of
// letters with spaces between them, so one is reported only if something else
// speaks against it.
const (
	spacedName     = 0.9  // a name of the list
	spacedDisguise = 0.9  // styled letters, or letters of two scripts
	spacedBrand    = 0.65 // capitals and behind them digits: A L E X I S 1 7; ornaments between the letters
)

// spaced reports chain if it is a disguised word.
func (c *checker) spaced(b *article.Block, chain chain) bool {
	plain, letters, ok := c.despaced(b, chain)
	if !ok || isSeries(plain) {
		return false
	}
	var confidence float64
	styled, alphabets := chain.disguise()
	switch {
	case c.isName(plain):
		confidence = spacedName
	case (styled > 0 || alphabets.mixed()) && letters >= 3:
		confidence = spacedDisguise
	case isBrand(plain), chain.ornate && letters >= 3:
		confidence = spacedBrand
	default:
		return false
	}
	c.report(b, draft{
		kind: SpacedLetters, start: chain.start, end: chain.end, plain: plain, confidence: confidence,
		message: fmt.Sprintf("The letters of %s stand apart.", quote(plain)),
		changes: chain.changes(b),
	})
	return true
}

// despaced is the chain as one plain word, and how many of it are letters.
func (c *checker) despaced(b *article.Block, chain chain) (plain string, letters int, ok bool) {
	var out strings.Builder
	for _, w := range chain.words {
		text, ok := inLatin(b.Data[w.start:w.end])
		if !ok && (w.scripts.mixed() || w.lookalikes > 0) {
			return "", 0, false
		} else if !ok {
			text = b.Data[w.start:w.end]
		}
		out.WriteString(text)
		letters += w.letters
	}
	return out.String(), letters, true
}

func (ch chain) disguise() (styled int, alphabets scriptSet) {
	for _, w := range ch.words {
		styled += w.styled
		alphabets |= w.scripts
	}
	return styled, alphabets
}

// changes removes the spaces and makes the letters plain.
func (ch chain) changes(b *article.Block) []inblock.Change {
	var changes []inblock.Change
	for i, w := range ch.words {
		if i > 0 {
			changes = append(changes, inblock.Change{Start: ch.words[i-1].end, End: w.start})
		}
		changes = append(changes, plainChanges(b, w.start, w.end)...)
	}
	return changes
}

// isBrand reports whether s is four capitals or more, then one to four digits.
func isBrand(s string) bool {
	name := strings.TrimRight(s, "0123456789")
	digits := len(s) - len(name)
	return len(name) >= 4 && 1 <= digits && digits <= 4 && strings.ToUpper(name) == name && !strings.ContainsAny(name, "0123456789")
}

// isSeries reports whether the characters of s follow one another, as in a list
// of options, or are all alike.
func isSeries(s string) bool {
	previous, size := utf8.DecodeRuneInString(s)
	for _, r := range s[size:] {
		if d := unicode.ToLower(r) - unicode.ToLower(previous); d != 0 && d != 1 {
			return false
		}
		previous = r
	}
	return true
}
