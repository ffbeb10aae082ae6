package linkblock

import (
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// A sentence is what stands around a single link.
type sentence struct {
	text  string       // without the link
	span  article.Span // of the sentence, the link included
	nodes [2]*html.Node
	alone bool // its block holds nothing but the link
	boxed bool // it has a block or an inline element for itself
}

// sentenceOf finds the sentence that holds l.
func (p *page) sentenceOf(l *article.Link) sentence {
	for _, b := range p.blocksAt(l.Node) {
		if start, end := b.at(l.Span.Start), b.at(l.Span.End); start < end {
			return p.sentenceIn(b, l, start, end)
		}
	}
	return sentence{span: l.Span, nodes: [2]*html.Node{l.Node, l.Node}}
}

// sentenceIn finds the sentence around link l, which is b.Data[start:end].
func (p *page) sentenceIn(b located, l *article.Link, start, end int) sentence {
	first, last := sentenceAround(b.Data, start, end)
	before, behind := isBlank(b.Data[:first]), isBlank(b.Data[last:])
	if box := l.Node.Parent; isInline(box.Data) {
		place := p.doc.Outer(box)
		if from, to := b.at(place.Start), b.at(place.End); from < to {
			first, last = max(first, from), min(last, to)
			before, behind = first == from, last == to
		}
	}
	span := b.Span(first, last)
	return sentence{
		text:  b.Data[first:start] + " " + b.Data[end:last],
		span:  article.Span{Start: min(span.Start, l.Span.Start), End: max(span.End, l.Span.End)},
		nodes: [2]*html.Node{b.NodeAt(first), b.NodeAt(last - 1)},
		alone: isBlank(b.Data[:start]) && isBlank(b.Data[end:]),
		boxed: before && behind,
	}
}

// Shares from which on a sentence came with its link, and was not there before.
const (
	strangeWords   = 0.5 // that the article says nowhere else
	strangeLetters = 0.5 // of another language
)

// widen takes the sentence along that the link of j came in.
func (p *page) widen(j *judgement) {
	if j.around.boxed || j.reading[mAstray] >= strangeWords || j.reading[mTorn] >= strangeLetters {
		j.span, j.nodes = j.around.span, j.around.nodes
	}
}

// isTorn is how far a sentence is not of the language of the article.
func (p *page) isTorn(text string) float64 {
	var letters, none census
	for _, r := range text {
		letters.count(scriptOf(r))
	}
	if main := letters.mainSince(&none); main > scripts.Latin && p.writing().lacks(main) {
		return 1
	}
	return p.tongue().foreignness(text)
}

// A located block knows where its bytes stand.
type located struct{ *article.Block }

// at is the first byte of the block that stands at offset of the source or
// behind it.
func (b located) at(offset int) int {
	return sort.Search(len(b.Data), func(i int) bool { return b.Span(i, i+1).Start >= offset })
}

// blocksAt are the blocks of the container that n stands in.
func (p *page) blocksAt(n *html.Node) []located {
	for n = n.Parent; n != nil; n = n.Parent {
		if found := p.blockIndex()[n]; len(found) > 0 {
			return found
		}
	}
	return nil
}

func (p *page) gatherBlocks() map[*html.Node][]located {
	index := map[*html.Node][]located{}
	blocks := p.doc.Blocks()
	for i := range blocks {
		b := &blocks[i]
		index[b.Node] = append(index[b.Node], located{b})
	}
	return index
}

// sentenceAround widens data[start:end] to the ends of its sentence.
func sentenceAround(data string, start, end int) (first, last int) {
	for i := sentenceEnd(data[:start]); i > 0; i = sentenceEnd(data[first:start]) {
		first += i
	}
	last = len(data)
	if i := sentenceEnd(data[end:]); i > 0 {
		last = end + i
	}
	first = start - len(strings.TrimLeft(data[first:start], " \n\t"))
	last = end + len(strings.TrimRight(data[end:last], " \n\t"))
	return first, last
}

// sentenceEnd is where the first sentence of text ends, if another one follows
// it; 0 if not.
func sentenceEnd(text string) int {
	for i, r := range text {
		after := i + utf8.RuneLen(r)
		switch r {
		case '\n', '。', '！', '？', '।', '۔', '؟':
			return after
		case '.', '!', '?', '…':
			if after < len(text) && (text[after] == ' ' || text[after] == '\n') {
				return after
			}
		}
	}
	return 0
}
