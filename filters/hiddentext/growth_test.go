package hiddentext_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/hiddentext"
)

// BenchmarkGrowth shows how the cost grows with hidden links, one by one and in
// one block, and with text: ns per link or byte should stay level.
func BenchmarkGrowth(b *testing.B) {
	const prose = "<p>The old ferry has crossed the estuary every morning since 1921, and the crossing takes eleven minutes.</p>\n"
	link := func(i int, style string) string {
		return fmt.Sprintf("<a%s href=\"http://fox%d.example/\">online casino number %d</a>\n", style, i, i)
	}
	for _, n := range []int{100, 1000, 10_000} {
		var single, block strings.Builder
		for i := range n {
			single.WriteString(link(i, ` style="opacity:0"`) + "fox\n")
			block.WriteString(link(i, ""))
		}
		grow(b, fmt.Sprintf("links/%d", n), n, prose+single.String())
		grow(b, fmt.Sprintf("block/%d", n), n, prose+"<div hidden>"+block.String()+"</div>")
	}
	for _, n := range []int{50 << 10, 500 << 10, 5 << 20} {
		text := strings.Repeat(prose, n/len(prose))
		grow(b, fmt.Sprintf("text/%d", n), n, text+`<p hidden>pay day loans, cash advance, quick loans, bad credit loans</p>`)
		grow(b, fmt.Sprintf("hidden/%d", n), n, "<div hidden>"+text+"</div>")
	}
}

func grow(b *testing.B, name string, n int, source string) {
	b.Run(name, func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			doc, err := article.Parse(source, article.Options{URL: "https://courier.example/", Limits: article.Limits{Budget: time.Minute}})
			if err != nil {
				b.Fatal(err)
			}
			doc.Links()
			for range doc.Unseen() {
			}
			b.StartTimer()
			if _, err := hiddentext.New().Check(context.Background(), doc); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/unit")
	})
}
