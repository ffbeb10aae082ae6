// Package filtertest tests filters: on fixtures, on articles with nothing
// wrong, on fuzzed input, and for speed. Whatever the input, it checks the
// promises that a filter makes, so that the test of a filter is a few lines:
//
//	func Test(t *testing.T)      { filtertest.Run(t, gloss.New(), "testdata") }
//	func Fuzz(f *testing.F)      { filtertest.Fuzz(f, gloss.New()) }
//	func Benchmark(b *testing.B) { filtertest.Bench(b, gloss.New()) }
//
// A fixture is a txtar archive. Its comment says what it shows; its files are
//
//	article.html   or article.txt: the input
//	meta           optional: lines "url: …", "title: …", "charset: …", "max_bytes: …"
//	findings       one line each in the notation of filters.Evidence; empty: the filter must be silent
//	repaired.html  or repaired.txt, optional: the article after the first fix of each finding
//
// and -update rewrites the last two.
//
// The promises: spans lie inside the source, are not empty, cut no character
// and come in source order; kinds are declared; confidence is in (0,1];
// messages are one sentence; evidence is of plain types; every fix applies and
// changes something; after one repair there is nothing left to repair; the
// document is untouched; the answer is the same each time, from many
// goroutines too.
package filtertest

import (
	"flag"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/repair"
)

var update = flag.Bool("update", false, "rewrite the findings and repaired articles of fixtures")

// Run checks what f says of itself, the fixtures in dir, of which there must be
// some, and that f is silent on every clean article of this package.
func Run(t *testing.T, f filters.Filter, dir string) {
	t.Run("info", func(t *testing.T) { checkInfo(t, f.Info()) })
	t.Run("fixtures", func(t *testing.T) { runFixtures(t, f, dir) })
	t.Run("clean", func(t *testing.T) { runClean(t, f) })
}

func runFixtures(t *testing.T, f filters.Filter, dir string) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures in %s: %v", dir, err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			x, err := readFixture(path)
			if err != nil {
				t.Fatal(err)
			}
			runFixture(t, f, x)
		})
	}
}

func runFixture(t *testing.T, f filters.Filter, x *fixture) {
	doc := x.input.read()
	found := examine(t, f, x.input)
	got := notation(doc, found)
	result, err := repair.Apply(doc.Source, found, 0)
	if err != nil {
		t.Error(err)
	}
	if *update {
		if err := x.rewrite(got, result.Source, hasFix(found)); err != nil {
			t.Error(err)
		}
		return
	}
	if diff := cmp.Diff(x.findings, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if x.repaired != nil {
		if diff := cmp.Diff(*x.repaired, result.Source); diff != "" {
			t.Errorf("repaired article (-want +got):\n%s", diff)
		}
	}
}

func runClean(t *testing.T, f filters.Filter) {
	for _, in := range cleanArticles() {
		t.Run(in.name, func(t *testing.T) {
			doc := in.read()
			for _, finding := range examine(t, f, in) {
				t.Errorf("finding in a clean article: %s", filters.Evidence(doc, finding))
			}
		})
	}
}
