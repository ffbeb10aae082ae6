// Package removal prepares the findings of filters that take whole blocks out
// of an article. Its input is their findings and the article.Document.
package removal

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// Apart sorts findings, in place, and drops those that overlap one before them.
func Apart(found []filters.Finding) []filters.Finding {
	slices.SortStableFunc(found, func(a, b filters.Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	kept := found[:0]
	for _, f := range found {
		if len(kept) == 0 || f.Span.Start >= kept[len(kept)-1].Span.End {
			kept = append(kept, f)
		}
	}
	return kept
}

// Tried returns found with those fixes that have proved themselves: all of them
// are carried out, the article is read again, and find has nothing to report.
// Markup can be so broken that taking one block out shows another, or leaves
// the better part of it; then a person has to do it and no fix is offered. The
// error is that of find.
func Tried(ctx context.Context, doc *article.Document, found []filters.Finding, find func(context.Context, *article.Document) ([]filters.Finding, error)) ([]filters.Finding, error) {
	if len(found) == 0 {
		return nil, nil
	}
	if again, ok := repaired(doc, found); ok {
		left, err := find(ctx, again)
		if err != nil {
			return nil, err
		}
		if len(left) == 0 {
			return found, nil
		}
	}
	for i := range found {
		found[i].Fixes = nil
	}
	return found, nil
}

// patient is for an article that has been read once, with more in it: whether
// it gets a fix must not depend on how busy the machine is.
var patient = article.Limits{Budget: time.Minute}

// repaired is doc after all fixes, if they can be carried out.
func repaired(doc *article.Document, found []filters.Finding) (*article.Document, bool) {
	var edits []article.Edit
	for _, f := range found {
		for _, fix := range f.Fixes {
			edits = append(edits, fix.Edits...)
		}
	}
	source, err := article.Apply(doc.Source, edits)
	if err != nil {
		return nil, false
	}
	again, err := article.Parse(source, article.Options{Plain: doc.Plain, URL: doc.URL, Title: doc.Title, Limits: patient})
	return again, err == nil
}
