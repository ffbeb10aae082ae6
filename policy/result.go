package policy

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/presscheck/presscheck/policy/settings"
)

// answer is what data.presscheck.verdict must be, no field more.
type answer struct {
	Action  string      `json:"action"`
	Reasons []objection `json:"reasons"`
}

type objection struct {
	Rule         string               `json:"rule"`
	Action       string               `json:"action"`
	Mode         settings.Mode        `json:"mode"`
	Queue        string               `json:"queue"`
	Params       map[string]any       `json:"params"`   // values for the placeholders of the rule's message
	Findings     []string             `json:"findings"` // an array or a set
	SuppressedBy []settings.Exemption `json:"suppressed_by"`
	Expired      []settings.Exemption `json:"expired"`
}

// verdict believes the policy only if its action is the one that follows from
// the reasons that hold: each is a check on the other.
func (e *Engine) verdict(v ast.Value) (Verdict, error) {
	a, err := decode(v)
	if err != nil {
		return Verdict{}, err
	}
	reasons := make([]Reason, len(a.Reasons))
	severest := Publish
	for i, o := range a.Reasons {
		if reasons[i], err = e.reason(o); err != nil {
			return Verdict{}, err
		}
		severest = max(severest, reasons[i].weight())
	}
	if a.Action != severest.String() {
		return Verdict{}, fmt.Errorf("action %q with reasons for %v", a.Action, severest)
	}
	shown, shadow := split(reasons)
	return Verdict{Action: severest, Reasons: shown, Shadow: shadow, Revision: e.written.Revision}, nil
}

// split sorts the reasons, those that hold the article and the severest first,
// and sets those apart that are not to be shown.
func split(reasons []Reason) (shown, shadow []Reason) {
	slices.SortStableFunc(reasons, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.weight(), a.weight()), cmp.Compare(b.Action, a.Action), cmp.Compare(a.Rule, b.Rule))
	})
	shown = []Reason{}
	for _, r := range reasons {
		if r.Mode == settings.Shadow {
			shadow = append(shadow, r)
		} else {
			shown = append(shown, r)
		}
	}
	return shown, shadow
}

// weight is the action as far as it bears on the verdict.
func (r Reason) weight() Action {
	if r.Holds() {
		return r.Action
	}
	return Publish
}

func (e *Engine) reason(o objection) (Reason, error) {
	var action Action
	if err := action.UnmarshalText([]byte(o.Action)); err != nil {
		return Reason{}, fmt.Errorf("rule %q: %w", o.Rule, err)
	}
	if action == Publish {
		return Reason{}, fmt.Errorf("rule %q: a reason cannot be to publish", o.Rule)
	}
	i := slices.IndexFunc(e.rules, func(r Rule) bool { return r.Name == o.Rule })
	if i < 0 {
		return Reason{}, fmt.Errorf("rule %q is not known", o.Rule)
	}
	slices.Sort(o.Findings)
	findings := append([]string{}, slices.Compact(o.Findings)...)
	return Reason{
		Rule:         o.Rule,
		Action:       action,
		Mode:         o.Mode,
		Queue:        o.Queue,
		Message:      fill(e.rules[i].Message, o.Params),
		Findings:     findings,
		SuppressedBy: o.SuppressedBy,
		Expired:      o.Expired,
	}, nil
}

// decode goes through JSON because Rego's sets are lists there.
func decode(v ast.Value) (answer, error) {
	plain, err := ast.JSON(v)
	if err != nil {
		return answer{}, err
	}
	text, err := json.Marshal(plain)
	if err != nil {
		return answer{}, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	d.UseNumber()
	var a answer
	if err := d.Decode(&a); err != nil {
		return answer{}, err
	}
	if a.Reasons == nil {
		return answer{}, errors.New("no reasons, not even an empty list")
	}
	return a, nil
}
