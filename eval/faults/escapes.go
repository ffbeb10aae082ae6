package faults

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// escapes are characters that somebody escaped and nobody, or too few, turned
// back: entities escaped again, up to six times, entities that want their
// semicolon, and the notations of other formats.
func escapes() Family {
	return Family{
		Name: "escapes",
		Variants: slices.Concat(
			cross(values("form", "nbsp", "named"), values("depth", "1", "2", "3", "4", "5", "6"), values("scope", "one", "paragraph")),
			cross(values("form", "decimal", "hexadecimal"), values("depth", "1", "2"), values("scope", "one", "paragraph")),
			cross(values("form", "no-semicolon", "nbsp-no-semicolon"), values("scope", "one", "paragraph")),
			cross(values("form", "unicode", "percent", "quoted-printable", "angle"), values("scope", "word", "paragraph"))),
		Make: makeEscapes,
	}
}

func makeEscapes(r *rand.Rand, page *article.Document, name string) (Fault, bool) {
	v := parseVariant(name)
	e := escaper{page: page, form: v.get("form"), depth: v.number("depth")}
	var edits []article.Edit
	if v.get("scope") == "word" {
		edits = e.word(r)
	} else {
		edits = e.paragraph(r, v.get("scope") == "one")
	}
	if len(edits) == 0 {
		return Fault{}, false
	}
	isSpace := strings.HasPrefix(e.form, "nbsp")
	if !isSpace {
		edits = joined(page.Source, edits)
	}
	f := damage(page, edits)
	f.Damaged, f.Lossless, f.Kinds = e.damaged, true, e.kinds()
	if isSpace {
		f = f.hadInstead(e.noBreakSpace())
	}
	return f, true
}

// hadInstead says what stood in the clean article wherever f is, if that is
// not what stands in the page.
func (f Fault) hadInstead(original string) Fault {
	var clean strings.Builder
	done := 0
	for i, s := range f.Spans {
		f.Original[i] = original
		clean.WriteString(f.Source[done:s.Start] + original)
		done = s.End
	}
	f.Clean = clean.String() + f.Source[done:]
	return f
}

// noBreakSpace is how the page had it before it was escaped again.
func (e *escaper) noBreakSpace() string {
	if e.page.Plain {
		return "\u00A0"
	}
	return "&nbsp;"
}

// An escaper writes characters of one page in one form.
type escaper struct {
	page    *article.Document
	form    string
	depth   int // how often too many
	damaged int // characters so far
}

func (e *escaper) kinds() []string {
	switch e.form {
	case "nbsp", "named", "decimal", "hexadecimal":
		return []string{"escapes/escaped-again", "escapes/shown-entity"}
	case "no-semicolon", "nbsp-no-semicolon":
		return []string{"escapes/shown-entity", "escapes/escaped-again"}
	}
	return []string{"escapes/literal-escape"}
}

// paragraph escapes one character of a paragraph, or all that there is reason
// to.
func (e *escaper) paragraph(r *rand.Rand, one bool) []article.Edit {
	all := carriers(e.page)
	for _, c := range sample(r, all, len(all)) {
		var edits []article.Edit
		for _, t := range c.texts {
			edits = append(edits, e.text(t, article.Span{Start: 0, End: len(t.Data)})...)
		}
		if len(edits) == 0 {
			continue
		}
		if !one {
			return edits
		}
		e.damaged = 1
		return []article.Edit{pick(r, edits)}
	}
	return nil
}

// word escapes what is not ASCII in one word.
func (e *escaper) word(r *rand.Rand) []article.Edit {
	all := carriers(e.page)
	for _, c := range sample(r, all, len(all)) {
		words := c.words(e.page, func(w string) bool { return beyondASCII(w) > 0 })
		if len(words) > 0 {
			w := pick(r, words)
			return e.text(w.text, w.span)
		}
	}
	return nil
}

// text escapes the characters of t.Data in span that the form is for.
func (e *escaper) text(t article.Text, span article.Span) []article.Edit {
	if isCode(t) {
		return nil
	}
	var edits []article.Edit
	for i, c := range t.Data[span.Start:span.End] {
		at := span.Start + i
		shown, ok := e.escape(c, t.Data[:at])
		if !ok || c == utf8.RuneError {
			continue
		}
		source := t.Span(at, at+utf8.RuneLen(c))
		if k := len(edits) - 1; k >= 0 && edits[k].Span.Overlaps(source) || strings.HasPrefix(e.page.Source[source.End:], ";") {
			continue // half of what one reference stands for; or the semicolon would be there
		}
		e.damaged++
		edits = append(edits, article.Edit{Span: source, New: e.inPage(shown)})
	}
	return edits
}

// inPage is how shown stands in the source. An entity without semicolon may
// stand there as it is if parsers leave it alone.
func (e *escaper) inPage(shown string) string {
	if e.form == "no-semicolon" && html.UnescapeString(shown+"a") == shown+"a" {
		return shown
	}
	return escaped(e.page, shown)
}
