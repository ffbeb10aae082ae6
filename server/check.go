package server

import (
	"context"
	"net/http"

	"github.com/presscheck/presscheck/pipeline"
)

// check answers with the report. That the article could not be judged is a
// verdict too, and for the log an error.
func (a *api) check(w http.ResponseWriter, r *http.Request) error {
	s, err := a.submission(w, r)
	if err != nil {
		return err
	}
	report := a.judge(r.Context(), s)
	if err := a.kept(w, r, s, report); err != nil {
		return err
	}
	return answerJSON(w, report)
}

// judge judges the one article of a request.
func (a *api) judge(ctx context.Context, s pipeline.Submission) *pipeline.Report {
	report, err := a.inTime(ctx, a.Pipeline, s)
	e := eventOf(ctx)
	e.failed(err)
	e.judged(report)
	e.verdict = report.Verdict.Action.String()
	a.Metrics.Verdict(e.verdict, "http", report.Input.Site)
	return report
}

// inTime lets p judge s within the time that an article may take. There is
// always a report, as there is from Pipeline.Check.
func (a *api) inTime(ctx context.Context, p *pipeline.Pipeline, s pipeline.Submission) (*pipeline.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, a.CheckTimeout)
	defer cancel()
	return p.Check(ctx, s)
}
