package linkblock

import (
	"context"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// tried is found with those fixes that have proved themselves: all of them are
// carried out and the article is read again. Markup can be so broken that
// taking one block out shows another, or leaves the better part of it; then a
// person has to do it and no fix is offered.
func (f *Filter) tried(ctx context.Context, doc *article.Document, found []filters.Finding) ([]filters.Finding, error) {
	if len(found) == 0 {
		return nil, nil
	}
	var edits []article.Edit
	for _, x := range found {
		for _, fix := range x.Fixes {
			edits = append(edits, fix.Edits...)
		}
	}
	left, err := f.left(ctx, doc, edits)
	if err != nil {
		return nil, err
	}
	if left {
		for i := range found {
			found[i].Fixes = nil
		}
	}
	return found, nil
}

// patient is for an article that has been read once, with more in it: whether
// it gets a fix must not depend on how busy the machine is.
var patient = article.Limits{Budget: time.Minute}

// left reports whether there is still something to find after edits, or no way
// to tell.
func (f *Filter) left(ctx context.Context, doc *article.Document, edits []article.Edit) (bool, error) {
	repaired, err := article.Apply(doc.Source, edits)
	if err != nil {
		return true, nil
	}
	again, err := article.Parse(repaired, article.Options{Plain: doc.Plain, URL: doc.URL, Title: doc.Title, Limits: patient})
	if err != nil {
		return true, nil
	}
	found, err := f.find(ctx, again)
	return len(found) > 0, err
}
