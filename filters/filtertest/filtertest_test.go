package filtertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// A toy finds what its function finds.
type toy struct {
	check func(doc *article.Document) ([]filters.Finding, error)
}

func (toy) Info() filters.Info {
	const page = "# toy\n\nFinds x.\n\n## Finds\n\n## Avoid\n\n## Prefer\n\n## Misses\n\n## Settings\n\n## Sources\n"
	return filters.Info{Name: "toy", Doc: page, Kinds: []string{"x"}}
}

func (f toy) Check(_ context.Context, doc *article.Document) ([]filters.Finding, error) {
	return f.check(doc)
}

// findX reports every ☒ of the article and removes it.
func findX(doc *article.Document) ([]filters.Finding, error) {
	var found []filters.Finding
	for at := 0; ; at++ {
		i := strings.Index(doc.Source[at:], "☒")
		if i < 0 {
			return found, nil
		}
		at += i
		found = append(found, finding(at, at+len("☒")))
	}
}

func finding(start, end int) filters.Finding {
	span := article.Span{Start: start, End: end}
	return filters.Finding{
		Kind: "x", Span: span, Message: "There is an x.", Confidence: 0.5,
		Evidence: map[string]any{"n": 1, "share": 0.5, "all": []string{"x"}, "sure": true, "text": "x"},
		Fixes:    []filters.Fix{{Message: "Remove it.", Edits: []article.Edit{{Span: span}}}},
	}
}

func TestFilterThatKeepsItsPromises(t *testing.T) { Run(t, toy{findX}, "testdata") }

func TestBrokenPromises(t *testing.T) {
	changed := func(change func(f *filters.Finding)) func(*article.Document) ([]filters.Finding, error) {
		return func(*article.Document) ([]filters.Finding, error) {
			f := finding(3, 6)
			change(&f)
			return []filters.Finding{f}, nil
		}
	}
	var calls atomic.Int64
	var once sync.Once
	for _, test := range []struct {
		name  string
		check func(doc *article.Document) ([]filters.Finding, error)
		want  string
	}{
		{"an empty span", changed(func(f *filters.Finding) { f.Span.End = 3 }), "the span is empty"},
		{"a span behind the end", changed(func(f *filters.Finding) { f.Span.End = 99 }), "the span is not inside the source"},
		{"half a character", changed(func(f *filters.Finding) { f.Span.End = 5 }), "the span cuts a character"},
		{"an unknown kind", changed(func(f *filters.Finding) { f.Kind = "y" }), "the kind is not declared"},
		{"no confidence", changed(func(f *filters.Finding) { f.Confidence = 0 }), "confidence is 0, want (0,1]"},
		{"no message", changed(func(f *filters.Finding) { f.Message = "" }), "is not a sentence"},
		{"a message of two lines", changed(func(f *filters.Finding) { f.Message = "One.\nTwo." }), "is not one line"},
		{"evidence of a strange type", changed(func(f *filters.Finding) { f.Evidence = map[string]any{"n": int64(1)} }), `evidence "n" is a int64`},
		{"evidence in capitals", changed(func(f *filters.Finding) { f.Evidence = map[string]any{"N": 1} }), `evidence "N" is not a lower-case name`},
		{"a fix without a message", changed(func(f *filters.Finding) { f.Fixes[0].Message = "" }), "it has no message"},
		{"a fix that changes nothing", changed(func(f *filters.Finding) { f.Fixes[0].Edits[0].New = "☒" }), "it changes nothing"},
		{"a fix that overlaps itself", changed(func(f *filters.Finding) {
			f.Fixes[0].Edits = append(f.Fixes[0].Edits, f.Fixes[0].Edits[0])
		}), "edits overlap"},
		{"a fix that does not help", changed(func(f *filters.Finding) { f.Fixes[0].Edits[0].New = "☐" }), "one repair leaves something to repair"},
		{"findings out of order", func(*article.Document) ([]filters.Finding, error) {
			return []filters.Finding{finding(6, 7), finding(3, 6)}, nil
		}, "before the one in front of it"},
		{"another answer each time", func(*article.Document) ([]filters.Finding, error) {
			f := finding(3, 6)
			f.Evidence["calls"] = int(calls.Add(1))
			return []filters.Finding{f}, nil
		}, "the second answer differs"},
		{"another tree", func(doc *article.Document) ([]filters.Finding, error) {
			once.Do(func() { doc.Texts[0].Node.Data = "y" })
			return nil, nil
		}, "the document was changed"},
		{"an error", func(*article.Document) ([]filters.Finding, error) { return nil, errors.New("too hard") }, "Check = too hard"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := complaints(func(tb testing.TB) { examine(tb, toy{test.check}, newInput("a.html", []byte("<p>☒!</p>"))) })
			if len(got) == 0 || !strings.Contains(got[0], test.want) {
				t.Errorf("complaints = %q, want one with %q", got, test.want)
			}
		})
	}
}

// A notebook writes down what a test would have reported.
type notebook struct {
	testing.TB
	lines []string
}

func (n *notebook) Helper()                   {}
func (n *notebook) Failed() bool              { return len(n.lines) > 0 }
func (n *notebook) Error(args ...any)         { n.lines = append(n.lines, fmt.Sprint(args...)) }
func (n *notebook) Errorf(f string, a ...any) { n.lines = append(n.lines, fmt.Sprintf(f, a...)) }
func (n *notebook) Fatalf(f string, a ...any) { n.Errorf(f, a...); runtime.Goexit() }

func complaints(test func(testing.TB)) []string {
	var n notebook
	done := make(chan struct{})
	go func() {
		defer close(done)
		test(&n)
	}()
	<-done
	return n.lines
}

func TestUpdateWritesExpectations(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txtar")
	const before = "Shows it.\n-- meta --\nurl: https://a.example/\n-- article.txt --\na ☒\n-- findings --\nold\n"
	const after = "Shows it.\n-- meta --\nurl: https://a.example/\n-- article.txt --\na ☒\n-- findings --\n1:3-1:6 toy/x \"☒\"\n-- repaired.txt --\na \n"
	if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
		t.Fatal(err)
	}
	x, err := readFixture(path)
	if err != nil {
		t.Fatal(err)
	}
	if x.input.options.URL != "https://a.example/" || !x.input.options.Plain {
		t.Errorf("options = %+v", x.input.options)
	}
	if err := x.rewrite([]string{`1:3-1:6 toy/x "☒"`}, "a \n", true); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if diff := cmp.Diff(after, string(got)); diff != "" || err != nil {
		t.Errorf("file (-want +got), %v:\n%s", err, diff)
	}
}

func TestFixturesThatAreNone(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"no comment", "-- article.html --\n-- findings --\n", "the first line must say"},
		{"no article", "A.\n-- findings --\n", "want article.html"},
		{"no findings", "A.\n-- article.html --\n", "and findings"},
		{"a misspelt file", "A.\n-- artcle.html --\n", `what is "artcle.html"?`},
		{"a misspelt key", "A.\n-- meta --\nurk: x\n-- article.html --\n-- findings --\n", `unknown key "urk"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.txtar")
			if err := os.WriteFile(path, []byte(test.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := readFixture(path); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("readFixture = %v, want %q", err, test.want)
			}
		})
	}
}

func FuzzToy(f *testing.F) { Fuzz(f, toy{findX}) }

func BenchmarkToy(b *testing.B) { Bench(b, toy{findX}) }
