package gloss

import (
	"fmt"
	"slices"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/hanzi"
)

// report writes one finding for each passage with injected readings and one
// for each split character.
func report(found []passage, s survey, splits []split) []filters.Finding {
	var all []filters.Finding
	for i := range found {
		if f, ok := found[i].finding(s); ok {
			all = append(all, f)
		}
	}
	for _, x := range splits {
		all = append(all, x.finding())
	}
	return all
}

// finding is about the readings of p, except those that go when a split
// character is restored.
func (p *passage) finding(s survey) (filters.Finding, bool) {
	var fix filters.Fix
	var examples []string
	readings, first, last := 0, 0, 0
	for _, g := range p.groups {
		if g.sort != injected {
			continue
		}
		if readings == 0 {
			first = g.at
		}
		readings++
		last = g.end
		fix.Edits = append(fix.Edits, replace(p.block, g.start, g.end, "")...)
		if example := string(g.character) + p.block.Data[g.start:g.end]; len(examples) < 5 && !slices.Contains(examples, example) {
			examples = append(examples, example)
		}
	}
	if readings == 0 {
		return filters.Finding{}, false
	}
	fix.Message = "Remove " + counted(readings, "reading") + "."
	return filters.Finding{
		Kind:       InjectedReading,
		Span:       hull(p.block, first, last),
		Message:    fmt.Sprintf("This paragraph has %s injected behind converted characters, such as %s.", counted(readings, "reading"), examples[0]),
		Confidence: s.confidence(),
		Evidence: map[string]any{
			"readings":         readings,
			"share":            share(readings, converted(p.block.Data)),
			"examples":         examples,
			"article_readings": s.readings,
			"article_share":    share(s.readings, s.converted),
			"characters":       len(s.characters),
			"coverage":         share(s.readings, s.occurrences),
		},
		Fixes: []filters.Fix{fix},
	}, true
}

func counted(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func converted(data string) int {
	n := 0
	for _, r := range data {
		if hanzi.Converted(r) {
			n++
		}
	}
	return n
}

// hull is the smallest source range that holds Data[i:j], wherever the parser
// has moved its parts.
func hull(b *article.Block, i, j int) article.Span {
	spans := b.Spans(i, j)
	whole := spans[0]
	for _, s := range spans {
		whole.Start, whole.End = min(whole.Start, s.Start), max(whole.End, s.End)
	}
	return whole
}

// replace puts text for Data[i:j] and leaves the markup inside it alone.
func replace(b *article.Block, i, j int, text string) []article.Edit {
	var edits []article.Edit
	for _, s := range b.Spans(i, j) {
		edits = append(edits, article.Edit{Span: s, New: text})
		text = ""
	}
	return edits
}
