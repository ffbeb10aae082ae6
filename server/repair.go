package server

import (
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/repair"
)

// A repaired is the answer of POST /v1/repair.
type repaired struct {
	Source   string         `json:"source"`
	Repaired string         `json:"repaired"` // in UTF-8; what is none is U+FFFD
	Applied  []change       `json:"applied"`  // in source order
	Left     []remark       `json:"left"`     // in source order
	Before   policy.Verdict `json:"verdict_before"`
	After    policy.Verdict `json:"verdict_after"`
}

// A remark says which finding is meant, and where it is.
type remark struct {
	ID      string       `json:"id"`
	Filter  string       `json:"filter"`
	Kind    string       `json:"kind"`
	Span    article.Span `json:"span"`
	Line    int          `json:"line"`
	Column  int          `json:"column"`
	Message string       `json:"message"`
}

// A change is a remark and what was done about it.
type change struct {
	remark
	Fix   string          `json:"fix"` // in words
	Edits []pipeline.Edit `json:"edits"`
}

// repair answers with the article repaired: alone if the client prefers it so,
// or with what was changed and how it would be judged then.
func (a *api) repair(w http.ResponseWriter, r *http.Request) error {
	s, err := a.submission(w, r)
	if err != nil {
		return err
	}
	p := a.judges()
	report := a.judge(r, p, s)
	result, err := repair.Apply(report.Document.Source, report.Found, repair.Sure)
	if err != nil {
		return fmt.Errorf("repair: %w", err)
	}
	a.answers(report)
	s.Content, s.ContentType = []byte(result.Source), utf8Type(report.Document)
	if prefersArticle(r.Header.Values("Accept")) {
		return send(w, s.ContentType, s.Content)
	}
	out := describe(report, result)
	if len(result.Applied) > 0 {
		quiet := *p
		quiet.Metrics, quiet.Candidate = nil, nil // the article has been counted
		again, err := a.inTime(r.Context(), &quiet, s)
		eventOf(r.Context()).failed(err)
		out.After = again.Verdict
	}
	return answerJSON(w, out)
}

// utf8Type is the content type of doc's source, whatever it was submitted in.
func utf8Type(doc *article.Document) string {
	if doc.Plain {
		return contentType("text/plain", "utf-8")
	}
	return contentType("text/html", "utf-8")
}

func describe(report *pipeline.Report, result repair.Result) repaired {
	out := repaired{
		Source:   report.Source,
		Repaired: result.Source,
		Applied:  []change{},
		Left:     []remark{},
		Before:   report.Verdict,
		After:    report.Verdict,
	}
	for _, c := range result.Applied {
		edits := make([]pipeline.Edit, 0, len(c.Fix.Edits))
		for _, e := range c.Fix.Edits {
			edits = append(edits, pipeline.Edit{Start: e.Span.Start, End: e.Span.End, New: e.New})
		}
		out.Applied = append(out.Applied, change{remarkOn(report.Document, c.Finding), c.Fix.Message, edits})
	}
	for _, f := range result.Left {
		out.Left = append(out.Left, remarkOn(report.Document, f))
	}
	return out
}

func remarkOn(doc *article.Document, f filters.Finding) remark {
	line, column := doc.Position(f.Span.Start)
	return remark{f.ID, f.Filter, f.Kind, f.Span, line, column, f.Message}
}

// prefersArticle reports whether the first media type of accept that we have
// is that of an article. Weights are not looked at: clients that ask for one
// form ask for that form alone.
func prefersArticle(accept []string) bool {
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		media, _, err := mime.ParseMediaType(part)
		switch {
		case err != nil:
		case media == "application/json", media == "application/*", media == "*/*":
			return false
		case media == "text/html", media == "text/plain", media == "text/*":
			return true
		}
	}
	return false
}
