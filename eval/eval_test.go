package eval_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/eval/faults"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// shouting finds every BAD, of which it is sure, and every ODD, of which it is
// not. It can be told to overlook articles with few of them.
type shouting struct {
	Least int `mapstructure:"least"`
}

func (*shouting) Info() filters.Info {
	return filters.Info{Name: "shouting", Kinds: []string{"bad", "odd"}}
}

func (s *shouting) Check(_ context.Context, doc *article.Document) ([]filters.Finding, error) {
	var found []filters.Finding
	for _, word := range []struct {
		text, kind string
		confidence float64
	}{{"BAD", "bad", 0.9}, {"ODD", "odd", 0.3}} {
		for at := 0; strings.Contains(doc.Source[at:], word.text); {
			at += strings.Index(doc.Source[at:], word.text)
			span := article.Span{Start: at, End: at + 3}
			at += 3
			found = append(found, filters.Finding{
				Kind:       word.kind,
				Span:       span,
				Confidence: word.confidence,
				Message:    "Somebody shouts.",
				Fixes:      []filters.Fix{{Edits: []article.Edit{{Span: span}}}},
			})
		}
	}
	if len(found) < s.Least {
		return nil, nil
	}
	return found, nil
}

// check stands in for a pipeline: whatever is surely wrong is held.
func check(list ...filters.Filter) func(context.Context, pipeline.Submission) (*pipeline.Report, error) {
	return func(ctx context.Context, s pipeline.Submission) (*pipeline.Report, error) {
		doc, _ := article.Read(s.Content, article.Options{ContentType: s.ContentType, URL: s.URL})
		found, err := filters.Run(ctx, doc, list, nil)
		verdict := policy.Verdict{Action: policy.Publish, Revision: "test"}
		for _, f := range found {
			if f.Confidence > 0.5 {
				verdict.Action = policy.Review
				verdict.Reasons = append(verdict.Reasons, policy.Reason{Rule: "no_shouting", Action: policy.Review, Findings: []string{f.ID}})
			}
		}
		return &pipeline.Report{Source: s.Source, Verdict: verdict, Document: doc, Found: found}, err
	}
}

func newRun() *eval.Run {
	return &eval.Run{
		Check:   check(&shouting{}),
		Kinds:   map[string][]string{"shouting": {"bad", "odd"}},
		Workers: 3,
		Worst:   5,
	}
}

// open is a corpus of the files in a txtar-like list of name and content.
func open(t *testing.T, files ...string) *eval.Corpus {
	t.Helper()
	c, err := eval.Open(folder(files...))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func folder(files ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return fsys
}

func measure(t *testing.T, r *eval.Run, from eval.Source) *eval.Report {
	t.Helper()
	report, err := r.Measure(t.Context(), from)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func asJSON(t *testing.T, r *eval.Report) string {
	t.Helper()
	var out bytes.Buffer
	if err := r.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// row is the row of a table of r, empty if there is none.
func row(r *eval.Report, table, name string) eval.Row {
	for _, t := range r.Tables {
		for _, row := range t.Rows {
			if t.Name == table && row.Name == name {
				return row
			}
		}
	}
	return eval.Row{}
}

// families are faults that shouting finds, finds only in part, or overlooks,
// and one that only pages with a certain character can have.
func families() []faults.Family {
	insert := func(_ *rand.Rand, page *article.Document, variant string) (faults.Fault, bool) {
		at := len(page.Source)
		return faults.Fault{
			Source:   page.Source + variant,
			Clean:    page.Source,
			Spans:    []article.Span{{Start: at, End: at + len(variant)}},
			Original: []string{""},
			Kinds:    []string{"shouting/bad"},
			Language: "en",
			Lossless: true,
		}, true
	}
	replace := func(r *rand.Rand, page *article.Document, _ string) (faults.Fault, bool) {
		parts := strings.Split(page.Source, "國")
		if len(parts) < 2 {
			return faults.Fault{}, false
		}
		n := 1 + r.IntN(len(parts)-1)
		at := len(strings.Join(parts[:n], "國"))
		return faults.Fault{
			Source:   page.Source[:at] + "ODD" + page.Source[at+len("國"):],
			Clean:    page.Source,
			Spans:    []article.Span{{Start: at, End: at + 3}},
			Original: []string{"國"},
			Kinds:    []string{"shouting/odd", "shouting/bad"},
			Damaged:  1,
		}, true
	}
	return []faults.Family{
		{Name: "added", Variants: []string{"BAD", "BAD and more of it", "quiet"}, Make: insert},
		{Name: "replaced", Variants: []string{"國"}, Make: replace},
	}
}

// pages are clean articles, every fourth with the character that can be replaced.
func pages(n int) []string {
	var files []string
	for i := range n {
		text := fmt.Sprintf("<p>Article %d.</p>", i)
		if i%4 == 0 {
			text = "<p>中國、韓國、泰國。</p>"
		}
		files = append(files, fmt.Sprintf("%03d.html", i), text)
	}
	return files
}

func injection(t *testing.T, n, perPage, workers int) *eval.Injection {
	return &eval.Injection{Pages: open(t, pages(n)...), Families: families(), Seed: 9, PerPage: perPage, Workers: workers}
}

func diff(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}
