package eval

import (
	"slices"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/repair"
)

// restored reports whether the repair gives back the original, byte for byte.
func (k judged) restored() bool {
	repaired, err := repair.Apply(k.report.Document.Source, k.report.Found, repair.Sure)
	if err != nil {
		return false
	}
	original, _ := article.Read(k.c.original.content, article.Options{ContentType: k.c.original.contentType})
	return repaired.Source == original.Source
}

// size is the class of a fault: by the characters that it damaged, or else by the
// links in it, or else by the characters that it added.
func (k judged) size() string {
	spans := k.c.spans()
	links := 0
	for _, l := range k.report.Document.Links() {
		if k.c.Fault != nil && k.c.Fault.Damaged > 0 {
			break
		}
		if slices.ContainsFunc(spans, func(s article.Span) bool { return s.Contains(l.Span) }) {
			links++
		}
	}
	switch {
	case links == 1:
		return "links: 1"
	case links > 1 && links < 4:
		return "links: 2–3"
	case links >= 4:
		return "links: 4 or more"
	}
	switch n := k.damage(spans); {
	case n <= 1:
		return "characters: 1"
	case n < 8:
		return "characters: 2–7"
	}
	return "characters: 8 or more"
}

// damage is how many characters a fault damaged or added, or those in spans.
func (k judged) damage(spans []article.Span) int {
	if k.c.Fault != nil && k.c.Fault.Damaged > 0 {
		return k.c.Fault.Damaged
	}
	n := 0
	for _, s := range merged(spans) {
		n += utf8.RuneCountInString(k.report.Document.Source[s.Start:s.End])
	}
	return n
}

// spans are all places where something is wanted.
func (c *Case) spans() []article.Span {
	var all []article.Span
	for _, w := range c.Wanted {
		all = append(all, w.Spans...)
	}
	return all
}
