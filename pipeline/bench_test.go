package pipeline_test

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/suite"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// pages are the HTML files below the folder that PRESSCHECK_PAGES names, else
// a few pages that come with the tests.
func pages(b *testing.B) (list []string, size int64) {
	b.Helper()
	root := cmp.Or(os.Getenv("PRESSCHECK_PAGES"), "../filters/filtertest/clean")
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".html") {
			return err
		}
		raw, err := os.ReadFile(path)
		doc, _ := article.Read(raw, article.Options{})
		list = append(list, doc.Source)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, source := range list {
		size += int64(len(source))
	}
	return list, size
}

// BenchmarkStages measures each stage over the same pages. Compare them within
// one run: the ratios hold on any machine, the times do not.
func BenchmarkStages(b *testing.B) {
	list, size := pages(b)
	stage := func(name string, work func(source string)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, source := range list {
					work(source)
				}
			}
		})
	}
	stage("html.Parse", func(source string) { html.Parse(strings.NewReader(source)) })
	stage("article.Parse", func(source string) { article.Parse(source, article.Options{}) })
	stage("article.Parse+Blocks", func(source string) { parse(source).Blocks() })
	stage("article.Parse+Links", func(source string) { parse(source).Links() })
	stage("article.Parse+Visibility", func(source string) {
		for range parse(source).Unseen() {
		}
	})
	for _, f := range suite.Filters() {
		stage("article.Parse+"+f.Info().Name, func(source string) {
			filters.Run(b.Context(), parse(source), []filters.Filter{f}, nil)
		})
	}
	p := wholePipeline(b)
	stage("pipeline.Check", func(source string) {
		p.Check(b.Context(), pipeline.Submission{Content: []byte(source), ContentType: "text/html; charset=utf-8"})
	})
}

func parse(source string) *article.Document {
	d, _ := article.Parse(source, article.Options{})
	return d
}

func wholePipeline(tb testing.TB) *pipeline.Pipeline {
	tb.Helper()
	engine, err := policy.Default()
	if err != nil {
		tb.Fatal(err)
	}
	engine.Timeout = time.Minute // a busy machine is no reason for another verdict
	return &pipeline.Pipeline{Filters: suite.Filters(), Policy: engine, Limits: article.Limits{Budget: time.Minute}}
}

// BenchmarkPlaces reports which share of the texts that are not blank know
// their place in the source.
func BenchmarkPlaces(b *testing.B) {
	list, size := pages(b)
	b.SetBytes(size)
	for b.Loop() {
		placed, lost := 0, 0
		for _, source := range list {
			d := parse(source)
			lost += len(d.Lost())
			for _, t := range d.Texts {
				if strings.TrimSpace(t.Data) != "" {
					placed++
				}
			}
		}
		b.ReportMetric(100*float64(placed)/float64(placed+lost), "%placed")
		b.ReportMetric(float64(lost), "lost")
	}
}
