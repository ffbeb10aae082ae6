package mojibake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// check takes back the fixes that do not stand: with partly, those near what
// would come to light, if the others stand by themselves; else all of them.
func (f *Filter) check(ctx context.Context, doc *article.Document, partly bool) ([]filters.Finding, error) {
	found, err := f.look(ctx, doc)
	edits := fixes(found)
	if err != nil || len(edits) == 0 {
		return found, err
	}
	after, err := repaired(doc, edits)
	if after == nil || err != nil {
		return found, err
	}
	again, err := f.look(ctx, after)
	if err != nil || len(fixes(again)) == 0 {
		return found, err
	}
	if partly {
		withdraw(doc.Source, found, places(edits, fixes(again)))
		if stands, err := f.stands(ctx, doc, fixes(found)); stands || err != nil {
			return found, err
		}
	}
	for i := range found {
		found[i].Fixes = nil
	}
	return found, nil
}

// stands reports whether nothing is left to repair after edits.
func (f *Filter) stands(ctx context.Context, doc *article.Document, edits []article.Edit) (bool, error) {
	if len(edits) == 0 {
		return true, nil
	}
	after, err := repaired(doc, edits)
	if after == nil || err != nil {
		return false, err
	}
	again, err := f.check(ctx, after, false)
	return len(fixes(again)) == 0, err
}

// patient is for an article that has been read once: which fixes stand must not
// depend on how busy the machine is.
var patient = article.Limits{Budget: time.Minute}

// repaired is doc after edits, nil if that is beyond the limits: then there is
// nothing to compare.
func repaired(doc *article.Document, edits []article.Edit) (*article.Document, error) {
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

// fixes are the edits of all first fixes.
func fixes(found []filters.Finding) []article.Edit {
	var edits []article.Edit
	for _, f := range found {
		if len(f.Fixes) > 0 {
			edits = append(edits, f.Fixes[0].Edits...)
		}
	}
	return edits
}

// places says where in the source later edits stand, which were made after edits.
func places(edits, later []article.Edit) []int {
	edits, later = slices.Clone(edits), slices.Clone(later)
	byStart := func(a, b article.Edit) int { return a.Span.Start - b.Span.Start }
	slices.SortFunc(edits, byStart)
	slices.SortFunc(later, byStart)
	var all []int
	moved := 0
	for _, l := range later {
		for len(edits) > 0 && edits[0].Span.Start+moved+len(edits[0].New) <= l.Span.Start {
			moved += len(edits[0].New) - edits[0].Span.Len()
			edits = edits[1:]
		}
		at := l.Span.Start - moved
		if len(edits) > 0 {
			at = min(at, edits[0].Span.End)
		}
		all = append(all, at)
	}
	return all
}

// withdraw takes back the fixes of findings with no tag or line end between them
// and one of the places, which are in order, as the findings are.
func withdraw(source string, found []filters.Finding, places []int) {
	for i := range found {
		span := found[i].Span
		from := 1 + strings.LastIndexAny(source[:span.Start], "<>\n")
		to := len(source)
		if n := strings.IndexAny(source[span.End:], "<>\n"); n >= 0 {
			to = span.End + n
		}
		if k, _ := slices.BinarySearch(places, from); k < len(places) && places[k] <= to {
			found[i].Fixes = nil
		}
	}
}
