package policy

import "slices"

// demotion is what a reason of a demoted rule says besides.
const demotion = " This rule strikes far more often than usual, so a person decides."

// demote turns what the rules ask to reject into a review.
func demote(v Verdict, rules []string) Verdict {
	if len(rules) == 0 {
		return v
	}
	reasons := slices.Concat(v.Reasons, v.Shadow)
	v.Action = Publish
	for i, r := range reasons {
		if r.Action == Reject && slices.Contains(rules, r.Rule) {
			reasons[i].Action, reasons[i].Message = Review, r.Message+demotion
		}
		v.Action = max(v.Action, reasons[i].weight())
	}
	v.Reasons, v.Shadow = split(reasons)
	return v
}
