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
	confidence float64 // 0: only to be reported in company
	lone       bool    // company does not make it surer
	evidence   map[string]any
	remove     []mark
	write      []inblock.Change // instead of removing them
}

// report keeps d until its block is read.
func (c *checker) report(_ passage, d draft) { c.drafts = append(c.drafts, d) }

// Confidence that makes others of its kind in the same block surer, and how
// sure it makes them: who cuts one word to pieces has cut the others, too.
const (
	certain   = 0.9
	inCompany = 0.8
)

// settle adds the drafts of a block to what was found.
func (c *checker) settle(p passage) {
	sure := map[string]bool{}
	for _, d := range c.drafts {
		if d.confidence >= certain {
			sure[d.company()] = true
		}
	}
	for _, d := range c.drafts {
		if sure[d.company()] && !d.lone {
			d.confidence = max(d.confidence, inCompany)
		}
		if d.confidence > 0 {
			c.add(p, d)
		}
	}
	c.drafts = c.drafts[:0]
}

// company names the kinds that are put in alike.
func (d draft) company() string {
	if d.kind == Joiner || d.kind == DirectionMark {
		return ZeroWidth
	}
	return d.kind
}

// add makes d a finding, with the evidence that all kinds share: what a reader
// sees, what stands there, and which characters it is about.
func (c *checker) add(p passage, d draft) {
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
		finding.Fixes = c.fix(p, d)
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

func (c *checker) fix(p passage, d draft) []filters.Fix {
	message, changes := "Write what readers see", d.write
	if len(changes) == 0 {
		message = "Remove " + quantity(len(d.remove), "unseen character")
		for _, m := range d.remove {
			changes = append(changes, inblock.Change{Start: m.at, End: m.end})
		}
	}
	edits := inblock.Edits(c.doc.Source, p.Block, changes)
	if len(edits) == 0 {
		return nil
	}
	return []filters.Fix{{Message: message, Edits: edits}}
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
