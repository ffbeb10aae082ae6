package faults

import (
	"math/rand/v2"
	"slices"

	"github.com/PuerkitoBio/goquery"

	"github.com/presscheck/presscheck/article"
)

// regionsOf draws the stretches of source that a fault of that scope is in:
// "article", "paragraph", "word", "headline" or "attribute". A stretch holds no
// tag unless the parser dropped it. fits says whether a candidate will do; of
// an article, any of its texts will.
func regionsOf(r *rand.Rand, page *article.Document, scope string, fits func(text string) bool) []article.Span {
	switch scope {
	case "article":
		return allTexts(page)
	case "headline":
		if c, ok := headline(page); ok && slices.ContainsFunc(c.data(), fits) {
			return c.regions()
		}
		return nil
	case "attribute":
		return attribute(r, page, fits)
	}
	all := carriers(page)
	for _, c := range sample(r, all, len(all)) {
		if !slices.ContainsFunc(c.data(), fits) {
			continue
		}
		if scope == "paragraph" {
			return c.regions()
		}
		if words := c.parts(r, page, fits); len(words) > 0 {
			return []article.Span{pick(r, words)}
		}
	}
	return nil
}

func allTexts(page *article.Document) []article.Span {
	var all []article.Span
	for _, t := range page.Texts {
		if isShownAsText(t) {
			all = append(all, t.Span(0, len(t.Data)))
		}
	}
	return all
}

func (c *carrier) regions() []article.Span {
	var all []article.Span
	for _, t := range c.texts {
		all = append(all, t.Span(0, len(t.Data)))
	}
	return all
}

// parts are the words of c that fit; of what is written without spaces, a few
// characters.
func (c *carrier) parts(r *rand.Rand, page *article.Document, fits func(string) bool) []article.Span {
	var found []article.Span
	for _, t := range c.texts {
		if isCode(t) {
			continue
		}
		for _, span := range runs(t.Data, isWordPart) {
			if s := scriptBeyondASCII(t.Data[span.Start:span.End]); s == han || s == kana || s == thai {
				span = few(r, t.Data, span)
			}
			source := t.Span(span.Start, span.End)
			if text := t.Data[span.Start:span.End]; page.Source[source.Start:source.End] == text && fits(text) {
				found = append(found, source)
			}
		}
	}
	return found
}

// few draws two to six neighbours out of the characters of span.
func few(r *rand.Rand, text string, span article.Span) article.Span {
	starts := []int{}
	for i := range text[span.Start:span.End] {
		starts = append(starts, span.Start+i)
	}
	n := min(len(starts), within(r, 2, 6))
	first := r.IntN(len(starts) - n + 1)
	end := span.End
	if first+n < len(starts) {
		end = starts[first+n]
	}
	return article.Span{Start: starts[first], End: end}
}

// attribute draws the value of a title or an alternative text.
func attribute(r *rand.Rand, page *article.Document, fits func(string) bool) []article.Span {
	var found []article.Span
	page.Root.Find("body [title], body [alt]").Each(func(_ int, s *goquery.Selection) {
		for _, a := range page.Attributes(s.Nodes[0]) {
			if (a.Key == "title" || a.Key == "alt") && a.Value == page.Source[a.Span.Start:a.Span.End] && fits(a.Value) {
				found = append(found, a.Span)
			}
		}
	})
	if len(found) == 0 {
		return nil
	}
	return []article.Span{pick(r, found)}
}
