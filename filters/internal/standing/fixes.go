package standing

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// Fixes returns found with its fixes if nothing is left to repair after them, as
// every filter promises: the first of each finding is carried out, the article is
// read again, and find has no fix for anything in it.
// Markup can be so broken that taking one block out shows another, and a word
// that is whole again can change what an article is taken to be about; then a
// person has to repair it and no fix is offered. The error is that of find.
func Fixes(ctx context.Context, doc *article.Document, found []filters.Finding, find func(context.Context, *article.Document) ([]filters.Finding, error)) ([]filters.Finding, error) {
	edits := Edits(found)
	if len(edits) == 0 {
		return found, nil
	}
	if again, err := Repaired(doc, edits); err == nil && again != nil {
		left, err := find(ctx, again)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(left, func(f filters.Finding) bool { return len(f.Fixes) > 0 }) {
			return found, nil
		}
	}
	for i := range found {
		found[i].Fixes = nil
	}
	return found, nil
}

// Edits are those of the first fix of each finding that has any.
func Edits(found []filters.Finding) []article.Edit {
	var all []article.Edit
	for _, f := range found {
		if len(f.Fixes) > 0 {
			all = append(all, f.Fixes[0].Edits...)
		}
	}
	return all
}

// patient is for an article that has been read once: whether it gets a fix must
// not depend on how busy the machine is.
var patient = article.Limits{Budget: time.Minute}

// Repaired is doc after the edits, nil if that is beyond the limits: then there is
// nothing to compare. The error says that the edits cannot be carried out.
func Repaired(doc *article.Document, edits []article.Edit) (*article.Document, error) {
	source, err := article.Apply(doc.Source, edits)
	if err != nil {
		return nil, fmt.Errorf("repair for a second look: %w", err)
	}
	after, err := article.Parse(source, article.Options{Plain: doc.Plain, URL: doc.URL, Title: doc.Title, Limits: patient})
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // see above
	}
	return after, nil
}
