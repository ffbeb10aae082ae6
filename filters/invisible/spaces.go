package invisible

import (
	"fmt"
	"slices"
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

// spacedWord judges a chain by the letters that stand alone, and if those are
// few, by the words of the article: an author may have set two words apart. Of
// 327 pages and 266 texts none has an odd space between letters.
func (c *checker) spacedWord(p passage, chain []mark) {
	singles := p.singles(chain)
	confidence := 0.0
	switch {
	case len(chain) > 1 && p.isSeries(chain):
		return
	case singles >= c.SpacedWord:
		confidence = certain
	case chain[0].r == brailleBlank:
		confidence = 0.8
	default:
		confidence = c.cut(p.wordParts(chain))
	}
	start, end := chain[0].at, chain[len(chain)-1].end
	_, first := utf8.DecodeLastRuneInString(p.Data[:start])
	_, last := utf8.DecodeRuneInString(p.Data[end:])
	c.report(p, draft{
		kind: OddSpace, start: start, end: end, remove: chain, confidence: confidence, lone: singles == 0 && confidence == 0,
		message:  fmt.Sprintf("Odd spaces pull the letters of %s apart.", quote(without(p.Data[start-first:end+last], start-first, chain))),
		evidence: map[string]any{"letters": singles},
	})
}

// isName reports whether parts may be words of a name, with capitals.
func isName(parts []string) bool {
	return slices.ContainsFunc(parts[1:], func(part string) bool {
		r, _ := utf8.DecodeRuneInString(part)
		return unicode.IsUpper(r)
	})
}

// cut is the confidence that parts are one word: that the article has it is good
// evidence, that it has none of the parts is little.
func (c *checker) cut(parts []string) float64 {
	if c.known == nil {
		c.known = newVocabulary(c.doc)
	}
	switch whole, known, unknown := c.known.lookUp(parts); {
	case whole && unknown > 0:
		return 0.8
	case known == 0 && unknown > 0 && !isName(parts):
		return 0.45
	}
	return 0
}
