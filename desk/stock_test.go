package desk_test

import (
	"context"
	"fmt"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/suite"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review"
)

// judge is the whole pipeline, as it is served.
var judge = sync.OnceValues(func() (*pipeline.Pipeline, error) {
	engine, err := policy.Default()
	if err != nil {
		return nil, err
	}
	engine.Timeout = time.Minute
	return &pipeline.Pipeline{Policy: engine, Timeout: time.Minute, Filters: suite.Filters()}, nil
})

func pipelineOf(t testing.TB) *pipeline.Pipeline {
	t.Helper()
	p, err := judge()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// hold has the article judged, and held whatever the verdict is.
func (r *room) hold(s pipeline.Submission) review.Item {
	r.t.Helper()
	if s.ContentType == "" {
		s.ContentType = "text/html; charset=utf-8"
	}
	report, err := pipelineOf(r.t).Check(context.Background(), s)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.keep(review.Entry{Submission: s, Report: report})
}

func (r *room) keep(e review.Entry) review.Item {
	r.t.Helper()
	item, err := r.Save(r.t.Context(), e)
	if err != nil {
		r.t.Fatal(err)
	}
	if item.ID == "" {
		r.t.Fatal("the article is not held")
	}
	return item
}

// holdFound holds an article with a finding wherever one of the patterns
// matches, whatever filters would say of it.
func (r *room) holdFound(s pipeline.Submission, patterns ...string) review.Item {
	r.t.Helper()
	p := *pipelineOf(r.t)
	p.Filters = nil
	for i, pattern := range patterns {
		p.Filters = append(p.Filters, finder{[]string{"linkblock", "hiddentext", "gloss"}[i], regexp.MustCompile(pattern)})
	}
	s.ContentType = "text/html; charset=utf-8"
	report, err := p.Check(context.Background(), s)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.keep(review.Entry{Submission: s, Report: report})
}

// A finder stands in for a filter that the policy knows.
type finder struct {
	name    string
	pattern *regexp.Regexp
}

var kindOf = map[string]string{"linkblock": "injected-links", "hiddentext": "hidden-links", "gloss": "injected-reading"}

func (f finder) Info() filters.Info {
	return filters.Info{Name: f.name, Doc: "# " + f.name + "\n\nFinds.\n", Kinds: []string{kindOf[f.name]}}
}

func (f finder) Check(_ context.Context, doc *article.Document) ([]filters.Finding, error) {
	var found []filters.Finding
	for _, at := range f.pattern.FindAllStringIndex(doc.Source, -1) {
		found = append(found, filters.Finding{
			Kind: kindOf[f.name], Span: article.Span{Start: at[0], End: at[1]}, Message: "Found.", Confidence: 0.99,
			Evidence: map[string]any{"links": 9, "readings": 9, "score": 0.97, "hidden": true, "foreign": 9},
		})
	}
	return found, nil
}

var links = `<div style="position:absolute;left:-5857px"><a href="https://slot.example.ac.id/a">slot gacor</a>
<a href="https://k7q2.example.net/b">casino online</a> <a href="https://uni.example.edu/c">slot gacor</a>
<a href="https://b-store.example.com/d">cheap viagra</a> <a href="https://dinas.example.go.id/e">judi online</a></div>`

// spam is an article with hidden links, of which the tests hold several.
func spam(n int) pipeline.Submission {
	return pipeline.Submission{
		Site: "daily", ExternalID: fmt.Sprint(n), Title: fmt.Sprintf("The harbour bridge opens, part %d", n), Author: map[string]any{"id": "bo"},
		Content: fmt.Appendf(nil, "<h1>Bridge</h1>\n<p>The bridge over the harbour opened on day %d.</p>\n%s", n, links),
	}
}
