// Package eval measures how well a set of filters and a policy find damage, and
// how often they object to what is clean.
//
//	Corpus: folder with labels.jsonl ──┐
//	                                   ├─▶ Case ─▶ pipeline.Check ─▶ compare ─▶ tally ─▶ *Report
//	Injection: clean pages + faults ───┘           many at once      one after another
//
// Its input is articles about which something is known: by labels that somebody
// wrote, or because the fault was put in by package faults. Cases stream, so a
// corpus may be larger than memory; the same cases, filters and policy give the
// same report, byte for byte, on any number of workers.
package eval

import (
	"context"
	"iter"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/policy"
)

// A Source yields the cases of a run. Cases may be called again and yields the
// same cases in the same order.
type Source interface {
	Cases(ctx context.Context) iter.Seq[Case]
	Len() int // how many cases there are, or about
}

// A Case is one article and what is known of it. It is clean if it is expected
// to be published and nothing is wanted.
type Case struct {
	Name        string        // the file, relative to the corpus, or labels.jsonl:12 for a text that stands there
	Language    string        // BCP 47; empty if unknown
	Content     []byte        // the article, as it is submitted
	ContentType string        // media type, with charset if that is known
	URL         string        // where it is published; may be empty
	Expected    policy.Action // anything but Publish means that it must be held
	Wanted      []Wanted      // what is to be found in it
	Fault       *Fault        // the fault that was put in; nil for other articles
	Err         error         // why there is no article to check

	origin   string // for messages: file and line of the label
	original twin   // the article before the fault
}

// Wanted is one piece of damage that is to be found.
type Wanted struct {
	Kinds []string       // "filter/kind": a finding of any of these finds it; it is counted under the first
	Spans []article.Span // where it stands, in bytes of the article in UTF-8; none means anywhere in the article
}

// A Fault says what was put into an article.
type Fault struct {
	Family   string `json:"family"`
	Variant  string `json:"variant"`
	Language string `json:"language,omitempty"` // of the injected text, BCP 47; empty: that of the article
	Damaged  int    `json:"damaged,omitempty"`  // characters of the original that are damaged
	Lossless bool   `json:"lossless,omitempty"` // the original can be restored exactly
	Original string `json:"original,omitempty"` // name of the untouched article in the same corpus
}

// A twin is the untouched article of a damaged one.
type twin struct {
	content     []byte
	contentType string
}

func (c *Case) isClean() bool { return c.Expected == policy.Publish && len(c.Wanted) == 0 }
