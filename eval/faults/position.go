package faults

import (
	"math/rand/v2"
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// The positions at which blocks are put in.
const (
	bodyFirst  = "body-first"  // first thing in <body>
	between    = "between"     // between two paragraphs
	insideLast = "inside-last" // at the end of the last paragraph
	bodyLast   = "body-last"   // last thing before </body>
	afterBody  = "after-body"  // behind </body>
	afterHTML  = "after-html"  // behind </html>
)

// A place is where a block is put in.
type place struct {
	at     int
	inline bool // inside a paragraph: only inline elements fit
	before string
	after  string // line ends that set the block apart in plain text
}

// find looks for the place of that position. ok is false if the page has none:
// a fragment has no </body> to stand behind.
func find(r *rand.Rand, page *article.Document, position string) (p place, ok bool) {
	if page.Plain {
		return findPlain(r, page, position)
	}
	marks := landmarksOf(page.Source)
	switch position {
	case bodyFirst:
		p.at, ok = marks.bodyStart, true
	case bodyLast:
		p.at, ok = marks.bodyEnd, true
	case afterBody:
		p.at, ok = marks.afterBody, true
	case afterHTML:
		p.at, ok = marks.afterHTML, true
	case between:
		p.at, ok = gap(r, page)
	case insideLast:
		p.at, ok = lastText(page)
		p.inline = true
	}
	return p, ok && p.at >= 0
}

// landmarks are places between tags; -1 if there is no such place.
type landmarks struct{ bodyStart, bodyEnd, afterBody, afterHTML int }

func landmarksOf(source string) landmarks {
	m := landmarks{-1, -1, -1, -1}
	z := html.NewTokenizer(strings.NewReader(source))
	whole := false // not a fragment
	for at := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		start := at
		at += len(z.Raw())
		if kind != html.StartTagToken && kind != html.EndTagToken {
			continue
		}
		name, _ := z.TagName()
		switch tag := string(name); {
		case kind == html.StartTagToken && tag == "body":
			m.bodyStart = at
		case kind == html.EndTagToken && tag == "body":
			m.bodyEnd, m.afterBody = start, at
		case kind == html.EndTagToken && tag == "html":
			m.afterHTML = at
		}
		whole = whole || string(name) == "html" || string(name) == "head" || string(name) == "body"
	}
	if !whole {
		m.bodyStart, m.bodyEnd = len(source)-len(strings.TrimPrefix(source, "\uFEFF")), len(source)
	}
	return m
}

// gap is a place between two paragraphs that follow one another.
func gap(r *rand.Rand, page *article.Document) (at int, ok bool) {
	all := carriers(page)
	var found []int
	for i := 1; i < len(all); i++ {
		before, behind := page.Outer(all[i-1].node), page.Tag(all[i].node)
		if all[i].node.Data == all[i-1].node.Data && all[i].node.Parent == all[i-1].node.Parent && !enclosing(all[i].node, "td", "dd") &&
			before.End > 0 && before.End <= behind.Start && strings.TrimSpace(page.Source[before.End:behind.Start]) == "" {
			found = append(found, before.End)
		}
	}
	if len(found) == 0 {
		return 0, false
	}
	return pick(r, found), true
}

// lastText is the end of the last text of the last paragraph, outside of links.
func lastText(page *article.Document) (at int, ok bool) {
	all := carriers(page)
	if len(all) == 0 {
		return 0, false
	}
	texts := all[len(all)-1].texts
	for i := len(texts) - 1; i >= 0; i-- {
		t := texts[i]
		if end := len(strings.TrimRight(t.Data, " \t\r\n")); end > 0 && !enclosing(t.Node, "a") {
			return t.Span(end-1, end).End, true
		}
	}
	return 0, false
}

// findPlain is find for plain text, where paragraphs are lines with a blank
// line between them.
func findPlain(r *rand.Rand, page *article.Document, position string) (p place, ok bool) {
	if len(page.Texts) == 0 {
		return p, false
	}
	first, last := page.Texts[0], page.Texts[len(page.Texts)-1]
	switch position {
	case bodyFirst:
		return place{at: first.Span(0, 1).Start, after: "\n\n"}, true
	case bodyLast:
		return place{at: last.Span(0, len(last.Data)).End, before: "\n\n"}, true
	case insideLast:
		return place{at: last.Span(0, len(last.Data)).End, before: " ", inline: true}, true
	case between:
		if len(page.Texts) < 2 {
			return p, false
		}
		t := page.Texts[r.IntN(len(page.Texts)-1)]
		return place{at: t.Span(0, len(t.Data)).End, before: "\n\n"}, true
	}
	return p, false
}
