// Package pipeline takes one submission through the house: its bytes become an
// article, the article findings, the findings a verdict.
//
//	Submission ──▶ article.Read ──▶ filters.Run ──▶ policy.Evaluate ──▶ *Report
//
// Submissions come from the HTTP server, or from files by way of a command.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/flood"
	"github.com/presscheck/presscheck/tracing"
)

// A Submission is one article with what the CMS says about it. Only Content is
// needed.
type Submission struct {
	Source      string         // where it came from, for people: a path, or the external id
	Content     []byte         // HTML, or plain text if ContentType says so
	ContentType string         // media type, with charset if that is known
	URL         string         // where the article will be published
	Site        string         // which site it is for
	Title       string         // as the CMS knows it
	Language    string         // that the CMS says it is in, as in Content-Language; may be empty
	Author      map[string]any // whatever policies want to know of the author
	ExternalID  string         // the CMS's own name for the article
}

// Read is the article of s within the limits. A refused one has a source, too, and
// the error is that of article.Read.
func (s Submission) Read(limits article.Limits) (*article.Document, error) {
	return article.Read(s.Content, article.Options{
		ContentType: s.ContentType,
		URL:         s.URL,
		Title:       s.Title,
		Language:    s.Language,
		Limits:      limits,
	})
}

// A Pipeline judges submissions. Its fields are set before the first Check and
// not changed after it; Check may then be called from many goroutines.
type Pipeline struct {
	Filters []filters.Filter
	Policy  *policy.Engine

	// Candidate, if there is one, judges each article beside Policy. What it says
	// is counted and reported as a Trial, and changes no verdict.
	Candidate *policy.Engine

	Limits  article.Limits   // of one article; zero fields mean the defaults
	Timeout time.Duration    // of the filters on one article; zero means 5 seconds
	Metrics *metrics.Metrics // may be nil
	Flood   *flood.Guard     // demotes rules that strike far more often than usual; nil demotes none
	Now     func() time.Time // nil means time.Now
}

// ErrCouldNotJudge marks the error of a Report whose verdict does not rest on
// all that should have been looked at.
var ErrCouldNotJudge = errors.New("could not judge the article")

// Check judges one submission. There is always a report; if something failed
// its verdict is at least review, and the error, ErrCouldNotJudge, says what
// for the log. A damaged or refused article is no error.
func (p *Pipeline) Check(ctx context.Context, s Submission) (*Report, error) {
	doc := p.read(ctx, s)
	found, err := p.look(ctx, doc)
	in := p.input(s, doc, found)
	verdict, policyErr := p.judge(ctx, in)
	if err != nil {
		verdict = withReason(verdict, couldNotLook)
	}
	report := newReport(s, doc, in, verdict)
	report.Trial = p.try(ctx, in, verdict, err)
	p.count(report)
	if err := errors.Join(err, policyErr); err != nil {
		return report, fmt.Errorf("%w: %w", ErrCouldNotJudge, err)
	}
	return report, nil
}

func (p *Pipeline) read(ctx context.Context, s Submission) *article.Document {
	_, step := tracing.Start(ctx, "parse")
	doc, err := s.Read(p.Limits)
	if err != nil { // a refusal: filter structure reports it
		p.Metrics.ParseRejected(refusal(err))
		step.Text("presscheck.refused", refusal(err))
	}
	step.Count("presscheck.bytes", len(s.Content))
	step.End(nil)
	return doc
}

// refusal is the label by which a refused parse is counted.
func refusal(err error) string {
	switch {
	case errors.Is(err, article.ErrTooLarge):
		return "size"
	case errors.Is(err, article.ErrTooDeep):
		return "depth"
	case errors.Is(err, article.ErrTooSlow):
		return "budget"
	}
	return "nodes"
}

func (p *Pipeline) look(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	timeout := p.Timeout
	if timeout == 0 {
		timeout = 5 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	return filters.Run(ctx, doc, p.Filters, p.Metrics.Filter)
}

func (p *Pipeline) input(s Submission, doc *article.Document, found []filters.Finding) policy.Input {
	return policy.Input{
		Article:  factsOf(doc),
		Site:     s.Site,
		URL:      s.URL,
		Title:    s.Title,
		Author:   s.Author,
		Now:      p.now(),
		Demoted:  p.Flood.Demoted(),
		Findings: found,
	}
}

func (p *Pipeline) judge(ctx context.Context, in policy.Input) (policy.Verdict, error) {
	start := p.now()
	verdict, err := evaluate(ctx, p.Policy, in, "policy")
	p.Metrics.Policy(ctx, p.now().Sub(start), err)
	return verdict, err
}

// evaluate lets engine judge, as a step of that name.
func evaluate(ctx context.Context, engine *policy.Engine, in policy.Input, name string) (policy.Verdict, error) {
	ctx, step := tracing.Start(ctx, name)
	verdict, err := engine.Evaluate(ctx, in)
	step.Text("presscheck.revision", verdict.Revision)
	step.Text("presscheck.verdict", verdict.Action.String())
	step.End(err)
	return verdict, err
}

func (p *Pipeline) now() time.Time {
	if p.Now != nil {
		return p.Now()
	}
	return time.Now()
}

// couldNotLook is the reason for review when a filter failed.
var couldNotLook = policy.Reason{
	Rule:     policy.CouldNotJudge,
	Action:   policy.Review,
	Message:  "Part of the check failed, so a person has to look.",
	Findings: []string{},
}

func withReason(v policy.Verdict, r policy.Reason) policy.Verdict {
	v.Action = max(v.Action, r.Action)
	v.Reasons = append(v.Reasons, r)
	return v
}
