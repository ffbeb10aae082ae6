package article

import (
	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"strings"
)

// parsePlain builds a tree with one <p> for each paragraph: lines up to a
// blank one.
func (d *Document) parsePlain() {
	root := &html.Node{Type: html.DocumentNode}
	body := element(atom.Body)
	page := element(atom.Html)
	root.AppendChild(page)
	page.AppendChild(body)
	d.nodes, d.place = []*html.Node{page, body}, []int{noPlace, noPlace}
	for _, s := range paragraphs(d.Source) {
		p := element(atom.P)
		text := &html.Node{Type: html.TextNode, Data: d.Source[s.Start:s.End]}
		p.AppendChild(text)
		body.AppendChild(p)
		d.nodes, d.place = append(d.nodes, p, text), append(d.place, noPlace, len(d.Texts))
		d.Texts = append(d.Texts, Text{Node: text, Data: text.Data, start: s.Start})
	}
	d.Root = goquery.NewDocumentFromNode(root)
}

func element(a atom.Atom) *html.Node {
	return &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
}

// paragraphs finds the runs of lines that are not blank, without the line end
// of the last.
func paragraphs(source string) []Span {
	var found []Span
	at := afterMark(source)
	for line := range strings.Lines(source[at:]) {
		start := at
		at += len(line)
		end := start + len(strings.TrimRight(line, "\r\n"))
		if strings.TrimSpace(line) == "" {
			continue
		}
		if k := len(found) - 1; k >= 0 && strings.TrimSpace(source[found[k].End:start]) == "" && strings.Count(source[found[k].End:start], "\n") == 1 {
			found[k].End = end
			continue
		}
		found = append(found, Span{start, end})
	}
	return found
}
