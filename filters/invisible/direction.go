package invisible

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// Direction controls: UAX #9, Unicode 15.0.
const (
	lre, rle, pdf, lro, rlo = 0x202A, 0x202B, 0x202C, 0x202D, 0x202E
	lri, rli, fsi, pdi      = 0x2066, 0x2067, 0x2068, 0x2069
)

// direction pairs the controls of a block, where their effect ends, and
// reports overrides that turn text round, and controls without a partner.
func (c *checker) direction(p passage) {
	var open []mark
	var alone []mark
	for _, m := range p.marks {
		switch {
		case m.class != directionControl:
		case m.r == pdf || m.r == pdi:
			i := lastOpener(open, m.r)
			if i < 0 {
				alone = append(alone, m)
				continue
			}
			alone = append(alone, c.unclosed(p, open[i+1:])...)
			if isOverride(open[i].r) {
				c.override(p, m.end, []mark{open[i], m})
			}
			open = open[:i]
		default:
			open = append(open, m)
		}
	}
	c.unbalanced(p, append(alone, c.unclosed(p, open)...))
}

// unclosed reports the overrides among open, all as one, and returns the others.
func (c *checker) unclosed(p passage, open []mark) []mark {
	var overrides, others []mark
	for _, m := range open {
		if isOverride(m.r) {
			overrides = append(overrides, m)
		} else {
			others = append(others, m)
		}
	}
	if len(overrides) > 0 {
		end := len(p.Data)
		for isBreak(p.Data[end-1]) {
			end--
		}
		c.override(p, end, overrides)
	}
	return others
}

// lastOpener is the index of what a closing control closes, -1 for nothing. A
// PDF does not reach out of an isolate.
func lastOpener(open []mark, closing rune) int {
	for i := len(open) - 1; i >= 0; i-- {
		isolate := open[i].r >= lri
		if isolate == (closing == pdi) {
			return i
		}
		if isolate {
			return -1
		}
	}
	return -1
}

func isOverride(r rune) bool { return r == lro || r == rlo }

// override reports marks, the first of which turns the text from there to end
// round, if that has letters of the other direction.
func (c *checker) override(p passage, end int, marks []mark) {
	first := marks[0]
	text := p.Data[first.end:min(end, first.end+longestText)]
	turned := backwards(text, first.r)
	confidence := 0.95
	if turned == 0 {
		confidence = 0.4
	}
	c.report(p, draft{
		kind: DirectionOverride, start: first.at, end: end, remove: marks, confidence: confidence,
		message:  fmt.Sprintf("A direction override shows the text backwards, as %s.", quote(reversed(text))),
		evidence: map[string]any{"shows": reversed(text), "closed": marks[len(marks)-1].r == pdf, "turned": turned},
	})
}

func isBreak(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '\f' }

// backwards counts the letters of text that override shows against their own
// direction.
func backwards(text string, override rune) int {
	n := 0
	for _, r := range text {
		if s := scripts.Of(r); s != scripts.Common && s.RightToLeft() == (override == lro) {
			n++
		}
	}
	return n
}

// reversed is text as a reader sees it, without what is unseen.
func reversed(text string) string {
	var runes []rune
	for _, r := range text {
		if len(runes) == longestQuote {
			break
		}
		if !isUnseen(r) && r >= ' ' && r != utf8.RuneError {
			runes = append(runes, r)
		}
	}
	slices.Reverse(runes)
	return string(runes)
}

// unbalanced reports the controls of a block that have no partner. They are
// what is left of a cut or a paste more often than a trick, and the more so
// where a page has right-to-left text anyway.
func (c *checker) unbalanced(p passage, alone []mark) {
	if len(alone) == 0 {
		return
	}
	slices.SortFunc(alone, func(a, b mark) int { return a.at - b.at })
	confidence := 0.4
	switch {
	case c.hasRightToLeft():
		confidence = 0.2
	case slices.ContainsFunc(alone, func(m mark) bool { return m.r == rle || m.r == rli }):
		confidence = 0.6
	}
	c.report(p, draft{
		kind: Unbalanced, start: alone[0].at, end: alone[len(alone)-1].end, remove: alone, confidence: confidence,
		message: fmt.Sprintf("The paragraph has %s without a partner.", quantity(len(alone), "direction control")),
	})
}
