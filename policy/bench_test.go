package policy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
)

func BenchmarkEvaluate(b *testing.B) {
	for _, sites := range []int{1, 1000} {
		e := shipped(b, manySites(sites))
		for _, n := range []int{0, 15, 100} {
			b.Run(fmt.Sprintf("sites=%d/findings=%d", sites, n), func(b *testing.B) {
				in := policy.Input{Site: "site0", Findings: mixed(n)}
				b.ReportAllocs()
				for b.Loop() {
					if _, err := e.Evaluate(b.Context(), in); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// manySites are n sites with a threshold, a mode, a partner and an exemption each.
func manySites(n int) map[string]string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, `  site%d:
    thresholds: {link_blocks: {review: 0.8}}
    modes: {escaped_text: warn}
    partners: {partner%[1]d.example: weather box}
    exemptions:
      link_blocks: [{url: "https://site%[1]d.example/shop/", owner: desk, reason: Ours., expires: 2027-01-01}]
`, i)
	}
	return map[string]string{"data.yaml": strings.Replace(starterData, "sites: {}\n", "sites:\n"+text.String(), 1)}
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
