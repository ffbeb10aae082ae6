package eval_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/suite"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// The benchmarks run over the articles in the folder that the environment
// names in PRESSCHECK_PAGES, or over generated ones, and report MB/s, the
// median and the 99th percentile of the milliseconds that an article takes,
// and the bytes allocated for each of its bytes:
//
//	PRESSCHECK_PAGES=articles go test -run '^$' -bench . ./eval/
//
// Whatever a Document computes when first asked counts against each filter
// that asks for it, since each filter gets a fresh one; the whole is cheaper
// than the sum.

func BenchmarkParse(b *testing.B) {
	benchmark(b, func(c eval.Case) func() {
		return func() { read(c) }
	})
}

func BenchmarkFilter(b *testing.B) {
	for _, f := range suite.Filters() {
		b.Run(f.Info().Name, func(b *testing.B) {
			benchmark(b, func(c eval.Case) func() {
				doc := read(c)
				return func() {
					if _, err := f.Check(b.Context(), doc); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}

func BenchmarkPolicy(b *testing.B) {
	engine, list := newEngine(b), suite.Filters()
	benchmark(b, func(c eval.Case) func() {
		doc := read(c)
		found, err := filters.Run(b.Context(), doc, list, nil)
		if err != nil {
			b.Error(err)
		}
		in := policy.Input{Article: policy.Facts{Bytes: len(doc.Source), Charset: doc.Encoding.Charset}, URL: c.URL, Findings: found}
		return func() {
			if _, err := engine.Evaluate(b.Context(), in); err != nil {
				b.Error(err)
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	p := &pipeline.Pipeline{Filters: suite.Filters(), Policy: newEngine(b)}
	benchmark(b, func(c eval.Case) func() {
		s := pipeline.Submission{Source: c.Name, Content: c.Content, ContentType: c.ContentType, URL: c.URL}
		return func() {
			if _, err := p.Check(b.Context(), s); err != nil {
				b.Error(err)
			}
		}
	})
}

func newEngine(b *testing.B) *policy.Engine {
	b.Helper()
	engine, err := policy.Default()
	if err != nil {
		b.Fatal(err)
	}
	return engine
}

func read(c eval.Case) *article.Document {
	doc, _ := article.Read(c.Content, article.Options{ContentType: c.ContentType, URL: c.URL})
	return doc
}

// benchmark measures the function that prepare returns for each article, and
// nothing of prepare: the timer of b runs through both, so that a fast function
// behind a slow prepare does not run for hours, and its figures are replaced.
// One operation is all articles.
func benchmark(b *testing.B, prepare func(eval.Case) func()) {
	articles := benchmarkPages(b)
	var took []time.Duration
	var total time.Duration
	var allocated uint64
	for b.Loop() {
		for _, c := range articles {
			work := prepare(c)
			before, start := totalAlloc(), time.Now()
			work()
			took = append(took, time.Since(start))
			allocated += totalAlloc() - before
		}
	}
	bytes := 0
	for _, c := range articles {
		bytes += len(c.Content)
	}
	bytes *= len(took) / len(articles)
	for _, d := range took {
		total += d
	}
	slices.Sort(took)
	b.ReportMetric(float64(total)/float64(len(took)/len(articles)), "ns/op")
	b.ReportMetric(float64(bytes)/1e6/total.Seconds(), "MB/s")
	b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
	b.ReportMetric(milliseconds(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(float64(allocated)/float64(bytes), "B/byte")
}

func totalAlloc() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// mostBytes bounds the articles that a benchmark keeps in memory.
const mostBytes = 64 << 20

func benchmarkPages(b *testing.B) []eval.Case {
	b.Helper()
	folder := os.Getenv("PRESSCHECK_PAGES")
	if folder == "" {
		return generatedPages()
	}
	corpus, err := eval.Open(os.DirFS(folder))
	if err != nil {
		b.Fatal(err)
	}
	var articles []eval.Case
	bytes := 0
	for c := range corpus.Cases(b.Context()) {
		if c.Err != nil {
			b.Fatal(c.Err)
		}
		if bytes += len(c.Content); bytes > mostBytes {
			break
		}
		articles = append(articles, c)
	}
	return articles
}

// generatedPages are as long as news pages and as varied as a generator gets:
// 2 to 100 KB of paragraphs in one of several scripts, with menus and links.
func generatedPages() []eval.Case {
	words := []string{
		"the council voted on a new bridge over the river after long debate",
		"der Stadtrat stimmte nach langer Debatte über die neue Brücke ab",
		"市議會 經過 長時間 辯論 之後 對 新 橋 進行 表決",
		"городской совет после долгих споров проголосовал за новый мост",
		"صوت مجلس المدينة على الجسر الجديد بعد نقاش طويل",
		"hội đồng thành phố bỏ phiếu về cây cầu mới sau tranh luận dài",
	}
	r := rand.New(rand.NewPCG(1, 1))
	var articles []eval.Case
	for i := range 60 {
		vocabulary := strings.Fields(words[i%len(words)])
		var page strings.Builder
		page.WriteString("<!DOCTYPE html><html><head><title>News</title></head><body><ul class=menu>")
		for n := range 30 {
			fmt.Fprintf(&page, `<li><a href="https://news.example/%d">%s</a>`, n, vocabulary[r.IntN(len(vocabulary))])
		}
		page.WriteString("</ul>")
		for page.Len() < 2000+i*1600 {
			page.WriteString("<p>")
			for range 40 + r.IntN(60) {
				page.WriteString(vocabulary[r.IntN(len(vocabulary))] + " ")
			}
			fmt.Fprintf(&page, `<a href="https://site%d.example/">%s</a>.</p>`+"\n", r.IntN(20), vocabulary[0])
		}
		page.WriteString("</body></html>")
		articles = append(articles, eval.Case{
			Name:        fmt.Sprintf("%02d.html", i),
			Content:     []byte(page.String()),
			ContentType: "text/html; charset=utf-8",
			URL:         "https://news.example/",
		})
	}
	return articles
}
