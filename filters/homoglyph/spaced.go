package homoglyph

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/inblock"
)

// A chain is single letters and digits with the same sort of gap between each
// two.
type chain struct {
	start, end int
	words      []word
	gap        gap
}

// A gap is what stands between the letters of a chain.
type gap uint8

const (
	none gap = iota
	space
	noBreak
	dot
	ornament
)

func gapOf(s string) gap {
	switch {
	case s == " ":
		return space
	case s == "\u00A0":
		return noBreak
	case s == ".":
		return dot
	case isOrnament(s):
		return ornament
	}
	return none
}

// link adds w to the chain of single characters, or ends the chain.
func (r *reading) link(w *word) {
	if w.letters+w.digits != 1 {
		r.endChain()
		return
	}
	if n := len(r.chain.words); n > 0 {
		last := r.chain.words[n-1]
		g := gapOf(r.data[last.end:w.start])
		switch {
		case g == none:
			r.endChain()
		case n > 1 && g != r.chain.gap:
			if r.endChain(); n < r.c.SpacedWord {
				r.chain.words = append(r.chain.words, last) // é R.O.M.A
			}
		}
		r.chain.gap = g
	}
	r.chain.words = append(r.chain.words, *w)
}

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
		r.chains = append(r.chains, chain{words[0].start, words[len(words)-1].end, words, r.chain.gap})
		r.chain = chain{}
	}
	r.chain.words, r.chain.gap = r.chain.words[:0], none
}

// Confidence of a spaced word. Titles, tables, chords and keyboards are full of
// letters with spaces between them, so one is reported only if something else
// speaks against it.
const (
	spacedName     = 0.9  // a name of the list
	spacedDisguise = 0.9  // styled letters, or letters of two scripts
	spacedBrand    = 0.75 // capitals and behind them digits: A L E X I S 1 7; ornaments between the letters
	spacedWord     = 0.7  // capitals that can be spoken, or any letters with no-break spaces, in the middle of a sentence
	dottedWord     = 0.5  // likewise with dots: not all of it is an acronym
)

// Letters of a spaced and a dotted word that is in no list, at least, and of one
// with no-break spaces. Acronyms
// that can be spoken have six (U.N.E.S.C.O).
const (
	leastSpaced = 6
	leastDotted = 7

	leastNoBreak = 4 // more letters than initials have
)

// spaced reports chain, of a block of total words, if it is a disguised word.
func (c *checker) spaced(b *article.Block, chain chain, total int) bool {
	plain, letters, ok := c.despaced(b, chain)
	if !ok || isSeries(plain) {
		return false
	}
	confidence := c.apart(chain, plain, letters)
	if confidence == 0 && total-len(chain.words) >= sentence {
		confidence = chain.spoken(plain)
	}
	if confidence == 0 {
		return false
	}
	c.report(b, draft{
		kind: SpacedLetters, start: chain.start, end: chain.end, plain: plain, confidence: confidence,
		message: fmt.Sprintf("The letters of %s stand apart.", quote(plain)),
		changes: chain.changes(b),
	})
	return true
}

// apart is the confidence that chain is a word that everybody would hide.
func (c *checker) apart(chain chain, plain string, letters int) float64 {
	styled, alphabets := chain.disguise()
	switch {
	case c.isName(plain):
		return spacedName
	case (styled > 0 || alphabets.mixed()) && letters >= 3:
		return spacedDisguise
	case isBrand(plain), chain.gap == ornament && letters >= 3:
		return spacedBrand
	}
	return 0
}

// sentence is how many other words make a spaced word part of a sentence
// rather than a headline.
const sentence = 3

// spoken is the confidence that plain, which is in no list, is a name.
func (ch chain) spoken(plain string) float64 {
	switch {
	case ch.gap == noBreak && len(ch.words) > leastNoBreak && !strings.ContainsAny(plain, "0123456789"):
		return spacedWord
	case plain != strings.ToUpper(plain) || !isSpoken(strings.ToLower(plain)):
		return 0
	case ch.gap == space && len(plain) >= leastSpaced:
		return spacedWord
	case ch.gap == dot && len(plain) >= leastDotted:
		return dottedWord
	}
	return 0
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

// isBrand reports whether s is four capitals or more, then one to four digits
// that are no year, or 4D, by which lotteries are known.
func isBrand(s string) bool {
	name := strings.TrimRight(strings.TrimSuffix(s, "4D"), "0123456789")
	digits := s[len(name):]
	isYear := len(digits) == 4 && (strings.HasPrefix(digits, "19") || strings.HasPrefix(digits, "20"))
	return len(name) >= 4 && 1 <= len(digits) && len(digits) <= 4 && !isYear && strings.ToUpper(name) == name && !strings.ContainsAny(name, "0123456789")
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
