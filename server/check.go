package server

import (
	"context"
	"net/http"
	"time"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/tracing"
)

// check answers with the report. That the article could not be judged is a
// verdict too, and for the log an error.
func (a *api) check(w http.ResponseWriter, r *http.Request) error {
	s, err := a.submission(w, r)
	if err != nil {
		return err
	}
	report := a.judge(r, a.judges(), s)
	if err := a.kept(w, r, s, report); err != nil {
		return err
	}
	a.answers(report)
	return answerJSON(w, outward(report))
}

// outward is what the CMS is told of r: what a candidate said is not for it.
func outward(r *pipeline.Report) *pipeline.Report {
	told := *r
	told.Trial = nil
	return &told
}

// judges is what judges an article, or all that is asked of one: the policy may
// be replaced meanwhile.
func (a *api) judges() *pipeline.Pipeline {
	if a.Policy == nil {
		return a.Pipeline
	}
	p := *a.Pipeline
	p.Policy, p.Candidate = a.Policy.Engines()
	return &p
}

// judge lets p judge the one article of a request.
func (a *api) judge(r *http.Request, p *pipeline.Pipeline, s pipeline.Submission) *pipeline.Report {
	report, err := a.inTime(r.Context(), p, s)
	e := eventOf(r.Context())
	e.failed(err)
	e.judged(report)
	e.verdict = report.Verdict.Action.String()
	a.Decisions.Record(s, report, e.call(r))
	return report
}

// answers counts the verdict of a request as it is answered: an article that
// could not be kept has no answer, and comes again.
func (a *api) answers(report *pipeline.Report) {
	a.Metrics.Verdict(report.Verdict.Action.String(), "http", report.Input.Site)
}

// inTime lets p judge s within the time that an article may take. There is
// always a report, as there is from Pipeline.Check.
func (a *api) inTime(ctx context.Context, p *pipeline.Pipeline, s pipeline.Submission) (*pipeline.Report, error) {
	ctx, cancel := context.WithTimeout(ctx, a.CheckTimeout)
	defer cancel()
	start := time.Now()
	ctx, end := tracing.Task(ctx, "decision")
	defer func() {
		end()
		a.Flight.Took(time.Since(start), eventOf(ctx).id)
	}()
	return p.Check(ctx, s)
}
