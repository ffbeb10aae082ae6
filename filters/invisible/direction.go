package invisible

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/inblock"
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

// unclosed reports the overrides among open that turn something round, all as
// one, and returns the others.
func (c *checker) unclosed(p passage, open []mark) []mark {
	var overrides, others []mark
	for _, m := range open {
		if isOverride(m.r) && backwards(p.Data[m.end:min(len(p.Data), m.end+longestText)], m.r) > 0 {
			overrides = append(overrides, m)
		} else {
			others = append(others, m)
		}
	}
	if len(overrides) > 0 {
		c.override(p, len(p.Data), overrides)
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
// round, if that has letters of the other direction. What stands between two of
// them can be written as readers see it; where an override ends with its
// paragraph that depends on the breadth of the page.
func (c *checker) override(p passage, end int, marks []mark) {
	first, last := marks[0], marks[len(marks)-1]
	text := p.Data[first.end:min(end, first.end+longestText)]
	d := draft{
		kind: DirectionOverride, start: first.at, end: last.end, remove: marks, confidence: 0.95,
		message: fmt.Sprintf("A direction override shows the text backwards, as %s.", quote(reversed(text))),
	}
	turned := backwards(text, first.r)
	d.evidence = map[string]any{"shows": inblock.Shorten(reversed(text), longestQuote), "closed": last.r == pdf, "turned": turned}
	if turned == 0 {
		d.confidence = 0.4
	} else if inner := strings.TrimSuffix(text, string(rune(pdf))); last.r == pdf && end-first.end < longestText && !hasUnseen(inner) {
		d.write = []inblock.Change{{Start: first.at, End: last.end, New: reversed(inner)}}
	}
	c.report(p, d)
}

func hasUnseen(s string) bool { return strings.ContainsFunc(s, isUnseen) }

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

// reversed is text as a reader sees it, without what is unseen: from the last
// character to the first, each with its marks, brackets mirrored.
func reversed(text string) string {
	var characters []string
	for _, r := range text {
		switch {
		case isUnseen(r) || r < ' ' || r == utf8.RuneError:
		case unicode.Is(unicode.M, r) && len(characters) > 0:
			characters[len(characters)-1] += string(r)
		default:
			characters = append(characters, mirrored(r))
		}
	}
	slices.Reverse(characters)
	return strings.Join(characters, "")
}

// mirrored is r as it looks from right to left: Unicode 15.0, BidiMirroring.txt,
// of which only brackets and quotes stand in words.
func mirrored(r rune) string {
	const pairs = "()[]{}<>«»‹›"
	runes := []rune(pairs)
	if i := slices.Index(runes, r); i >= 0 {
		return string(runes[i^1])
	}
	return string(r)
}

// unbalanced reports the controls of a block that have no partner. Where a page
// has right-to-left text they are what is left of a cut or a paste more often
// than a trick; where it has none, nothing calls for them, and least of all for
// those that would turn text round.
func (c *checker) unbalanced(p passage, alone []mark) {
	if len(alone) == 0 {
		return
	}
	slices.SortFunc(alone, func(a, b mark) int { return a.at - b.at })
	confidence := 0.6
	switch {
	case c.hasRightToLeft():
		confidence = 0.2
	case slices.ContainsFunc(alone, func(m mark) bool { return m.r == rle || m.r == rli || m.r == rlo }):
		confidence = 0.75
	}
	c.report(p, draft{
		kind: Unbalanced, start: alone[0].at, end: alone[len(alone)-1].end, remove: alone, confidence: confidence,
		message: fmt.Sprintf("The paragraph has %s without a partner.", quantity(len(alone), "direction control")),
	})
}
