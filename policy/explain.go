package policy

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
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
	Rule       string      `json:"rule"`
	Title      string      `json:"title"`
	Mode       Mode        `json:"mode"`
	ModeFrom   Origin      `json:"mode_from"`  // zero: nothing gives the rule a mode
	Reasons    []Reason    `json:"reasons"`    // empty: it did not fire
	Thresholds []Threshold `json:"thresholds"` // in force for the site, by name
	Missed     *Miss       `json:"missed,omitempty"`
}

// A Threshold is one number that a rule compares with.
type Threshold struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	From  Origin  `json:"from"`
}

// An Origin is where a setting stands.
type Origin struct {
	Site  string `json:"site,omitempty"` // whose own it is; empty: that of all sites
	Place string `json:"place"`          // file:line
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
	w := watch(e.modules)
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
	part := Explained{Rule: r.Name, Title: r.Title, Mode: Shadow, Reasons: []Reason{}, Thresholds: []Threshold{}}
	mode, from := e.settings.inForce(site, "modes", r.Name)
	if name, ok := mode.(string); ok {
		part.ModeFrom = from
		_ = part.Mode.UnmarshalText([]byte(name)) // the schema knows the names, too
	}
	for _, name := range e.settings.names("thresholds", r.Name) {
		value, from := e.settings.inForce(site, "thresholds", r.Name, name)
		n, _ := value.(json.Number) // the schema wants one
		number, _ := n.Float64()
		part.Thresholds = append(part.Thresholds, Threshold{name, number, from})
	}
	for _, reason := range slices.Concat(v.Reasons, v.Shadow) {
		if reason.Rule == r.Name {
			part.Reasons = append(part.Reasons, reason)
		}
	}
	return part
}
