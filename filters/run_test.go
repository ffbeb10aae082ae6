package filters_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// A scripted filter reports what it is told to.
type scripted struct {
	name  string
	found []filters.Finding
	err   error
	panic any
}

func (s scripted) Info() filters.Info { return filters.Info{Name: s.name, Kinds: []string{"a", "b"}} }

func (s scripted) Check(context.Context, *article.Document) ([]filters.Finding, error) {
	if s.panic != nil {
		panic(s.panic)
	}
	return s.found, s.err
}

func at(kind string, start, end int) filters.Finding {
	return filters.Finding{Kind: kind, Span: article.Span{Start: start, End: end}}
}

func document(t *testing.T) *article.Document {
	t.Helper()
	d, err := article.Parse("<p>some words</p>", article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRunOrdersFindingsByPlaceTheWiderFirst(t *testing.T) {
	list := []filters.Filter{
		scripted{name: "y", found: []filters.Finding{at("b", 5, 6), at("a", 1, 9)}},
		scripted{name: "x", found: []filters.Finding{at("b", 5, 6), at("a", 5, 6), at("a", 1, 2)}},
	}
	found, err := filters.Run(t.Context(), document(t), list, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, f.Filter+"/"+f.Kind)
	}
	if diff := cmp.Diff([]string{"y/a", "x/a", "x/a", "x/b", "y/b"}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

func TestRunNamesFindingsStably(t *testing.T) {
	list := []filters.Filter{scripted{name: "x", found: []filters.Finding{at("a", 1, 2), at("b", 1, 2), at("a", 1, 3)}}}
	first, _ := filters.Run(t.Context(), document(t), list, nil)
	second, _ := filters.Run(t.Context(), document(t), list, nil)
	seen := map[string]bool{}
	for i := range first {
		if first[i].ID != second[i].ID || first[i].ID == "" {
			t.Errorf("finding %d is %q, then %q", i, first[i].ID, second[i].ID)
		}
		seen[first[i].ID] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d ids for 3 findings", len(seen))
	}
}

func TestRunGoesOnWhenAFilterCannotLook(t *testing.T) {
	cause := errors.New("no table")
	list := []filters.Filter{
		scripted{name: "x", err: cause},
		scripted{name: "y", panic: "index out of range"},
		scripted{name: "z", found: []filters.Finding{at("a", 1, 2)}},
	}
	type call struct {
		name   string
		failed bool
	}
	var calls []call
	watch := func(_ context.Context, name string, _ time.Duration, err error) {
		calls = append(calls, call{name, err != nil})
	}
	found, err := filters.Run(t.Context(), document(t), list, watch)
	if len(found) != 1 || found[0].Filter != "z" {
		t.Errorf("found %v, want the finding of z", found)
	}
	if !errors.Is(err, cause) || !errors.Is(err, filters.ErrPanic) || !strings.Contains(err.Error(), "filter x") {
		t.Errorf("error = %v, want those of x and y", err)
	}
	if diff := cmp.Diff([]call{{"x", true}, {"y", true}, {"z", false}}, calls, cmp.AllowUnexported(call{})); diff != "" {
		t.Errorf("watched (-want +got):\n%s", diff)
	}
}

func TestAPanicKeepsTheArticleOutOfItsError(t *testing.T) {
	list := []filters.Filter{scripted{name: "x", panic: "words of the article"}}
	_, err := filters.Run(t.Context(), document(t), list, nil)
	if err == nil || strings.Contains(err.Error(), "words of the article") {
		t.Errorf("error = %v", err)
	}
}

func TestRunStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := filters.Run(ctx, document(t), []filters.Filter{scripted{name: "x"}}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want context.Canceled", err)
	}
}

func TestRunCapsFindingsOfOneKind(t *testing.T) {
	var many []filters.Finding
	for i := range filters.MaxPerKind + 7 {
		many = append(many, at("a", i, i+1))
	}
	many = append(many, at("b", 1, 2))
	found, err := filters.Run(t.Context(), document(t), []filters.Filter{scripted{name: "x", found: many}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	count, omitted := map[string]int{}, 0
	for _, f := range found {
		count[f.Kind]++
		if n, ok := f.Evidence["omitted"].(int); ok {
			omitted += n
		}
	}
	if diff := cmp.Diff(map[string]int{"a": filters.MaxPerKind, "b": 1}, count); diff != "" || omitted != 7 {
		t.Errorf("omitted = %d, want 7; kinds (-want +got):\n%s", omitted, diff)
	}
}

func TestSummaryIsTheFirstParagraph(t *testing.T) {
	info := filters.Info{Doc: "# x\n\nFinds this\nand that.\n\nMore.\n"}
	if got := info.Summary(); got != "Finds this and that." {
		t.Errorf("Summary() = %q", got)
	}
}
