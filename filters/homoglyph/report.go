package homoglyph

import (
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/confusables"
	"github.com/presscheck/presscheck/filters/internal/inblock"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// longestQuote is how many characters of a text evidence shows.
const longestQuote = 120

// A draft is a finding that only needs its place.
type draft struct {
	kind       string
	start, end int // in the data of the block
	plain      string
	message    string
	confidence float64
	evidence   map[string]any
	changes    []inblock.Change // that make it plain; none if that is not certain
}

// report adds d with the evidence that all kinds share: how it reads, what
// stands there, and of which scripts and characters it is made.
func (c *checker) report(b *article.Block, d draft) {
	span, ok := inblock.Span(b, d.start, d.end)
	if !ok {
		return
	}
	text := b.Data[d.start:d.end]
	evidence := map[string]any{
		"reads":       inblock.Shorten(d.plain, longestQuote),
		"stands":      inblock.Shorten(filters.Escape(text), longestQuote),
		"scripts":     scriptNames(text),
		"code_points": inblock.Points(foreign(text)),
	}
	for k, v := range d.evidence {
		evidence[k] = v
	}
	finding := filters.Finding{Kind: d.kind, Span: span, Message: d.message, Confidence: d.confidence, Evidence: evidence}
	if edits := inblock.Edits(c.doc.Source, b, d.changes); d.confidence >= c.FixFrom && len(edits) > 0 {
		finding.Fixes = fix(d.plain, edits)
	}
	c.found = append(c.found, finding)
}

func fix(plain string, edits []article.Edit) []filters.Fix {
	return []filters.Fix{{Message: "Write " + quote(plain), Edits: edits}}
}

// quote puts text into a message.
func quote(text string) string { return filters.Escape(inblock.Shorten(text, 40)) }

func scriptNames(text string) []string {
	var names []string
	seen := map[scripts.Script]bool{scripts.Common: true}
	for _, r := range text {
		if s := scripts.Of(r); !seen[s] {
			seen[s] = true
			names = append(names, s.String())
		}
	}
	return names
}

// foreign are the characters of text outside ASCII.
func foreign(text string) []rune {
	var runes []rune
	for _, r := range text {
		if r >= utf8.RuneSelf {
			runes = append(runes, r)
		}
	}
	return runes
}

// inLatin is text with styled letters made plain and look-alikes replaced by
// the Latin letters that they look like, without marks of presentation; ok is
// false if letters remain that are not Latin.
func inLatin(text string) (plain string, ok bool) {
	var out strings.Builder
	for _, r := range text {
		if isPresentation(r) {
			continue
		}
		l, _ := latinFor(r)
		if s := scripts.Of(l); s != scripts.Latin && s != scripts.Common {
			return "", false
		}
		out.WriteRune(l)
	}
	return out.String(), true
}

// latinFor is what r is to be replaced by, r itself if it may stay.
func latinFor(r rune) (rune, bool) {
	if r < utf8.RuneSelf {
		return r, false
	}
	if l, _, ok := unstyled(r); ok {
		return l, true
	}
	if l, ok := confusables.Latin(r); ok {
		return l, true
	}
	return r, false
}

// isPresentation lists what makes a letter or digit an emoji: variation
// selectors and the keycap.
func isPresentation(r rune) bool { return r == 0xFE0E || r == 0xFE0F || r == 0x20E3 }

// plainChanges are the changes that inLatin makes to Data[start:end].
func plainChanges(b *article.Block, start, end int) []inblock.Change {
	var changes []inblock.Change
	for i, r := range b.Data[start:end] {
		at := start + i
		size := utf8.RuneLen(r)
		if l, ok := latinFor(r); ok {
			changes = append(changes, inblock.Change{Start: at, End: at + size, New: string(l)})
		} else if isPresentation(r) {
			changes = append(changes, inblock.Change{Start: at, End: at + size})
		}
	}
	return changes
}
