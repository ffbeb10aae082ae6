package pipeline

import (
	"context"
	"slices"

	"github.com/presscheck/presscheck/policy"
)

// A Trial is what the candidate for the next policy said of an article.
type Trial struct {
	Verdict policy.Verdict `json:"verdict"`
	Flipped []string       `json:"flipped"` // the rules, sorted, for which the action is another; empty if it is the same, never nil
}

// try asks the candidate what it would have said in the place of verdict, which
// it must not delay for its errors or change. lookErr is why not all was looked
// at: both verdicts have that in common.
func (p *Pipeline) try(ctx context.Context, in policy.Input, verdict policy.Verdict, lookErr error) *Trial {
	if p.Candidate == nil {
		return nil
	}
	tried, _ := evaluate(ctx, p.Candidate, in, "candidate") // an error is a reason of the verdict
	if lookErr != nil {
		tried = withReason(tried, couldNotLook)
	}
	return &Trial{Verdict: tried, Flipped: flipped(verdict, tried)}
}

// flipped are the rules to which the severer of two verdicts owes that it is
// severer.
func flipped(a, b policy.Verdict) []string {
	if a.Action < b.Action {
		a, b = b, a
	}
	rules := []string{}
	for _, r := range a.Reasons {
		if r.Holds() && r.Action > b.Action {
			rules = append(rules, r.Rule)
		}
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}
