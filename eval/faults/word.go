package faults

import (
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// A word stands in one text, source and data alike.
type word struct {
	text article.Text
	span article.Span // in text.Data
}

func (w word) String() string { return w.text.Data[w.span.Start:w.span.End] }

// source is where w stands in the source of its page.
func (w word) source() article.Span { return w.text.Span(w.span.Start, w.span.End) }

// words finds the runs of letters and marks in c that fit.
func (c *carrier) words(page *article.Document, fit func(string) bool) []word {
	var found []word
	for _, t := range c.texts {
		if isCode(t) {
			continue
		}
		for _, span := range runs(t.Data, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }) {
			w := word{t, span}
			source := w.source()
			if page.Source[source.Start:source.End] == w.String() && fit(w.String()) {
				found = append(found, w)
			}
		}
	}
	return found
}

// runs finds the longest runs of characters that belong.
func runs(text string, belongs func(rune) bool) []article.Span {
	var found []article.Span
	inside := false
	for i, r := range text {
		if is := belongs(r); is && inside {
			found[len(found)-1].End = i + utf8.RuneLen(r)
		} else if inside = is; is {
			found = append(found, article.Span{Start: i, End: i + utf8.RuneLen(r)})
		}
	}
	return found
}
