package eval_test

import (
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval"
)

func TestOverlap(t *testing.T) {
	spans := func(bounds ...int) []article.Span {
		var all []article.Span
		for i := 0; i < len(bounds); i += 2 {
			all = append(all, article.Span{Start: bounds[i], End: bounds[i+1]})
		}
		return all
	}
	for _, test := range []struct {
		name string
		a, b []article.Span
		want float64
	}{
		{"nothing and nothing", nil, nil, 0},
		{"something and nothing", spans(0, 4), nil, 0},
		{"the same", spans(2, 6), spans(2, 6), 1},
		{"one inside the other", spans(0, 10), spans(2, 7), 0.5},
		{"half and half", spans(0, 2), spans(1, 3), 1.0 / 3},
		{"neighbours", spans(0, 2), spans(2, 4), 0},
		{"several in any order, some within others", spans(8, 12, 0, 4, 1, 2), spans(0, 4, 8, 10, 9, 10), 6.0 / 8},
		{"one over two", spans(0, 10), spans(0, 2, 5, 8), 0.5},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := eval.Overlap(test.a, test.b); got != test.want {
				t.Errorf("overlap = %g, want %g", got, test.want)
			}
			if got := eval.Overlap(test.b, test.a); got != test.want {
				t.Errorf("overlap the other way round = %g, want %g", got, test.want)
			}
		})
	}
}
