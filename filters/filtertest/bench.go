package filtertest

import (
	"bytes"
	"context"
	"html"
	"testing"

	"github.com/presscheck/presscheck/filters"
)

// pageSize is that of a large news page without its scripts.
const pageSize = 64 << 10

// Bench measures Check on a page put together from the clean articles and on
// one from the fixtures in testdata that have findings. What filters share of
// a document, its blocks, links and visibility, is computed before.
func Bench(b *testing.B, filter filters.Filter) {
	var damaged []input
	for _, in := range fixtureInputs(b) {
		if len(check(b, filter, in.read())) > 0 {
			damaged = append(damaged, in)
		}
	}
	b.Run("clean", func(b *testing.B) { benchPage(b, filter, cleanArticles()) })
	b.Run("damaged", func(b *testing.B) { benchPage(b, filter, damaged) })
}

func benchPage(b *testing.B, filter filters.Filter, from []input) {
	doc := page(from).read()
	b.SetBytes(int64(len(doc.Source)))
	b.ReportAllocs()
	check(b, filter, doc)
	for b.Loop() {
		if _, err := filter.Check(context.Background(), doc); err != nil {
			b.Fatal(err)
		}
	}
}

// page repeats articles until they fill one.
func page(from []input) input {
	var raw bytes.Buffer
	for i := 0; len(from) > 0 && raw.Len() < pageSize; i++ {
		in := from[i%len(from)]
		if isPage(in.name) {
			raw.Write(in.raw)
		} else {
			raw.WriteString("<p>" + html.EscapeString(string(in.raw)) + "</p>\n")
		}
	}
	return newInput("page.html", raw.Bytes())
}
