package invisible

import (
	"encoding/hex"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/filters/internal/inblock"
)

// selectors reports variation selectors that select nothing: several in a row,
// which carry a byte each, and those behind letters that have no variants.
func (c *checker) selectors(p passage) {
	for _, run := range p.runs(of(selector)) {
		if len(run) == 1 {
			c.selector(p, run)
		} else if !repeats(runesOf(run)) || len(run) > longestPattern && run[0].r != 0xFE0F {
			c.selectorRun(p, run)
		}
	}
}

// selectorRun shows the bytes of a run: U+FE00 to U+FE0F stand for 0 to 15,
// U+E0100 to U+E01EF for 16 to 255, as all known encoders have it.
func (c *checker) selectorRun(p passage, run []mark) {
	var data []byte
	for _, m := range run {
		switch {
		case 0xFE00 <= m.r && m.r <= 0xFE0F:
			data = append(data, byte(m.r-0xFE00))
		case m.r >= 0xE0100:
			data = append(data, byte(m.r-0xE0100+16))
		}
	}
	evidence := map[string]any{"bytes": hex.EncodeToString(data[:min(len(data), longestQuote)])}
	if isText(data) {
		evidence["message"] = inblock.Shorten(string(data), 4*longestQuote)
	}
	confidence := 0.6
	if len(run) >= 4 {
		confidence = 0.97
	}
	c.report(p, draft{
		kind: VariationSelectors, start: run[0].at, end: run[len(run)-1].end, remove: run, confidence: confidence,
		message:  fmt.Sprintf("A run of %d variation selectors selects nothing and may carry hidden data.", len(run)),
		evidence: evidence,
	})
}

// selector reports one behind a letter of an alphabet. The presentation
// selectors U+FE0E and U+FE0F are left behind everywhere when emoji are edited.
func (c *checker) selector(p passage, run []mark) {
	m := run[0]
	r, size := utf8.DecodeLastRuneInString(p.Data[:m.at])
	if m.r == 0xFE0E || m.r == 0xFE0F || size == 0 || !unicode.IsLetter(r) || !isPlain(r) {
		return
	}
	c.report(p, draft{
		kind: VariationSelectors, start: m.at - size, end: m.end, remove: run, confidence: 0.6,
		message: fmt.Sprintf("A variation selector stands behind %s, which has no variants.", quote(string(r))),
	})
}
