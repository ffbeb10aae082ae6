package invisible

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// spacedWords reports letters of one word that thin, hair, ideographic and
// other odd spaces pull apart.
func (c *checker) spacedWords(p passage) {
	for i := 0; i < len(p.marks); {
		chain := p.chain(i)
		if len(chain) > 0 {
			c.spacedWord(p, chain)
		}
		i += max(1, len(chain))
	}
}

// chain is the run of odd spaces from the i-th mark on with a single letter or
// digit between each two, a letter before the first, and one or a digit behind
// the last.
func (p passage) chain(i int) []mark {
	from := i
	for ; i < len(p.marks) && p.marks[i].class == oddSpace; i++ {
		before, size := utf8.DecodeLastRuneInString(p.Data[:p.marks[i].at])
		after, _ := utf8.DecodeRuneInString(p.Data[p.marks[i].end:])
		joined := i > from && p.marks[i].at-size == p.marks[i-1].end
		if i > from && !joined || !p.marks[i].parts(before, joined) || !p.marks[i].parts(after, i > from) {
			break
		}
	}
	return p.marks[from:i]
}

// parts reports whether r may be a letter of a word that m pulls apart, or a
// digit of it behind letters. Ideographic spaces stand between ideographs for
// good reason.
func (m mark) parts(r rune, digits bool) bool {
	return isPlain(r) || digits && unicode.IsDigit(r) || m.r != 0x3000 && scripts.Of(r).EastAsian()
}

// singles counts the letters that stand alone in the word that chain parts.
func (p passage) singles(chain []mark) int {
	n, m := len(chain)-1, chain[0]
	first, size := utf8.DecodeLastRuneInString(p.Data[:chain[0].at])
	if before, _ := utf8.DecodeLastRuneInString(p.Data[:chain[0].at-size]); !m.parts(before, true) && m.parts(first, false) {
		n++
	}
	_, size = utf8.DecodeRuneInString(p.Data[chain[len(chain)-1].end:])
	if after, _ := utf8.DecodeRuneInString(p.Data[chain[len(chain)-1].end+size:]); !m.parts(after, true) && !unicode.Is(unicode.M, after) {
		n++
	}
	return n
}

// isSeries reports whether the letters around the spaces follow one another in
// the alphabet or are all the same, as in a list of options.
func (p passage) isSeries(chain []mark) bool {
	previous, _ := utf8.DecodeLastRuneInString(p.Data[:chain[0].at])
	for _, m := range chain {
		r, _ := utf8.DecodeRuneInString(p.Data[m.end:])
		if r != previous && r != previous+1 {
			return false
		}
		previous = r
	}
	return true
}

// brailleBlank is the one odd space that no text has between words.
const brailleBlank = 0x2800

// spacedWord judges a chain by the letters that stand alone: an author may have
// set two words apart, or a formula of two or three letters.
func (c *checker) spacedWord(p passage, chain []mark) {
	singles := p.singles(chain)
	confidence := 0.0
	switch {
	case singles < 1 && chain[0].r != brailleBlank || len(chain) > 1 && p.isSeries(chain):
		return
	case singles >= c.SpacedWord:
		confidence = certain
	case chain[0].r == brailleBlank:
		confidence = 0.8
	case singles == c.SpacedWord-1:
		confidence = 0.6
	}
	start, end := chain[0].at, chain[len(chain)-1].end
	_, first := utf8.DecodeLastRuneInString(p.Data[:start])
	_, last := utf8.DecodeRuneInString(p.Data[end:])
	c.report(p, draft{
		kind: OddSpace, start: start, end: end, remove: chain, confidence: confidence,
		message:  fmt.Sprintf("Odd spaces pull the letters of %s apart.", quote(without(p.Data[start-first:end+last], start-first, chain))),
		evidence: map[string]any{"letters": singles},
	})
}
