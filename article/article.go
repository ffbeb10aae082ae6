// Package article turns the HTML or plain text of an article into a Document:
// a parsed tree that remembers, for every text and every tag, where it stands
// in the source.
//
//	bytes ──Read──▶ decode ──▶ source ──Parse──▶ record ──▶ parse ──▶ align ──▶ *Document
//	                 charset              byte ranges, guard   x/net/html   tree ↔ record
//
// The input comes from a CMS over HTTP or from a file, and is hostile until
// shown otherwise: markup that would explode is refused with a typed error.
package article

import (
	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// A Document is one parsed article. It does not change after Parse and is safe
// for many goroutines at once; nobody may change its tree.
type Document struct {
	Source   string            // the article as submitted, decoded to UTF-8; spans count its bytes
	Root     *goquery.Document // the tree that x/net/html builds from Source; for plain text one <p> a paragraph
	Texts    []Text            // every text of the tree whose place is known, in source order
	Encoding Encoding          // how Source was decoded
	Plain    bool              // Source is plain text, not HTML
	URL      string            // where the article will be published, as submitted; may be empty
	Title    string            // as submitted beside the article; may be empty

	language string // as submitted beside the article

	tokens  []token
	nodes   []*html.Node // elements and texts in document order
	place   []int        // for each node its index in tokens or Texts, or noPlace
	lost    []*html.Node
	refusal error

	// computed when first asked for, once
	lines   func() []int
	index   func() map[*html.Node]int // into nodes
	ends    func() []int              // for each of nodes the index after the last node in it
	prose   func() ([]Block, []Passage)
	links   func() linkage
	visible func() []Visibility // for each of nodes
}

// Options say what Read and Parse are given. The zero value is HTML of unknown
// origin under the default limits.
type Options struct {
	Plain       bool   // the source is plain text
	ContentType string // media type with optional charset, as HTTP says it; used by Read only
	URL         string // address the article will have; decides which links are foreign
	Title       string // title submitted beside the article
	Language    string // tag submitted beside the article, or several with commas, as in Content-Language; for Language
	Limits      Limits // zero fields mean the defaults
}
