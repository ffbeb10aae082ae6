// Package explain says how a verdict comes about: which rules fired on what, which
// thresholds were in force and where they stand, and which rule came nearest
// without firing. It judges once more, with a tracer that sees every comparison
// with a threshold.
//
// The policy comes from whoever put it in force, the input from an article just
// read or from what was kept of one.
package explain

import (
	"context"
	"fmt"
	"slices"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/settings"
)

// An Account says how a verdict came about. It is for people who may see
// what the CMS may not: rules in shadow are in it.
type Account struct {
	Verdict policy.Verdict `json:"verdict"`
	Site    string         `json:"site"`
	Rules   []Part         `json:"rules"`   // all there are, by name
	Nearest string         `json:"nearest"` // the rule that came nearest to firing without doing so, by Miss.Distance; empty if none was below 1
}

// A Part is one rule's part in a verdict.
type Part struct {
	Rule       string               `json:"rule"`
	Title      string               `json:"title"`
	Mode       settings.Mode        `json:"mode"`
	ModeFrom   settings.Origin      `json:"mode_from"`  // zero: nothing gives the rule a mode
	Reasons    []policy.Reason      `json:"reasons"`    // empty: it did not fire
	Thresholds []settings.Threshold `json:"thresholds"` // in force for the site, by name
	Missed     *Miss                `json:"missed,omitempty"`
}

// A Miss is the comparison that kept a rule from firing by the least.
type Miss struct {
	Threshold string  `json:"threshold"`
	Wanted    float64 `json:"wanted"`   // the threshold's value
	Got       float64 `json:"got"`      // what was compared with it
	Distance  float64 `json:"distance"` // between them, as a share of the threshold unless that is zero
}

// Verdict judges like e.Evaluate and says how e came to that. It takes many times
// as long. Its errors are those of Evaluate, beside an account with the verdict
// and no rules.
func Verdict(ctx context.Context, e *policy.Engine, in policy.Input) (Account, error) {
	x := Account{Site: in.Site, Rules: []Part{}}
	p := e.Written()
	w := watch(p.Modules)
	var err error
	if x.Verdict, err = e.Trace(ctx, in, w); err != nil {
		return x, fmt.Errorf("explain policy: %w", err)
	}
	nearest := 1.0
	for _, r := range e.Rules() {
		part := partOf(r, p.Settings, x)
		if miss, ok := w.missed[r.Name]; ok && len(part.Reasons) == 0 {
			part.Missed = &miss
			if miss.Distance < nearest {
				x.Nearest, nearest = r.Name, miss.Distance
			}
		}
		x.Rules = append(x.Rules, part)
	}
	return x, nil
}

func partOf(r policy.Rule, s settings.Settings, x Account) Part {
	part := Part{Rule: r.Name, Title: r.Title, Reasons: []policy.Reason{}, Thresholds: s.Thresholds(x.Site, r.Name)}
	part.Mode, part.ModeFrom = s.Mode(x.Site, r.Name)
	for _, reason := range slices.Concat(x.Verdict.Reasons, x.Verdict.Shadow) {
		if reason.Rule == r.Name {
			part.Reasons = append(part.Reasons, reason)
		}
	}
	return part
}
