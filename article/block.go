package article

import (
	"sort"
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// A Block is the text of one paragraph, heading, cell or the like, joined
// across inline elements: in `via<b></b>gra` it reads "viagra". A <br> reads
// as a line end; white space is kept as it stands in the source.
type Block struct {
	Node  *html.Node // the innermost block element around its first character
	Data  string     // not blank
	ASCII bool       // Data has no other characters
	parts []part
}

// A part is a stretch of a block that comes from one text, or from a <br>.
type part struct {
	start int // in Data
	text  *Text
	br    Span
}

// Blocks returns the paragraphs of the article in document order, the title
// first. Text that is never shown as such (scripts, styles, templates,
// <noscript>) is in none of them. The slice is shared: do not change it.
func (d *Document) Blocks() []Block {
	blocks, _ := d.prose()
	return blocks
}

// Span is the smallest source range that holds Data[i:j], markup inside it
// included. The range must not be empty.
func (b *Block) Span(i, j int) Span {
	first, last := b.at(i), b.at(j-1)
	return Span{first.span(i, i+1).Start, last.span(j-1, j).End}
}

// Spans are the source ranges of the characters of Data[i:j] alone, without
// the markup between them, in order.
func (b *Block) Spans(i, j int) []Span {
	var spans []Span
	for k := b.find(i); k < len(b.parts) && b.parts[k].start < j; k++ {
		p, end := b.parts[k], b.end(k)
		spans = append(spans, p.span(max(i, p.start), min(j, end)))
	}
	return spans
}

// NodeAt is the node that Data[i] comes from: a text, or a <br>'s paragraph.
func (b *Block) NodeAt(i int) *html.Node {
	if p := b.at(i); p.text != nil {
		return p.text.Node
	}
	return b.Node
}

func (b *Block) at(i int) part { return b.parts[b.find(i)] }

func (b *Block) find(i int) int {
	return sort.Search(len(b.parts), func(k int) bool { return b.parts[k].start > i }) - 1
}

func (b *Block) end(k int) int {
	if k+1 < len(b.parts) {
		return b.parts[k+1].start
	}
	return len(b.Data)
}

// span is the source of Data[i:j], which lies in p.
func (p part) span(i, j int) Span {
	if p.text == nil {
		return p.br
	}
	return p.text.Span(i-p.start, j-p.start)
}

// A blockBuilder is told of texts, line breaks and elements in document order,
// and cuts where a block element begins or ends.
type blockBuilder struct {
	d      *Document
	blocks []Block
	parts  []part     // of all blocks
	node   *html.Node // of the block being built
	first  int        // of its parts
	length int        // of its data
	shown  bool       // it is not blank
	ascii  bool
}

func (b *blockBuilder) text(t *Text, blank, ascii bool) {
	if t.Node.Parent == nil || holdsRawText(t.Node.Parent) {
		return
	}
	if node := blockElement(t.Node); node != b.node {
		b.cut(node)
	}
	b.shown, b.ascii = b.shown || !blank, b.ascii && ascii
	b.parts = append(b.parts, part{start: b.length, text: t})
	b.length += len(t.Data)
}

func (b *blockBuilder) element(i int) {
	if name := b.d.nodes[i].Data; name == "br" && len(b.parts) > b.first {
		b.lineBreak(i)
	} else if dom.IsBlockElement(name) {
		b.cut(nil)
	}
}

func (b *blockBuilder) lineBreak(i int) {
	span := b.d.placeOf(i)
	if span.IsZero() {
		b.cut(nil)
		return
	}
	b.parts = append(b.parts, part{start: b.length, br: span})
	b.length++
}

// cut ends the block, if it has anything to show, and begins one in node.
func (b *blockBuilder) cut(node *html.Node) {
	if b.shown {
		parts := b.parts[b.first:len(b.parts):len(b.parts)]
		b.blocks = append(b.blocks, Block{Node: b.node, Data: b.data(parts), ASCII: b.ascii, parts: parts})
	} else {
		b.parts = b.parts[:b.first]
	}
	b.node, b.first, b.length, b.shown, b.ascii = node, len(b.parts), 0, false, true
}

func (b *blockBuilder) data(parts []part) string {
	if len(parts) == 1 {
		return parts[0].text.Data
	}
	var data strings.Builder
	data.Grow(b.length)
	for _, p := range parts {
		if p.text == nil {
			data.WriteByte('\n')
		} else {
			data.WriteString(p.text.Data)
		}
	}
	return data.String()
}

func blockElement(n *html.Node) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && dom.IsBlockElement(n.Data) || n.Parent == nil {
			return n
		}
	}
	return nil
}
