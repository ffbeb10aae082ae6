package article

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// buildProse walks the tree once for blocks and passages both.
func (d *Document) buildProse() ([]Block, []Passage) {
	blocks := blockBuilder{d: d, parts: make([]part, 0, len(d.Texts)), ascii: true}
	passages := passageBuilder{d: d, all: make([]Passage, 0, len(d.Texts)/2)}
	for i := 0; i < len(d.nodes); i++ {
		if n := d.nodes[i]; n.Type != html.TextNode {
			if passages.element(i); n.Data == "template" {
				i = d.ends()[i] - 1
				continue
			}
			blocks.element(i)
		} else if p := d.place[i]; p != noPlace {
			t := &d.Texts[p]
			blank := dom.IsBlank(t.Data)
			ascii := blank || isASCII(t.Data)
			if blocks.text(t, blank, ascii); !blank {
				passages.text(i, t, ascii)
			}
		}
	}
	blocks.cut(nil)
	return blocks.blocks, inOrder(passages.all)
}
