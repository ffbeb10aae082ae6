package hiddentext

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/inblock"
	"github.com/presscheck/presscheck/filters/internal/score"
)

// Bounds of what evidence quotes.
const (
	longestReason = 120 // characters
	mostDomains   = 20
)

func (p *page) finding(j *judgement) filters.Finding {
	cut := p.cut(j.region)
	f := filters.Finding{
		Kind:       j.kind(),
		Span:       cut.span,
		Message:    fmt.Sprintf("Readers cannot see this, and it does not belong to the article: %s, hidden by %s.", j.what(), j.by()),
		Confidence: score.Confidence(j.score()),
		Evidence:   j.evidence(),
	}
	if len(cut.edits) > 0 {
		f.Fixes = []filters.Fix{{Message: "Remove what is hidden.", Edits: cut.edits}}
	}
	return f
}

// what says how much there is of what the region is found for.
func (j *judgement) what() string {
	if j.kind() == HiddenText {
		return fmt.Sprintf("%d words", j.words)
	}
	if j.foreign == 1 {
		return "a link to another site"
	}
	return fmt.Sprintf("%d links to other sites", j.foreign)
}

// by says in a few words what hides the region.
func (r *region) by() string {
	switch {
	case r.tools[1] != nil:
		return "a script"
	case strings.Contains(r.reason, "{"):
		return "a style rule"
	case strings.HasPrefix(r.reason, "<"):
		return "an attribute"
	}
	return "its style attribute"
}

// evidence is the score, what adds up to it, and what was measured.
func (j *judgement) evidence() map[string]any {
	e := map[string]any{}
	weights().Explain(e, measureNames[:], j.reading[:])
	e["hidden_by"] = fmt.Sprintf("%s: %s", j.by(), inblock.Shorten(j.reason, longestReason))
	e["words"] = j.words
	if j.foreign > 0 {
		e["links"] = j.foreign
		e["domains"] = j.domains[:min(len(j.domains), mostDomains)]
		e["domain_count"] = len(j.domains)
	}
	return e
}

// A cut takes a region out of the source.
type cut struct {
	span  article.Span
	edits []article.Edit
}

// cut removes the elements of r with those of their tools that stand beside
// them. Cells that keep a table in shape stay, and so does what frames the
// page: they are emptied.
func (p *page) cut(r *region) cut {
	span := p.place(r.first())
	for _, n := range r.nodes[1:] {
		span = union(span, p.place(n))
	}
	for _, tool := range r.tools {
		place := p.place(tool)
		if gap := p.between(span, place); place.Len() > 0 && strings.TrimSpace(gap) == "" {
			span = union(span, place)
		}
	}
	if span.Len() <= 0 {
		return cut{}
	}
	return cut{span, []article.Edit{{Span: span}}}
}

// between is what stands in the source between a and b.
func (p *page) between(a, b article.Span) string {
	if a.Start > b.Start {
		a, b = b, a
	}
	return p.doc.Source[min(a.End, b.Start):b.Start]
}

func union(a, b article.Span) article.Span {
	if b.Len() <= 0 {
		return a
	}
	return article.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}

func (p *page) place(n *html.Node) article.Span {
	if n == nil {
		return article.Span{}
	}
	if !isFrame(n) {
		return p.doc.Outer(n)
	}
	span := article.Span{}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if inner := p.doc.Outer(c); span.IsZero() {
			span = inner
		} else {
			span = union(span, inner)
		}
	}
	return span
}

func isFrame(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot:
		return true
	}
	return false
}
