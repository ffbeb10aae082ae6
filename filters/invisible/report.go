package invisible

import (
	"fmt"
	"strings"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/inblock"
)

const (
	longestQuote = 120  // characters of a text that evidence shows
	longestText  = 4096 // bytes of it that are looked at for that
)

// A draft is a finding that only needs its place.
type draft struct {
	kind       string
	start, end int // in the data of the block
	message    string
	confidence float64
	evidence   map[string]any
	remove     []mark
}

// report adds d, with the evidence that all kinds share: what a reader sees,
// what stands there, and which characters it is about.
func (c *checker) report(p passage, d draft) {
	span, ok := inblock.Span(p.Block, d.start, d.end)
	if !ok {
		return
	}
	text := p.Data[d.start:min(d.end, d.start+longestText)]
	evidence := map[string]any{
		"reads":       inblock.Shorten(strings.ToValidUTF8(without(text, d.start, d.remove), "\uFFFD"), longestQuote),
		"stands":      inblock.Shorten(filters.Escape(text), longestQuote),
		"characters":  len(d.remove),
		"code_points": inblock.Points(runesOf(d.remove)),
	}
	for k, v := range d.evidence {
		evidence[k] = v
	}
	finding := filters.Finding{Kind: d.kind, Span: span, Message: d.message, Confidence: d.confidence, Evidence: evidence}
	if d.confidence >= c.FixFrom {
		finding.Fixes = removal(c.doc.Source, p, d.remove)
	}
	c.found = append(c.found, finding)
}

// without is text, which stands at start in its block, without the marks.
func without(text string, start int, marks []mark) string {
	var out strings.Builder
	at := 0
	for _, m := range marks {
		if from := m.at - start; from >= at && m.end-start <= len(text) {
			out.WriteString(text[at:from])
			at = m.end - start
		}
	}
	out.WriteString(text[at:])
	return out.String()
}

func removal(source string, p passage, marks []mark) []filters.Fix {
	changes := make([]inblock.Change, len(marks))
	for i, m := range marks {
		changes[i] = inblock.Change{Start: m.at, End: m.end}
	}
	edits := inblock.Edits(source, p.Block, changes)
	if len(edits) == 0 {
		return nil
	}
	return []filters.Fix{{Message: "Remove " + quantity(len(marks), "unseen character"), Edits: edits}}
}

func quantity(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// quote puts text into a message.
func quote(text string) string {
	return filters.Escape(inblock.Shorten(text, 40))
}
