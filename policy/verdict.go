package policy

import (
	"fmt"

	"github.com/presscheck/presscheck/policy/settings"
)

// An Action is what is to happen to an article. Actions are ordered: the
// greater is the more severe. The zero Action is Review, so that whatever was
// forgotten is looked at by a person.
type Action int

// The actions, as they are written in JSON: "publish", "review", "reject".
const (
	Publish Action = iota - 1
	Review
	Reject
)

// String is the action as it is written in JSON, or "Action(7)" for what is no action.
func (a Action) String() string {
	switch a {
	case Publish:
		return "publish"
	case Review:
		return "review"
	case Reject:
		return "reject"
	}
	return fmt.Sprintf("Action(%d)", int(a))
}

// MarshalText refuses what is no action.
func (a Action) MarshalText() ([]byte, error) {
	if a < Publish || a > Reject {
		return nil, fmt.Errorf("%v is not an action", a)
	}
	return []byte(a.String()), nil
}

// UnmarshalText accepts exactly the three names and leaves a alone otherwise.
func (a *Action) UnmarshalText(text []byte) error {
	for _, known := range []Action{Publish, Review, Reject} {
		if string(text) == known.String() {
			*a = known
			return nil
		}
	}
	return fmt.Errorf("%q is not an action", text)
}

// A Verdict says what is to happen to one article and why. Its action is that
// of the severest reason that holds, and Publish only if there is none. The
// zero Verdict is a review.
type Verdict struct {
	Action   Action   `json:"action"`
	Reasons  []Reason `json:"reasons"`  // those that hold first, then the severest, then by rule; never nil from Evaluate
	Shadow   []Reason `json:"-"`        // of rules that are only watched: to be counted, not shown; in the same order
	Revision string   `json:"revision"` // Engine.Revision of the policy that judged
}

// A Reason is one rule's objection to publishing an article.
type Reason struct {
	Rule     string        `json:"rule"`            // name of the rule's folder, or "could-not-judge"
	Action   Action        `json:"action"`          // Review or Reject
	Mode     settings.Mode `json:"mode"`            // whether it holds the article
	Message  string        `json:"message"`         // one sentence for a reviewer; plain text that may quote the article
	Queue    string        `json:"queue,omitempty"` // of the review desk, for what it holds; empty: it leaves that to others
	Findings []string      `json:"findings"`        // ids of the findings it rests on, sorted; may be empty, never nil from Evaluate

	SuppressedBy []settings.Exemption `json:"suppressed_by,omitempty"` // not empty: it is listed and does not hold
	Expired      []settings.Exemption `json:"expired,omitempty"`       // exemptions that would have suppressed it before
}

// Queue is the one that the severest reason names that holds the article and
// names any; empty if none does.
func (v Verdict) Queue() string {
	for _, r := range v.Reasons {
		if r.Holds() && r.Queue != "" {
			return r.Queue
		}
	}
	return ""
}

// Holds reports whether the reason bears on the verdict's action.
func (r Reason) Holds() bool { return r.Mode == settings.Enforce && len(r.SuppressedBy) == 0 }
