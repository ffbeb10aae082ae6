package toolcall

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/inblock"
)

// report makes a finding of each fragment of b. They are repaired together or
// not at all: one that stays would be in another place then.
func report(doc *article.Document, b *article.Block, fragments []fragment, home home) []filters.Finding {
	var found []filters.Finding
	for _, g := range fragments {
		found = append(found, finding(doc, b, g))
	}
	isStuck := func(f filters.Finding) bool { return len(f.Fixes) == 0 }
	if slices.ContainsFunc(found, isStuck) || !isSettled(b.Data, fragments, home) {
		for i := range found {
			found[i].Fixes = nil
		}
	}
	return found
}

// finding is about g. A paragraph that holds nothing else goes with it.
func finding(doc *article.Document, b *article.Block, g fragment) filters.Finding {
	f := filters.Finding{
		Kind:       LeakedCall,
		Span:       b.Span(g.start, g.end),
		Message:    g.message(),
		Confidence: g.confidence(),
		Evidence: map[string]any{
			"form": string(g.form), "mark": inblock.Shorten(g.name, 60), "marks": g.marks,
			"arguments": g.arguments, "strays": shortened(g.strays),
		},
	}
	if whole, ok := dress(doc, b, g); ok {
		if !doc.Plain {
			f.Span = whole
		}
		f.Fixes = removal([]article.Edit{{Span: whole}})
		return f
	}
	start, end := room(b.Data, g)
	f.Fixes = removal(inblock.Edits(doc.Source, b, []inblock.Change{{Start: start, End: end}}))
	return f
}

func removal(edits []article.Edit) []filters.Fix {
	if len(edits) == 0 {
		return nil
	}
	return []filters.Fix{{Message: "Remove the fragment.", Edits: edits}}
}

func (g fragment) message() string {
	switch g.form {
	case call:
		return fmt.Sprintf("A language model has left the call of a tool in the text: %s.", quote(g.name))
	case citation:
		return fmt.Sprintf("An assistant's mark for a citation, %s, was copied into the text.", quote(g.name))
	}
	return fmt.Sprintf("The text holds %s, which belongs to the chat template of a language model.", quote(g.name))
}

func quote(s string) string { return filters.Escape(inblock.Shorten(s, 40)) }

func shortened(words []string) []string {
	list := []string{}
	for _, w := range words[:min(len(words), 5)] {
		list = append(list, inblock.Shorten(w, 40))
	}
	return list
}

// confidence is set by hand: nobody writes a call with its residue or the marks
// of a citation; a bare token or tag may be spoken of without quotation marks.
func (g fragment) confidence() float64 {
	switch {
	case g.form == call && g.known && (len(g.strays) > 0 || g.arguments):
		return 0.98
	case g.form == citation:
		return 0.95
	case g.form == call:
		return 0.85
	case g.marks > 1 || g.arguments:
		return 0.9
	}
	return 0.75
}

// room is g with the space that set it off from the text.
func room(data string, g fragment) (start, end int) {
	start, end = g.start, g.end
	if r, size := utf8.DecodeLastRuneInString(data[:start]); r == ' ' || r == '\u00a0' {
		return start - size, end
	}
	if start == 0 && end < len(data) && data[end] == ' ' {
		end++
	}
	return start, end
}

// dress is the place of the paragraph around g, if that holds nothing else and
// its neighbours stay apart without it. In plain text it is the lines of the
// paragraph with the blank ones before.
func dress(doc *article.Document, b *article.Block, g fragment) (article.Span, bool) {
	if strings.TrimSpace(b.Data) != b.Data[g.start:g.end] {
		return article.Span{}, false
	}
	if doc.Plain {
		span := b.Span(g.start, g.end)
		before := strings.TrimRight(doc.Source[:span.Start], " \t\r\n")
		span.Start = len(before)
		return span, before != ""
	}
	n := b.Node
	span := doc.Outer(n)
	ok := isParagraph(n) && !doc.Tag(n).IsZero() && isLine(n) && standsApart(n) && span.Len() > 0
	return span, ok && span.Start <= b.Span(g.start, g.end).Start && span.End >= b.Span(g.start, g.end).End
}

func isParagraph(n *html.Node) bool {
	return n != nil && n.Type == html.ElementNode && (n.Data == "p" || n.Data == "div" || n.Data == "li")
}

// isLine reports whether n holds one line of text and no picture.
func isLine(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && !strings.Contains(" a b br em i span strong u ", " "+c.Data+" ") {
			return false
		}
	}
	return true
}

// standsApart reports whether a paragraph, or nothing, stands on one side of n:
// then what stands around n does not join.
func standsApart(n *html.Node) bool {
	before, behind := n.PrevSibling, n.NextSibling
	for before != nil && isSpace(before) {
		before = before.PrevSibling
	}
	for behind != nil && isSpace(behind) {
		behind = behind.NextSibling
	}
	return behind == nil || isBlock(behind) || before == nil
}

func isSpace(n *html.Node) bool {
	switch n.Type {
	case html.TextNode:
		return strings.TrimSpace(n.Data) == ""
	case html.ElementNode:
		return n.Data == "script" || n.Data == "style"
	}
	return n.Type == html.CommentNode
}

func isBlock(n *html.Node) bool {
	const blocks = " address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table ul "
	return n.Type == html.ElementNode && strings.Contains(blocks, " "+n.Data+" ")
}
