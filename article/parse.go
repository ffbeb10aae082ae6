package article

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// Parse reads source, which is UTF-8 as far as it is valid, as HTML or, with
// o.Plain, as plain text. Malformed HTML is no error; a refusal is ErrTooLarge,
// ErrTooComplex, ErrTooDeep or ErrTooSlow. There is a Document even then: it
// has its source and remembers the Refusal, but its tree is empty.
func Parse(source string, o Options) (*Document, error) {
	d := newDocument(source, o)
	d.refusal = d.parse(o.Limits.withDefaults())
	return d, d.refusal
}

func (d *Document) parse(limits Limits) error {
	switch {
	case len(d.Source) > limits.Bytes:
		return fmt.Errorf("%w: %d bytes, %d are allowed", ErrTooLarge, len(d.Source), limits.Bytes)
	case d.Plain:
		d.parsePlain()
		return nil
	}
	return d.parseHTML(limits)
}

// Refusal is why the article was refused, nil if it was parsed.
func (d *Document) Refusal() error { return d.refusal }

// Lost returns the texts, blank ones aside, whose place in the source could
// not be found. They are not among Texts, so no filter has looked at them.
func (d *Document) Lost() []*html.Node { return d.lost }

func newDocument(source string, o Options) *Document {
	d := &Document{Source: source, Plain: o.Plain, URL: o.URL, Title: o.Title, language: o.Language}
	d.Root = goquery.NewDocumentFromNode(&html.Node{Type: html.DocumentNode})
	d.Encoding.Charset = "utf-8"
	d.lines = sync.OnceValue(func() []int { return lineStarts(source) })
	d.index = sync.OnceValue(d.buildIndex)
	d.ends = sync.OnceValue(d.buildEnds)
	d.prose = sync.OnceValues(d.buildProse)
	d.links = sync.OnceValue(d.buildLinks)
	d.visible = sync.OnceValue(d.buildVisibility)
	return d
}

func (d *Document) parseHTML(limits Limits) error {
	start := afterMark(d.Source)
	tokens, err := record(d.Source, start, limits)
	if err != nil {
		return err
	}
	budget := limits.budget(len(d.Source))
	root, err := html.Parse(&budgetReader{d.Source[start:], time.Now().Add(budget)})
	switch {
	case errors.Is(err, ErrTooSlow):
		return fmt.Errorf("%w: more than %v", ErrTooSlow, budget)
	case err != nil:
		return fmt.Errorf("%w: %w", ErrTooDeep, err)
	}
	a := aligner{source: d.Source, tokens: tokens, nodes: flatten(root, len(tokens))}
	a.align()
	d.Root = goquery.NewDocumentFromNode(root)
	d.Texts, d.tokens, d.nodes, d.place = a.texts, tokens, a.nodes, a.place
	for i, n := range a.nodes {
		if n.Type == html.TextNode && a.place[i] == noPlace && !dom.IsBlank(n.Data) {
			d.lost = append(d.lost, n)
		}
	}
	return nil
}

// afterMark is where the text begins behind a byte order mark, which is no
// part of it.
func afterMark(source string) int {
	return len(source) - len(strings.TrimPrefix(source, "\uFEFF"))
}

// flatten lists the elements and texts below root in document order. It does
// not recurse: the tree is as deep as its author liked.
func flatten(root *html.Node, size int) []*html.Node {
	nodes := make([]*html.Node, 0, size)
	for n := root; n != nil; n = following(n, root) {
		if n.Type == html.ElementNode || n.Type == html.TextNode {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// following is the node after n in document order below root, or nil.
func following(n, root *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for ; n != root; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}
