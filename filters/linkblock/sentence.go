package linkblock

import (
	"sort"
	"strings"

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
	if b, ok := p.blockAt(l); ok {
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
	if main := mainScript(text); main > scripts.Latin && p.writing().lacks(main) {
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

// blockAt is the block of its container that l stands in.
func (p *page) blockAt(l *article.Link) (located, bool) {
	for n := l.Node.Parent; n != nil; n = n.Parent {
		all := p.blockIndex()[n]
		i := sort.Search(len(all), func(i int) bool { return all[i].Span(0, len(all[i].Data)).End > l.Span.Start })
		if i < len(all) {
			return all[i], true
		}
	}
	return located{}, false
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

// longestSentence is how many bytes to each side of a link are looked at. A
// sentence that goes on is not taken for one.
const longestSentence = 1000

// sentenceAround widens data[start:end] to the ends of its sentence.
func sentenceAround(data string, start, end int) (first, last int) {
	first, last = max(0, start-longestSentence), min(len(data), end+longestSentence)
	isCut := first > 0
	for i := sentenceEnd(data[first:start]); i > 0; i = sentenceEnd(data[first:start]) {
		first, isCut = first+i, false
	}
	if isCut {
		first = start
	}
	if i := sentenceEnd(data[end:last]); i > 0 {
		last = end + i
	} else if last < len(data) {
		last = end
	}
	first = start - len(strings.TrimLeft(data[first:start], " \n\t"))
	last = end + len(strings.TrimRight(data[end:last], " \n\t"))
	return first, last
}

// sentenceEnd is where the first sentence of text ends, if another one follows
// it; 0 if not.
func sentenceEnd(text string) int {
	for i, r := range text {
		after := i + runeLen(text[i:])
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
