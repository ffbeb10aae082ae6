package desk

import (
	"sort"
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// A reading is an article as a reader reads it, paragraph by paragraph, with
// what readers do not see shown as such.
type reading struct {
	Paragraphs []paragraph
	Left       int    // paragraphs that are not shown
	All        string // address of the page with all of them
	Plain      bool
}

type paragraph struct {
	Skipped  int    // paragraphs left out before it
	Tag      string // of the element
	Hidden   string // why readers do not see any of it
	Segments []segment
}

// readingOf shows all paragraphs if they have at most limit bytes; otherwise
// the first, and those with something marked, until there are limit bytes.
func readingOf(e evidence, limit int) reading {
	out := reading{Plain: e.doc.Plain}
	blocks, total := e.doc.Blocks(), 0
	for i := range blocks {
		total += len(blocks[i].Data)
	}
	skipped := 0
	for i := range blocks {
		if total > limit && i > 0 && !e.marks(&blocks[i]) || limit < 0 {
			skipped, out.Left = skipped+1, out.Left+1
			continue
		}
		p := e.paragraph(&blocks[i])
		p.Skipped, skipped = skipped, 0
		out.Paragraphs = append(out.Paragraphs, p)
		if total > limit {
			limit -= len(blocks[i].Data)
			total -= len(blocks[i].Data)
		}
	}
	return out
}

// marks reports whether a finding lies in b.
func (e evidence) marks(b *article.Block) bool {
	for _, s := range e.within(b.Span(0, len(b.Data))) {
		if s.Depth > 0 {
			return true
		}
	}
	return false
}

func (e evidence) paragraph(b *article.Block) paragraph {
	p := paragraph{Tag: b.Node.Data}
	for i := 0; i < len(b.Data); {
		n, size := b.NodeAt(i), 1
		if n.Type == html.TextNode {
			size = len(n.Data)
			p.Segments = append(p.Segments, e.run(b, i, i+size)...)
		} else {
			p.Segments = append(p.Segments, segment{Break: true})
		}
		i += size
	}
	p.hide()
	return p
}

// hide says once for the paragraph what is true of all of it.
func (p *paragraph) hide() {
	why := ""
	for _, s := range p.Segments {
		if s.Break || blank(s) {
			continue
		}
		if s.Hidden == "" || why != "" && s.Hidden != why {
			return
		}
		why = s.Hidden
	}
	p.Hidden = why
	for i := range p.Segments {
		p.Segments[i].Hidden = ""
	}
}

func blank(s segment) bool {
	for _, piece := range s.Pieces {
		if piece.Sign || strings.TrimSpace(piece.Text) != "" {
			return false
		}
	}
	return true
}

// run is the text b.Data[i:j], which is one text of the tree.
func (e evidence) run(b *article.Block, i, j int) []segment {
	var out []segment
	span := b.Span(i, j)
	hidden, link := e.hidden(b.NodeAt(i)), linkOf(b.NodeAt(i))
	for _, s := range e.within(span) {
		start, end := at(b, i, j, s.Span.Start), at(b, i, j, s.Span.End)
		if start == end {
			continue
		}
		seg := e.segment(s, b.Data[start:end], s.Span.Start >= span.Start || start == 0)
		seg.Hidden, seg.Link = hidden, link
		out = append(out, seg)
	}
	return out
}

// at is where in b.Data[i:j] the source at offset stands.
func at(b *article.Block, i, j, offset int) int {
	return i + sort.Search(j-i, func(k int) bool { return b.Span(i+k, i+k+1).End > offset })
}

// hidden is why readers do not see n, or might not.
func (e evidence) hidden(n *html.Node) string {
	v := e.doc.Visibility(n)
	switch v.State {
	case article.Hidden:
		return "hidden: " + v.Reason
	case article.Unclear:
		return "perhaps hidden: " + v.Reason
	}
	return ""
}

// longestLink bounds, in characters, where a link leads as each part of its text
// says it.
const longestLink = 300

// linkOf is where the link leads that n stands in.
func linkOf(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == "href" && a.Namespace == "" {
				return filters.Shorten(a.Val, longestLink)
			}
		}
	}
	return ""
}
