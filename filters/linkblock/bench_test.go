package linkblock_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/linkblock"
)

// limits let large articles through however busy the machine is.
var limits = article.Limits{Bytes: 64 << 20, Nodes: 10_000_000, AttributeBytes: 1 << 30, Budget: 1 << 40}

// BenchmarkSize measures the cost of each link, and of each byte of text, in
// articles of growing size: within one run it must stay level.
func BenchmarkSize(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		benchSize(b, fmt.Sprintf("links of a menu/%d", n), n, "link", menuOf(n, "%s in brief"))
		benchSize(b, fmt.Sprintf("links that sell/%d", n), n, "link", menuOf(n, "cheap %s pills online"))
		benchSize(b, fmt.Sprintf("links in sentences/%d", n), n, "link", sentencesOf(n))
		benchSize(b, fmt.Sprintf("links in one sentence/%d", n), n, "link", "<p>"+strings.ReplaceAll(sentencesOf(n), ".", ","))
	}
	for _, size := range []int{500_000, 5_000_000} {
		text := strings.Repeat("<p>The old ferry has crossed the estuary every morning since 1921, and again at noon.</p>\n", size/90)
		benchSize(b, fmt.Sprintf("bytes of paragraphs/%d", size), size, "byte", text+menuOf(20, "casino %s"))
		line := strings.Repeat("north, south, east, west and the ferry | ", size/41)
		benchSize(b, fmt.Sprintf("bytes of one line/%d", size), size, "byte", "<p>"+line+"</p>"+menuOf(20, "casino %s"))
	}
}

func menuOf(n int, anchor string) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, `<li><a href="https://host%d.example/">%s</a></li>`+"\n", i, fmt.Sprintf(anchor, fmt.Sprintf("place%d", i)))
	}
	return "<ul>" + s.String() + "</ul>"
}

func sentencesOf(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, `The ferry crosses the estuary at noon and stops at <a href="https://library%d.ac.id/">pier %d</a> for a while. `, i, i)
	}
	return s.String()
}

func benchSize(b *testing.B, name string, n int, unit, source string) {
	b.Run(name, func(b *testing.B) {
		doc, err := article.Parse(source, article.Options{URL: "https://courier.example/", Limits: limits})
		if err != nil {
			b.Fatal(err)
		}
		f := linkblock.New()
		for b.Loop() {
			if _, err := f.Check(context.Background(), doc); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/"+unit)
	})
}
