package standing

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

func at(start, end int) filters.Finding {
	return filters.Finding{Span: article.Span{Start: start, End: end}}
}

func TestApart(t *testing.T) {
	tests := []struct {
		name        string
		found, want []filters.Finding
	}{
		{"nothing", nil, nil},
		{"neighbours stay, in order", []filters.Finding{at(5, 9), at(1, 5)}, []filters.Finding{at(1, 5), at(5, 9)}},
		{"the first of two that overlap stays", []filters.Finding{at(4, 9), at(1, 5), at(6, 8)}, []filters.Finding{at(1, 5), at(6, 8)}},
		{"one inside another goes", []filters.Finding{at(1, 9), at(2, 3)}, []filters.Finding{at(1, 9)}},
	}
	for _, test := range tests {
		same := slices.EqualFunc(Apart(test.found), test.want, func(a, b filters.Finding) bool { return a.Span == b.Span })
		if !same {
			t.Errorf("%s: want %v", test.name, test.want)
		}
	}
}

// spam finds each "spam", and offers to take out what is cut of it.
func spam(cut int) func(context.Context, *article.Document) ([]filters.Finding, error) {
	return func(_ context.Context, doc *article.Document) ([]filters.Finding, error) {
		if strings.Contains(doc.Source, "unreadable") {
			return nil, errUnreadable
		}
		i := strings.Index(doc.Source, "spam")
		if i < 0 {
			return nil, nil
		}
		f := at(i, i+4)
		f.Fixes = []filters.Fix{{Message: "Remove it.", Edits: []article.Edit{{Span: article.Span{Start: i, End: i + cut}}}}}
		return []filters.Finding{f}, nil
	}
}

var errUnreadable = errors.New("unreadable")

func TestFixesThatLeaveSomethingToRepairAreWithheld(t *testing.T) {
	tests := []struct {
		name, source string
		cut          int
		fixes        int
		err          error
	}{
		{"a fix that leaves nothing to find is kept", "<p>good spam news</p>", 4, 1, nil},
		{"one that leaves it in place is not", "<p>good spam news</p>", 0, 0, nil},
		{"one that makes another is not", "<p>good spspamam news</p>", 4, 0, nil},
		{"one that reaches beyond the end is not", "<p>spam", 99, 0, nil},
		{"the article cannot be looked at again", "<p>unspamreadable</p>", 4, 0, errUnreadable},
	}
	for _, test := range tests {
		doc, err := article.Parse(test.source, article.Options{})
		if err != nil {
			t.Fatal(err)
		}
		find := spam(test.cut)
		found, _ := find(t.Context(), doc)
		got, err := Fixes(t.Context(), doc, found, find)
		switch {
		case !errors.Is(err, test.err):
			t.Errorf("%s: error %v, want %v", test.name, err, test.err)
		case err == nil && (len(got) != 1 || len(got[0].Fixes) != test.fixes):
			t.Errorf("%s: %v, want one finding with %d fixes", test.name, got, test.fixes)
		}
	}
}
