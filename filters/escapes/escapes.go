// Package escapes finds characters that readers see as their escapes: entities
// that were escaped again, entities without their semicolon, and the notations
// of programs. Its input is the texts of an article.Document and the
// attributes that readers see.
//
// Whether an escape is damage or subject is decided by measured facts: where
// it stands (not in code, not in an address), whether it is sound (a named
// entity that exists, bytes that are UTF-8), whether the article speaks of
// HTML or programming, and if so, whether it stands inside a word, where nobody
// quotes it.
package escapes

import (
	"context"
	_ "embed"
	"fmt"
	"strings"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/inblock"
	"github.com/presscheck/presscheck/filters/internal/passage"
	"github.com/presscheck/presscheck/filters/internal/standing"
)

//go:embed README.md
var page string

// Kinds of finding.
const (
	EscapedAgain  = "escaped-again"  // &amp;nbsp; in the source, &nbsp; before the reader
	ShownEntity   = "shown-entity"   // &nbsp without semicolon, where browsers need one
	LiteralEscape = "literal-escape" // \u00e9, %C3%A9, =C3=A9, <U+00E9>
)

// Filter is the filter and its settings.
type Filter struct {
	// Topic is how many words of programming among a thousand make an article
	// one on programming, in which escapes are quoted.
	Topic float64 `mapstructure:"topic"`

	// Attributes is whether attributes are looked at too. Scripts that show
	// tooltips and captions read them as HTML, for which they are rightly
	// escaped again: 20 of 325 clean pages have such.
	Attributes bool `mapstructure:"attributes"`

	// Apart is how far from one another, in bytes of text, two escapes of a
	// kind may stand and be reported as one finding.
	Apart int `mapstructure:"apart"`
}

// New returns the filter with its defaults. Topic is what separates manuals
// from news in the pages it was measured on: those have 8 and more, these
// less than 2.
func New() *Filter { return &Filter{Topic: 4, Apart: 3} }

// Info describes the filter.
func (*Filter) Info() filters.Info {
	return filters.Info{Name: "escapes", Doc: page, Kinds: []string{EscapedAgain, ShownEntity, LiteralEscape}}
}

// A piece is a passage with its escapes, one or more.
type piece struct {
	*article.Passage
	escapes []escape
	damaged func(text string, all []escape) []escape // which of the escapes in a text are no quotations
}

// Check looks at every passage of doc that could hold an escape.
func (f *Filter) Check(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	found, err := f.look(ctx, doc)
	if err != nil {
		return nil, err
	}
	return standing.Fixes(ctx, doc, found, f.look)
}

func (f *Filter) look(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	var pieces []piece
	passages := doc.Passages()
	for i := range passages {
		p := &passages[i]
		if p.Attribute && !f.Attributes || !mayEscape(p.Text) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if all := escapesIn(p); len(all) > 0 {
			pieces = append(pieces, piece{p, all, everyOne})
		}
	}
	if len(pieces) > 0 && isOnProgramming(doc, f.Topic) {
		pieces = withoutQuotations(pieces)
	}
	return f.report(doc, pieces), nil
}

// wide takes the place of Apart where there are more escapes than Run would
// hand on one by one: a sentence or so becomes one finding.
const wide = 160

func (f *Filter) report(doc *article.Document, pieces []piece) []filters.Finding {
	if len(pieces) == 0 {
		return nil
	}
	apart, total := f.Apart, 0
	for _, p := range pieces {
		total += len(p.escapes)
	}
	if total > filters.MaxPerKind {
		apart = max(apart, wide)
	}
	var found []filters.Finding
	h := newHabit(doc)
	for _, p := range pieces {
		found = append(found, p.report(apart, h)...)
	}
	return found
}

// report makes findings of neighbouring escapes of one kind. In an attribute
// whose parts have no place of their own all escapes are one.
func (p piece) report(apart int, h *habit) []filters.Finding {
	var found []filters.Finding
	settled := p.isSettled()
	for all := p.escapes; len(all) > 0; {
		n := 1
		for n < len(all) && (p.Whole || all[n].kind == all[0].kind && all[n].start-all[n-1].end <= apart) {
			n++
		}
		f := p.finding(all[:n], h)
		if !settled {
			f.Fixes = nil
		}
		found = append(found, f)
		all = all[n:]
	}
	return found
}

// isSettled reports whether nothing is left to repair once all is repaired:
// what escapes mean may be, or may set free, further escapes, and then nobody
// knows how far to go.
func (p piece) isSettled() bool {
	var repaired strings.Builder
	at := 0
	for _, e := range p.escapes {
		repaired.WriteString(p.Text[at:e.start] + e.means)
		at = e.end
	}
	repaired.WriteString(p.Text[at:])
	return len(p.damaged(repaired.String(), scan(repaired.String()))) == 0
}

func (p piece) finding(run []escape, h *habit) filters.Finding {
	first, last := run[0], run[len(run)-1]
	deepest := 0
	var means strings.Builder
	var changes []passage.Change
	at := first.start
	for _, e := range run {
		deepest = max(deepest, e.levels)
		changes = append(changes, e.change(p.Passage, h))
		means.WriteString(p.Text[at:e.start] + e.means)
		at = e.end
	}
	return filters.Finding{
		Kind:       first.kind,
		Span:       p.Span(first.start, last.end),
		Message:    message(first, deepest),
		Confidence: first.sure,
		Evidence: map[string]any{
			"escapes": len(run), "stands": inblock.Shorten(p.Text[first.start:last.end], longestQuote),
			"reads": inblock.Shorten(means.String(), longestQuote), "levels": deepest, "notation": first.notation,
		},
		Fixes: []filters.Fix{{Message: "write what the escape means", Edits: passage.Edits(p.Passage, changes)}},
	}
}

// longestQuote is how many characters of a text evidence shows.
const longestQuote = 120

func message(e escape, levels int) string {
	switch {
	case e.kind == EscapedAgain && levels > 1:
		return fmt.Sprintf("Readers see an entity instead of its character: it was escaped %d times too often.", levels)
	case e.kind == EscapedAgain:
		return "Readers see an entity instead of its character: it was escaped once too often."
	case e.kind == ShownEntity:
		return "Readers see an entity, because it lacks its semicolon."
	}
	return "Readers see the escape of a character (" + e.notation + ") instead of the character."
}
