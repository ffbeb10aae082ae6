package policy_test

import (
	"fmt"
	"testing"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
)

func BenchmarkEvaluate(b *testing.B) {
	e := standard(b)
	for _, n := range []int{0, 15, 100} {
		b.Run(fmt.Sprintf("findings=%d", n), func(b *testing.B) {
			in := policy.Input{Site: "daily", Findings: mixed(n)}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Evaluate(b.Context(), in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// mixed are n findings, half of them of kinds that the shipped rules judge.
func mixed(n int) []filters.Finding {
	kinds := [][2]string{
		{"gloss", "injected-reading"}, {"linkblock", "injected-links"},
		{"invisible", "zero-width"}, {"homoglyph", "mixed-script"},
	}
	evidence := map[string]any{"readings": 2, "share": 0.4, "hosts": []string{"a.example", "b.example"}}
	var all []filters.Finding
	for i := range n {
		kind := kinds[i%len(kinds)]
		all = append(all, found(kind[0], kind[1], fmt.Sprintf("%016x", i), 0.9, evidence))
	}
	return all
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		standard(b)
	}
}
