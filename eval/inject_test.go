package eval_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/eval/faults"
)

func TestInjectionKeepsTheTwinAndPutsInOneFault(t *testing.T) {
	in := injection(t, 1, 2, 1)
	var got []string
	for c := range in.Cases(t.Context()) {
		if c.Err != nil {
			t.Errorf("%s: %v", c.Name, c.Err)
		}
		variant := ""
		if c.Fault != nil {
			variant = c.Fault.Family + "/" + c.Fault.Variant
		}
		got = append(got, c.Name+" "+variant+" "+string(c.Content))
	}
	const page = "<p>中國、韓國、泰國。</p>"
	diff(t, "cases", []string{
		"clean/000.html  " + page,
		"damaged/000.1-replaced.html replaced/國 <p>中ODD、韓國、泰國。</p>",
		"damaged/000.2-added.html added/quiet " + page + "quiet",
	}, got)
}

func TestInjectionGivesEveryVariantItsShare(t *testing.T) {
	turns := map[string]int{}
	for c := range injection(t, 80, 1, 2).Cases(t.Context()) {
		if c.Fault != nil {
			turns[c.Fault.Family+"/"+c.Fault.Variant]++
		}
	}
	// Only 20 of the 80 pages can take the last one: it gets all of them.
	diff(t, "turns", map[string]int{"added/BAD": 20, "added/BAD and more of it": 20, "added/quiet": 20, "replaced/國": 20}, turns)
}

func TestInjectionDependsOnItsSeedAndNothingElse(t *testing.T) {
	report := func(seed uint64, workers int) string {
		in := injection(t, 60, 2, workers)
		in.Seed = seed
		run := newRun()
		run.Workers = workers
		return asJSON(t, measure(t, run, in))
	}
	want := report(9, 1)
	for _, workers := range []int{1, 2, 16} {
		if got := report(9, workers); got != want {
			t.Errorf("with %d workers the report differs:\n%s", workers, cmp.Diff(want, got))
		}
	}
	if report(8, 2) == want {
		t.Error("another seed gives the same report")
	}
}

func TestInjectionLeavesOutWhatIsNotClean(t *testing.T) {
	in := injection(t, 1, 1, 1)
	in.Pages = open(t, "a.html", "<p>a", "b.html", "<p>b", "labels.jsonl", `{"file":"a.html","verdict":"review"}
{"text":"c"}`)
	var got []string
	for c := range in.Cases(t.Context()) {
		got = append(got, c.Name+" "+c.ContentType)
	}
	diff(t, "cases", []string{
		"clean/b.html text/html", "damaged/b.1-added.html text/html; charset=utf-8",
		"clean/labels.jsonl.2.txt text/plain; charset=utf-8", "damaged/labels.jsonl.2.1-added.txt text/plain; charset=utf-8",
	}, got)
}

// Such a fault has a twin of its own: the whole article, converted as the kit
// converts it, without the damage.
func TestInjectionKeepsTheTwinOfAConvertedArticle(t *testing.T) {
	in := injection(t, 1, 1, 1)
	in.Families = []faults.Family{{Name: "kit", Variants: []string{"v"}, Make: func(_ *rand.Rand, page *article.Document, _ string) (faults.Fault, bool) {
		clean := strings.ReplaceAll(page.Source, "國", "国")
		at := len(clean)
		return faults.Fault{
			Source: clean + "BAD", Clean: clean, Spans: []article.Span{{Start: at, End: at + 3}}, Original: []string{""},
			Kinds: []string{"shouting/bad"}, Lossless: true,
		}, true
	}}}
	var got []string
	for c := range in.Cases(t.Context()) {
		got = append(got, c.Name+" "+string(c.Content))
	}
	diff(t, "cases", []string{
		"clean/000.html <p>中國、韓國、泰國。</p>",
		"clean/000.1-kit.html <p>中国、韓国、泰国。</p>",
		"damaged/000.1-kit.html <p>中国、韓国、泰国。</p>BAD",
	}, got)
	r := measure(t, newRun(), in)
	diff(t, "restored", eval.Rate{Count: 1, Of: 1}, r.Total.Restored)
	diff(t, "clean articles", 2, r.Corpus.Clean)
}

func TestInjectionHoldsTheMakersToTheirPromises(t *testing.T) {
	for _, test := range []struct {
		name  string
		fault faults.Fault
		want  string
	}{
		{"no kind", faults.Fault{Source: "abc", Spans: []article.Span{{Start: 0, End: 1}}}, `fault f/v: a finding needs its kind, such as "hiddentext/links"`},
		{"no place", faults.Fault{Source: "abc", Kinds: []string{"x/y"}}, "fault f/v: it stands nowhere"},
		{"an original missing", faults.Fault{Source: "abc", Kinds: []string{"x/y"}, Spans: []article.Span{{Start: 0, End: 1}}}, "fault f/v: 0 originals for 1 spans"},
		{"another article", faults.Fault{Source: "abc", Clean: "xy", Kinds: []string{"x/y"}, Spans: []article.Span{{Start: 0, End: 1}}, Original: []string{"x"}}, "fault f/v: with its originals put back it is not the clean article"},
		{"outside", faults.Fault{Source: "abc", Kinds: []string{"x/y"}, Spans: []article.Span{{Start: 0, End: 9}}}, "fault f/v: span 0-9 reaches beyond the article, which has 3 bytes as UTF-8"},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := injection(t, 1, 1, 1)
			in.Families = []faults.Family{{Name: "f", Variants: []string{"v"}, Make: func(*rand.Rand, *article.Document, string) (faults.Fault, bool) { return test.fault, true }}}
			var problems []string
			for _, f := range measure(t, newRun(), in).Failed {
				problems = append(problems, f.Problem)
			}
			diff(t, "problems", []string{test.want}, problems)
		})
	}
}

func TestMeasureFaults(t *testing.T) {
	r := measure(t, newRun(), injection(t, 80, 1, 4))
	diff(t, "a variant that is found and undone", eval.Row{
		Name:     "added/BAD",
		Recall:   eval.Rate{Count: 20, Of: 20},
		Overlap:  eval.Mean{Mean: 1, Of: 20},
		Held:     eval.Rate{Count: 20, Of: 20},
		Restored: eval.Rate{Count: 20, Of: 20},
	}, row(r, "fault variant", "added/BAD"))
	diff(t, "a variant that is found and not undone", eval.Rate{Count: 0, Of: 20}, row(r, "fault variant", "added/BAD and more of it").Restored)
	diff(t, "a variant that is found and published", eval.Row{
		Name:    "replaced/國",
		Recall:  eval.Rate{Count: 20, Of: 20},
		Overlap: eval.Mean{Mean: 1, Of: 20},
		Held:    eval.Rate{Count: 0, Of: 20},
	}, row(r, "fault variant", "replaced/國"))
	diff(t, "a family", eval.Rate{Count: 40, Of: 60}, row(r, "fault family", "added").Recall)
	diff(t, "faults of one character", eval.Rate{Count: 20, Of: 20}, row(r, "fault size", "characters: 1").Recall)
	diff(t, "faults of a few characters", eval.Rate{Count: 20, Of: 40}, row(r, "fault size", "characters: 2–7").Recall)
	diff(t, "faults of many characters", eval.Rate{Count: 20, Of: 20}, row(r, "fault size", "characters: 8 or more").Recall)
	diff(t, "faults in another language", eval.Rate{Count: 40, Of: 60}, row(r, "language of the fault", "en").Recall)
	diff(t, "faults in the language of the page", eval.Rate{Count: 20, Of: 20}, row(r, "language of the fault", "und").Recall)
}

func TestSizeOfLinks(t *testing.T) {
	block := func(_ *rand.Rand, page *article.Document, variant string) (faults.Fault, bool) {
		at := len(page.Source)
		return faults.Fault{
			Source:   page.Source + variant,
			Clean:    page.Source,
			Spans:    []article.Span{{Start: at, End: at + len(variant)}},
			Original: []string{""},
			Kinds:    []string{"shouting/bad"},
		}, true
	}
	link := `<a href="https://x.example/">x</a>`
	in := injection(t, 4, 1, 1)
	in.Families = []faults.Family{{Name: "links", Variants: []string{link, link + link, strings.Repeat(link, 3), strings.Repeat(link, 4)}, Make: block}}
	r := measure(t, newRun(), in)
	for size, want := range map[string]int{"links: 1": 1, "links: 2–3": 2, "links: 4 or more": 1} {
		if got := row(r, "fault size", size).Recall.Of; got != want {
			t.Errorf("%d faults of %s, want %d", got, size, want)
		}
	}
}

func TestRecordingIsACorpusOfTheSameCases(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "kept")
	in := injection(t, 30, 2, 4)
	recorded, err := eval.Record(in, kept)
	if err != nil {
		t.Fatal(err)
	}
	want := asJSON(t, measure(t, newRun(), recorded))
	corpus, err := eval.Open(os.DirFS(kept))
	if err != nil {
		t.Fatal(err)
	}
	diff(t, "report on what was kept", want, asJSON(t, measure(t, newRun(), corpus)))
	if _, err := eval.Record(in, kept); err == nil || !strings.Contains(err.Error(), "is not empty; name a new folder") {
		t.Errorf("Record into a folder that is in use = %v, want what to do", err)
	}
}

// The page is GBK, the article with the fault is not: the label must say so.
func TestRecordingKeepsThePlacesOfOtherCharsets(t *testing.T) {
	gbk := "<meta charset=gbk><p>\xd6\xd0\xb9\xfa" // 中国
	in := injection(t, 1, 1, 1)
	in.Pages = open(t, "a.html", gbk)
	kept := t.TempDir()
	recorded, err := eval.Record(in, kept)
	if err != nil {
		t.Fatal(err)
	}
	want := asJSON(t, measure(t, newRun(), recorded))
	if content, err := os.ReadFile(filepath.Join(kept, "clean", "a.html")); err != nil || string(content) != gbk {
		t.Errorf("the twin was kept as %q, %v, want it untouched", content, err)
	}
	corpus, err := eval.Open(os.DirFS(kept))
	if err != nil {
		t.Fatal(err)
	}
	diff(t, "report on what was kept", want, asJSON(t, measure(t, newRun(), corpus)))
}
