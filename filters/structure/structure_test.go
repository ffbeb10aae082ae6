package structure_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/filtertest"
	"github.com/presscheck/presscheck/filters/structure"
)

func Test(t *testing.T)           { filtertest.Run(t, structure.New(), "testdata") }
func Fuzz(f *testing.F)           { filtertest.Fuzz(f, structure.New()) }
func BenchmarkCheck(b *testing.B) { filtertest.Bench(b, structure.New()) }

// What is too much for a fixture.
func TestARefusedArticleIsAFinding(t *testing.T) {
	tests := []struct {
		name, source string
		limits       article.Limits
		want         string
	}{
		{"too many bytes", "<p>abc", article.Limits{Bytes: 5}, "too-large"},
		{"too many nodes", "<p><p><p>", article.Limits{Nodes: 2}, "too-complex"},
		{"too deep", strings.Repeat("<div>", 600), article.Limits{}, "too-deep"},
		{"too slow", strings.Repeat("<p>", 10_000), article.Limits{Budget: 1, BudgetPerMiB: 1}, "too-complex"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.limits.Budget == 0 {
				test.limits.Budget = time.Minute // a busy machine is no reason for another kind
			}
			doc, err := article.Parse(test.source, article.Options{Limits: test.limits})
			if err == nil {
				t.Fatal("the article was not refused")
			}
			found, err := structure.New().Check(t.Context(), doc)
			if err != nil {
				t.Fatal(err)
			}
			var kinds []string
			for _, f := range found {
				kinds = append(kinds, f.Kind)
			}
			if diff := cmp.Diff([]string{test.want}, kinds); diff != "" {
				t.Errorf("kinds (-want +got):\n%s", diff)
			}
			if found[0].Span.Len() != len(test.source) || !strings.HasPrefix(found[0].Message, "The article was not read") {
				t.Errorf("finding = %+v", found[0])
			}
		})
	}
}

func TestBytesLostInDecodingAreFindings(t *testing.T) {
	doc, err := article.Read([]byte("<p>\x81</p>"), article.Options{ContentType: "text/html; charset=gbk"})
	if err != nil {
		t.Fatal(err)
	}
	found, err := filters.Run(t.Context(), doc, []filters.Filter{structure.New()}, nil)
	if err != nil || len(found) != 1 || found[0].Kind != "undecodable-bytes" || found[0].Evidence["charset"] != "gbk" {
		t.Errorf("found %+v, %v; want one finding of undecodable-bytes in gbk", found, err)
	}
}
