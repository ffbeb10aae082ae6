package invisible

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// spacedWords reports letters of one word that thin, hair, ideographic and
// other odd spaces pull apart.
func (c *checker) spacedWords(p passage) {
	for i := 0; i < len(p.marks); {
		chain := p.chain(i)
		if len(chain) >= c.SpacedWord-1 && !p.isSeries(chain) {
			c.spacedWord(p, chain)
		}
		i += max(1, len(chain))
	}
}

// chain is the run of odd spaces from the i-th mark on with a single letter
// between each two, and one at either end.
func (p passage) chain(i int) []mark {
	from := i
	for ; i < len(p.marks) && p.marks[i].class == oddSpace; i++ {
		before, size := utf8.DecodeLastRuneInString(p.Data[:p.marks[i].at])
		at := p.marks[i].at - size
		if i == from && !p.startsWord(before, at) || i > from && (at != p.marks[i-1].end || !isPlain(before)) {
			break
		}
		after, size := utf8.DecodeRuneInString(p.Data[p.marks[i].end:])
		if !isPlain(after) {
			break
		}
		next, _ := utf8.DecodeRuneInString(p.Data[p.marks[i].end+size:])
		if unicode.IsLetter(next) || unicode.IsDigit(next) || unicode.Is(unicode.M, next) {
			break
		}
	}
	return p.marks[from:i]
}

func (p passage) startsWord(r rune, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(p.Data[:at])
	return isPlain(r) && !unicode.IsLetter(before) && !unicode.IsDigit(before)
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

func (c *checker) spacedWord(p passage, chain []mark) {
	_, first := utf8.DecodeLastRuneInString(p.Data[:chain[0].at])
	_, last := utf8.DecodeRuneInString(p.Data[chain[len(chain)-1].end:])
	start, end := chain[0].at-first, chain[len(chain)-1].end+last
	c.report(p, draft{
		kind: OddSpace, start: start, end: end, remove: chain, confidence: 0.85,
		message:  fmt.Sprintf("Odd spaces pull the letters of %s apart.", quote(without(p.Data[start:end], start, chain))),
		evidence: map[string]any{"letters": len(chain) + 1},
	})
}
