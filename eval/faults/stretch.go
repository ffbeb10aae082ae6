package faults

import (
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// A stretch is what the kit does to one text of a paragraph. What is reported
// of a paragraph is one stretch, from the first character that has a reading to
// the last reading, and so is what is labelled.
type stretch struct {
	block *article.Block // nil for a text in none
	start int            // in the source: of the character before the first edit
	edits []article.Edit // of the source
}

// before is where in the source the character in front of e, an edit of t,
// begins.
func before(t article.Text, e article.Edit) int {
	_, size := utf8.DecodeLastRuneInString(t.Data[:e.Span.Start])
	if size == 0 {
		return t.Span(0, 1).Start
	}
	return t.Span(e.Span.Start-size, e.Span.Start).Start
}

// blockOf says which paragraph a text belongs to.
func blockOf(page *article.Document) map[*html.Node]*article.Block {
	known := textsByNode(page)
	of := map[*html.Node]*article.Block{}
	for i := range page.Blocks() {
		b := &page.Blocks()[i]
		for _, t := range textsOf(b, known) {
			of[t.Node] = b
		}
	}
	return of
}

// byParagraph makes one edit of all stretches of a paragraph.
func byParagraph(page *article.Document, all []stretch) []article.Edit {
	var edits []article.Edit
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[0].block != nil && all[n].block == all[0].block {
			n++
		}
		var parts []article.Edit
		for _, s := range all[:n] {
			parts = append(parts, s.edits...)
		}
		span := article.Span{Start: all[0].start, End: parts[len(parts)-1].Span.End}
		text, err := article.Apply(page.Source[span.Start:span.End], shifted(parts, -span.Start))
		if err != nil {
			panic("faults: edits of a paragraph: " + err.Error()) // texts come in order
		}
		edits = append(edits, article.Edit{Span: span, New: text})
		all = all[n:]
	}
	return edits
}
