package pipeline

import (
	"slices"
	"testing"

	"github.com/presscheck/presscheck/article"
)

func TestFindingsOfOnePlaceAreJoined(t *testing.T) {
	tests := []struct {
		name  string
		spans []article.Span // in the order of filters.Run
		want  []string       // Within; finding n has the ID "n"
	}{
		{"none", nil, nil},
		{"apart", []article.Span{{Start: 0, End: 2}, {Start: 2, End: 4}}, []string{"", ""}},
		{"two of the same place", []article.Span{{Start: 0, End: 2}, {Start: 0, End: 2}}, []string{"", "0"}},
		{"one within another that begins before it", []article.Span{{Start: 0, End: 9}, {Start: 3, End: 9}}, []string{"", "0"}},
		{"one within one within the widest", []article.Span{{Start: 0, End: 9}, {Start: 1, End: 8}, {Start: 2, End: 3}}, []string{"", "0", "0"}},
		{"two that overlap stand alone", []article.Span{{Start: 0, End: 5}, {Start: 3, End: 9}, {Start: 4, End: 5}}, []string{"", "", "1"}},
		{"one behind a joined one", []article.Span{{Start: 0, End: 5}, {Start: 1, End: 2}, {Start: 6, End: 7}}, []string{"", "0", ""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var findings []Finding
			for i, span := range test.spans {
				findings = append(findings, Finding{ID: string(rune('0' + i)), Span: span})
			}
			join(findings)
			var got []string
			for _, f := range findings {
				got = append(got, f.Within)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("within %q, want %q", got, test.want)
			}
		})
	}
}
