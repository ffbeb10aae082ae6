package mojibake

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

func edit(start, end int, text string) article.Edit {
	return article.Edit{Span: article.Span{Start: start, End: end}, New: text}
}

func TestPlacesAreThoseOfTheSource(t *testing.T) {
	edits := []article.Edit{edit(20, 24, "xx"), edit(4, 6, "")} // four characters fewer
	for _, test := range []struct {
		name     string
		at, want int
	}{
		{"before all edits", 2, 2}, {"between them", 8, 10}, {"inside one", 19, 21}, {"behind them", 30, 34},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := places(edits, []article.Edit{edit(test.at, test.at+1, "")}); !cmp.Equal(got, []int{test.want}) {
				t.Errorf("places = %v, want %d", got, test.want)
			}
		})
	}
}

func TestFixesAreTakenBackUpToTheNextTag(t *testing.T) {
	source := "<p>one two</p><p>three</p>"
	var found []filters.Finding
	for _, s := range []article.Span{{Start: 3, End: 6}, {Start: 7, End: 10}, {Start: 17, End: 22}} {
		found = append(found, filters.Finding{Span: s, Fixes: make([]filters.Fix, 1)})
	}
	withdraw(source, found, []int{8})
	var got []int
	for _, f := range found {
		got = append(got, len(f.Fixes))
	}
	if diff := cmp.Diff([]int{0, 0, 1}, got); diff != "" {
		t.Errorf("fixes (-want +got):\n%s", diff)
	}
}
