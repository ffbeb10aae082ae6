package mojibake

import (
	"context"
	"slices"
	"strings"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/standing"
)

// check takes back the fixes that do not stand: with partly, those near what
// would come to light, if the others stand by themselves; else all of them.
func (f *Filter) check(ctx context.Context, doc *article.Document, partly bool) ([]filters.Finding, error) {
	found, err := f.look(ctx, doc)
	edits := standing.Edits(found)
	if err != nil || len(edits) == 0 {
		return found, err
	}
	after, err := standing.Repaired(doc, edits)
	if after == nil || err != nil {
		return found, err
	}
	again, err := f.look(ctx, after)
	if err != nil || len(standing.Edits(again)) == 0 {
		return found, err
	}
	if partly {
		withdraw(doc.Source, found, places(edits, standing.Edits(again)))
		if stands, err := f.stands(ctx, doc, standing.Edits(found)); stands || err != nil {
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
	after, err := standing.Repaired(doc, edits)
	if after == nil || err != nil {
		return false, err
	}
	again, err := f.check(ctx, after, false)
	return len(standing.Edits(again)) == 0, err
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
