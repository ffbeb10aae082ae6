package eval

import (
	"context"
	"fmt"

	"github.com/presscheck/presscheck/pipeline"
)

// A Run measures one set of filters and one policy. Its fields are set before
// Measure and not changed after it.
type Run struct {
	// Check judges one article: pipeline.Pipeline.Check, or whatever stands in
	// for it. It is called from Workers goroutines at once.
	Check func(context.Context, pipeline.Submission) (*pipeline.Report, error)

	Kinds      map[string][]string // that the filters can report, by filter; nil: no more than turns up
	Workers    int                 // articles checked at once, 1 or more
	Worst      int                 // missed and false alarms to show, each
	Thresholds []float64           // of the curves, ascending; nil: 0 to 1 in twentieths, and closer below 1
	Progress   func()              // called after each article; may be nil
}

// Measure checks every case of from and compares what came out with what is
// known of it. No more than a few articles for each worker are in memory at a
// time. Cases that failed are in the report; the error is that ctx ended.
func (r *Run) Measure(ctx context.Context, from Source) (*Report, error) {
	t := newTally(r)
	for o := range pipeline.Ordered(ctx, from.Cases(ctx), r.Workers, r.outcome) {
		t.add(o)
		if r.Progress != nil {
			r.Progress()
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("interrupted after %d articles: %w", t.report.Corpus.Articles, err)
	}
	return t.result(r.Kinds), nil
}

func (r *Run) thresholds() []float64 {
	if r.Thresholds != nil {
		return r.Thresholds
	}
	var all []float64
	for i := range 20 {
		all = append(all, rounded(float64(i)/20))
	}
	return append(all, 0.96, 0.97, 0.98, 0.99, 0.995, 1)
}
