package linkblock

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/article"
)

// A passage is a text or, in plain text, a line.
type passage struct {
	text string
	span article.Span
	in   *html.Node // the element that it stands in
}

// gatherTexts returns the shown texts that stand in no link.
func (p *page) gatherTexts() []passage {
	var texts []passage
	links := p.linkSpans()
	next, end := 0, 0 // the links before next begin before the text and reach to end
	for _, t := range p.doc.Texts {
		if !isShown(t.Node.Parent) || isBlank(t.Data) {
			continue
		}
		span := t.Span(0, len(t.Data))
		for ; next < len(links) && links[next].Start <= span.Start; next++ {
			end = max(end, links[next].End)
		}
		whole := passage{t.Data, span, t.Node.Parent}
		switch {
		case span.Start < end:
		case p.doc.Plain:
			texts = append(texts, whole.lines()...)
		default:
			texts = append(texts, whole)
		}
	}
	return texts
}

func (p *page) linkSpans() []article.Span {
	var spans []article.Span
	for _, l := range p.doc.Links() {
		spans = append(spans, l.Span)
	}
	slices.SortFunc(spans, func(a, b article.Span) int { return a.Start - b.Start })
	return spans
}

// isShown reports whether a browser would show text in n as text.
func isShown(n *html.Node) bool {
	if n == nil {
		return false
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Textarea, atom.Iframe, atom.Noframes, atom.Noembed, atom.Xmp:
		return false
	}
	return true
}

// lines cuts a passage of plain text, which stands in the source as it is.
func (t passage) lines() []passage {
	var lines []passage
	start := t.span.Start
	for line := range strings.Lines(t.text) {
		lines = append(lines, passage{line, article.Span{Start: start, End: start + len(line)}, t.in})
		start += len(line)
	}
	return lines
}

// gatherProse returns the texts without what belongs to any candidate: two
// blocks must not excuse one another by speaking of the same things.
func (p *page) gatherProse() []passage {
	var taken []article.Span
	for _, c := range slices.Concat(p.blocks, p.lists) {
		taken = append(taken, c.span)
	}
	slices.SortFunc(taken, func(a, b article.Span) int { return a.Start - b.Start })
	var prose []passage
	for _, t := range p.texts() {
		for len(taken) > 0 && taken[0].End <= t.span.Start {
			taken = taken[1:]
		}
		prose = append(prose, t.without(taken)...)
	}
	return prose
}

// without cuts from t what lies in the first spans of taken, which are sorted.
// Text that the source has in other characters can only be left out whole.
func (t passage) without(taken []article.Span) []passage {
	if len(taken) == 0 || taken[0].Start >= t.span.End {
		return []passage{t}
	}
	if t.span.Len() != len(t.text) {
		return nil
	}
	var parts []passage
	at := t.span.Start
	for _, s := range taken {
		if s.Start >= t.span.End {
			break
		}
		parts = t.appendPart(parts, at, s.Start)
		at = max(at, s.End)
	}
	return t.appendPart(parts, at, t.span.End)
}

func (t passage) appendPart(parts []passage, start, end int) []passage {
	if start >= end {
		return parts
	}
	text := t.text[start-t.span.Start : end-t.span.Start]
	return append(parts, passage{text, article.Span{Start: start, End: end}, t.in})
}
