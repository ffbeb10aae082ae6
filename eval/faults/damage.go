package faults

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// damage carries out edits of the source, which do not overlap, and notes what
// they did. The caller adds what it knows: kinds, language, loss.
func damage(page *article.Document, edits []article.Edit) Fault {
	sorted := slices.SortedStableFunc(slices.Values(edits), func(a, b article.Edit) int { return a.Span.Start - b.Span.Start })
	f := Fault{Clean: page.Source}
	var out strings.Builder
	done := 0
	for _, e := range sorted {
		out.WriteString(page.Source[done:e.Span.Start])
		start := out.Len()
		out.WriteString(e.New)
		f.Spans = append(f.Spans, article.Span{Start: start, End: out.Len()})
		f.Original = append(f.Original, page.Source[e.Span.Start:e.Span.End])
		done = e.Span.End
	}
	out.WriteString(page.Source[done:])
	f.Source = out.String()
	return f
}

// insertion is a fault that only adds text.
func insertion(page *article.Document, at int, text string) Fault {
	f := damage(page, []article.Edit{{Span: article.Span{Start: at, End: at}, New: text}})
	f.Lossless = true
	return f
}

// inSource turns edits of the decoded text t into edits of the source.
func inSource(page *article.Document, t article.Text, edits []article.Edit) []article.Edit {
	moved := make([]article.Edit, len(edits))
	for i, e := range edits {
		span := t.Span(e.Span.Start, e.Span.End)
		if e.Span.Len() == 0 && e.Span.Start > 0 {
			// Behind a character, not before the next one: a reference may begin there.
			_, size := utf8.DecodeLastRuneInString(t.Data[:e.Span.Start])
			end := t.Span(e.Span.Start-size, e.Span.Start).End
			span = article.Span{Start: end, End: end}
		}
		moved[i] = article.Edit{Span: span, New: escaped(page, e.New)}
	}
	return moved
}

// shifted moves edits of a piece of source that begins at offset.
func shifted(edits []article.Edit, offset int) []article.Edit {
	for i := range edits {
		edits[i].Span.Start += offset
		edits[i].Span.End += offset
	}
	return edits
}

// escaped is text as a CMS writes it into the page.
func escaped(page *article.Document, text string) string {
	if page.Plain {
		return text
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

// characters counts those of text that edits take away.
func characters(text string, edits []article.Edit) int {
	n := 0
	for _, e := range edits {
		n += utf8.RuneCountInString(text[e.Span.Start:e.Span.End])
	}
	return n
}
