package reviewtest

import (
	"context"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review"
)

// Articles, and what the policy of this house says of them.
const (
	Rejected = "<p>News. [[cheap pills online casino]]</p>"
	Doubtful = "<p>News of the town. ((reading))</p>"
	Clean    = "<p>News of the town.</p>"
)

// Article is one to submit: [[...]] in it is found as a block of links, and
// ((...)) as a reading, each with the fix to take it out.
func Article(site, id, html string) pipeline.Submission {
	return pipeline.Submission{Site: site, ExternalID: id, Content: []byte(html)}
}

// Judged is what the pipeline says of an article.
func Judged(t testing.TB, s pipeline.Submission) review.Entry {
	t.Helper()
	p, err := newPipeline()
	if err != nil {
		t.Fatal(err)
	}
	s.ContentType = "text/html; charset=utf-8"
	report, err := p.Check(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return review.Entry{Submission: s, Report: report}
}

// A marker is a filter in the place of linkblock and gloss, whose findings the
// policy knows: [[…]] is a block of links, ((…)) a reading.
type marker struct{ name, kind, pattern string }

func (m marker) Info() filters.Info {
	return filters.Info{Name: m.name, Doc: "# " + m.name + "\n\nMarks.\n", Kinds: []string{m.kind}}
}

func (m marker) Check(_ context.Context, doc *article.Document) ([]filters.Finding, error) {
	var found []filters.Finding
	for _, at := range regexp.MustCompile(m.pattern).FindAllStringIndex(doc.Source, -1) {
		span := article.Span{Start: at[0], End: at[1]}
		found = append(found, filters.Finding{
			Kind: m.kind, Span: span, Fixes: []filters.Fix{{Message: "Remove it.", Confidence: 1, Edits: []article.Edit{{Span: span}}}}, Message: "Marked.", Confidence: 0.99,
			Evidence: map[string]any{"links": 9, "readings": 9, "score": 0.97, "big": 1e6, "hidden": true, "foreign": 9, "hosts": []string{"a.example"}},
		})
	}
	return found, nil
}

var newPipeline = sync.OnceValues(func() (*pipeline.Pipeline, error) {
	engine, err := policy.Default()
	if err != nil {
		return nil, err
	}
	engine.Timeout = time.Minute
	return &pipeline.Pipeline{Policy: engine, Timeout: time.Minute, Filters: []filters.Filter{
		marker{"linkblock", "injected-links", `\[\[[^\]]*\]\]`},
		marker{"gloss", "injected-reading", `\(\([^)]*\)\)`},
	}}, nil
})
