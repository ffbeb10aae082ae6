package policy

import (
	"context"
	"fmt"
	"slices"

	"github.com/presscheck/presscheck/policy/settings"
)

// An Explanation says how a verdict came about. It is for people who may see
// what the CMS may not: rules in shadow are in it.
type Explanation struct {
	Verdict Verdict     `json:"verdict"`
	Site    string      `json:"site"`
	Rules   []Explained `json:"rules"`   // all there are, by name
	Nearest string      `json:"nearest"` // the rule that came nearest to firing without doing so, by Miss.Distance; empty if none was below 1
}

// An Explained is one rule's part in a verdict.
type Explained struct {
	Rule       string               `json:"rule"`
	Title      string               `json:"title"`
	Mode       settings.Mode        `json:"mode"`
	ModeFrom   settings.Origin      `json:"mode_from"`  // zero: nothing gives the rule a mode
	Reasons    []Reason             `json:"reasons"`    // empty: it did not fire
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

// Explain judges like Evaluate and says how it came to that. It takes many times
// as long. Its errors are those of Evaluate, beside an explanation with the
// verdict and no rules.
func (e *Engine) Explain(ctx context.Context, in Input) (Explanation, error) {
	x := Explanation{Site: in.Site, Rules: []Explained{}}
	w := watch(e.written.Modules)
	var err error
	if x.Verdict, err = e.judge(ctx, in, w); err != nil {
		x.Verdict = e.fallback(err)
		return x, fmt.Errorf("explain policy: %w", err)
	}
	nearest := 1.0
	for _, r := range e.rules {
		part := e.explain(r, in.Site, x.Verdict)
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

func (e *Engine) explain(r Rule, site string, v Verdict) Explained {
	part := Explained{Rule: r.Name, Title: r.Title, Reasons: []Reason{}, Thresholds: e.written.Settings.Thresholds(site, r.Name)}
	part.Mode, part.ModeFrom = e.written.Settings.Mode(site, r.Name)
	for _, reason := range slices.Concat(v.Reasons, v.Shadow) {
		if reason.Rule == r.Name {
			part.Reasons = append(part.Reasons, reason)
		}
	}
	return part
}
