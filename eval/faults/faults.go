// Package faults puts one known fault at a known place into a clean article,
// the way that the fault comes about in the wild: a spam kit that works on GBK
// bytes, a real wrong decoding, a block of links behind the body. Its input is
// clean articles and a source of chance; equal seeds give equal faults.
//
//	page ─▶ carrier: a paragraph, a word, a place between tags
//	          └─▶ mechanism: text ─▶ edits ─▶ escaped as a CMS would ─▶ Fault
//
// There is one file for each family; the words that it puts in stand in data.
package faults

import (
	"math/rand/v2"

	"github.com/presscheck/presscheck/article"
)

// A Family is one way in which articles are damaged.
type Family struct {
	Name     string   // lower-case, the name of its file: "gloss", "linkblock"
	Variants []string // every form it takes, as "key=value" pairs: "position=after-body size=4 hidden=offset"

	// Make puts one fault of the variant into page. ok is false if the page has
	// no place for it: a Latin page has no Chinese characters to gloss. It does
	// not change page and draws all chance from r.
	Make func(r *rand.Rand, page *article.Document, variant string) (f Fault, ok bool)
}

// A Fault is a damaged article and what is known of the damage. With Original
// put in the place of Spans, Source is Clean, byte for byte.
type Fault struct {
	Source   string         // the article with the fault, UTF-8
	Clean    string         // the article without it: that of the page, but for faults that come with a harmless change of the whole page, such as its conversion to traditional characters
	Spans    []article.Span // where in Source the damage stands, in order, not overlapping, none empty
	Original []string       // what stands in Clean instead of each span; empty where text was only added
	Kinds    []string       // "filter/kind": a finding of any of these, overlapping a span, has found it; the most fitting first
	Language string         // of the injected text, if that is not the page's; BCP 47, may be empty
	Damaged  int            // characters of the original that are damaged; 0 if text was only added
	Lossless bool           // no byte was lost: the original can be restored exactly
}

// Families returns every family, in a fixed order.
func Families() []Family {
	return []Family{
		linkBlocks(), keywordLists(), hiddenTexts(), toolCalls(),
		glosses(), orthographies(), mojibake(), escapes(), homoglyphs(), invisibles(),
	}
}
