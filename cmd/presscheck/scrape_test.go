package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// mostSites is how many sites a configuration may list.
const mostSites = 1000

// BenchmarkScrape is one scrape, over HTTP, of a service to which so many sites
// have sent an article. As many as may be are listed.
func BenchmarkScrape(b *testing.B) {
	for _, sites := range []int{10, 1_000, 10_000} {
		b.Run(fmt.Sprintf("sites=%d", sites), func(b *testing.B) {
			s := startService(b, "--config", file(b, "presscheck.yaml", "metrics: {sites: '"+listed(sites)+"'}\n"))
			sendFrom(b, s, sites)
			var size, series int
			for b.Loop() {
				size, series = scrapeOnce(b, s)
			}
			b.ReportMetric(float64(series), "series")
			b.ReportMetric(float64(size)/1000, "kB")
			s.stop()
		})
	}
}

func listed(sites int) string {
	var names []string
	for i := range min(sites, mostSites) {
		names = append(names, fmt.Sprintf("site-%d", i))
	}
	return strings.Join(names, ", ")
}

// sendFrom sends one article from each site, every tenth of them damaged.
func sendFrom(b *testing.B, s *service, sites int) {
	b.Helper()
	var lines strings.Builder
	for i := range sites {
		html := "<p>The ferry runs again.</p>"
		if i%10 == 0 {
			html = `<p>The fe\u200brry runs ag\u200bain.</p>`
		}
		fmt.Fprintf(&lines, `{"site":"site-%d","html":"%s"}`+"\n", i, html)
	}
	answer, err := http.Post(s.address+"/v1/check/batch", "application/x-ndjson", strings.NewReader(lines.String()))
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if got := bytes.Count(text, []byte("\n")); err != nil || got != sites {
		b.Fatalf("%d answers, %v, want %d", got, err, sites)
	}
}

// scrapeOnce is the size of what the service tells, and how many series it has.
func scrapeOnce(b *testing.B, s *service) (size, series int) {
	b.Helper()
	answer, err := http.Get("http://" + s.metrics + "/metrics")
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.Fatalf("GET /metrics = %s, %v", answer.Status, err)
	}
	return len(text), bytes.Count(text, []byte("\n")) - bytes.Count(text, []byte("# "))
}
