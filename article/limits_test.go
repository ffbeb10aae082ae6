package article_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/article"
)

// explosion is 24 KB that x/net/html turns into 2.4 million nodes: formatting
// elements that nobody closes, built anew in each of many paragraphs.
func explosion() string {
	var page strings.Builder
	page.WriteString("<p>")
	for i := range 480 {
		fmt.Fprintf(&page, "<b a=%d>", i)
	}
	page.WriteString(strings.Repeat("<p>x", 5000))
	return page.String()
}

func TestMarkupThatExplodesIsRefusedBeforeTheParse(t *testing.T) {
	tests := []struct{ name, source string }{
		{"formatting reopened in every paragraph", explosion()},
		{"links reopened in every block", "<p>" + manyTags("<font a=%d>", 450) + strings.Repeat("<div>x", 3000)},
		{"one large tag copied many times", "<b " + manyTags("a%d=x ", 20000) + "><p>x" + strings.Repeat("</p><p>x", 2000)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := article.Parse(test.source, article.Options{Limits: article.Limits{Budget: time.Hour}})
			if !errors.Is(err, article.ErrTooComplex) {
				t.Errorf("Parse of %d bytes = %v, want ErrTooComplex", len(test.source), err)
			}
		})
	}
}

func manyTags(format string, n int) string {
	var tags strings.Builder
	for i := range n {
		fmt.Fprintf(&tags, format, i)
	}
	return tags.String()
}

// The estimate does not see through foreign content. Whatever hides the
// explosion from it, the budget of the parse does stop it.
func TestMarkupThatBlindsTheEstimateIsStoppedByTheBudget(t *testing.T) {
	prefixes := []string{
		"<svg><style><p>",
		"<svg><title><p>",
		"<math><title><p>",
		"<svg><xmp><p>",
		"<svg><![CDATA[><!-- ]]><p>",
		"<style><!--</style><svg><style><p>",
		"<svg><desc><style></svg></style></desc><style><p>",
		"<svg><desc><style><!--</style></desc><style><p>",
	}
	for _, prefix := range prefixes {
		t.Run(prefix, func(t *testing.T) {
			limits := article.Limits{Budget: 50 * time.Millisecond}
			_, err := article.Parse(prefix+explosion(), article.Options{Limits: limits})
			if !errors.Is(err, article.ErrTooSlow) && !errors.Is(err, article.ErrTooComplex) {
				t.Errorf("Parse = %v, want ErrTooSlow or ErrTooComplex", err)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		name, source string
		limits       article.Limits
		want         error
	}{
		{"more bytes than allowed", "<p>12345", article.Limits{Bytes: 7}, article.ErrTooLarge},
		{"more nodes than allowed", "<p><p><p><p>", article.Limits{Nodes: 3}, article.ErrTooComplex},
		{"more attributes than allowed", "<p a=12345>", article.Limits{AttributeBytes: 10}, article.ErrTooComplex},
		{"513 elements deep", strings.Repeat("<div>", 513), article.Limits{}, article.ErrTooDeep},
		{"formatting 513 deep", manyTags("<b a=%d>", 513), article.Limits{}, article.ErrTooDeep},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.limits.Budget = patient.Budget
			_, err := article.Parse(test.source, article.Options{Limits: test.limits})
			if !errors.Is(err, test.want) {
				t.Errorf("Parse = %v, want %v", err, test.want)
			}
		})
	}
}

func TestARefusedArticleIsADocumentThatSaysWhy(t *testing.T) {
	source := strings.Repeat("<div>", 600)
	d, err := article.Parse(source, article.Options{Limits: patient})
	if !errors.Is(err, article.ErrTooDeep) || d.Refusal() != err {
		t.Errorf("Parse = %v, Refusal() = %v, want ErrTooDeep", err, d.Refusal())
	}
	if len(d.Texts)+len(d.Blocks())+len(d.Links()) != 0 || d.Source != source {
		t.Errorf("a refused document has contents: %d texts, %d blocks, %d links", len(d.Texts), len(d.Blocks()), len(d.Links()))
	}
	if line, column := d.Position(7); line != 1 || column != 8 {
		t.Errorf("Position(7) = %d:%d, want 1:8", line, column)
	}
}

func BenchmarkRefusal(b *testing.B) {
	source := explosion()
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := article.Parse(source, article.Options{}); err == nil {
			b.Fatal("not refused")
		}
	}
}
