package live

import (
	"strings"
	"time"
	"unicode"
)

// A Status says which policies there are and how their sources fare.
type Status struct {
	Live      State      `json:"live"`
	Candidate *State     `json:"candidate,omitempty"` // nil: there is no source of one
	Promoted  *Promotion `json:"promoted,omitempty"`  // if Live is a candidate of before, and not what its source holds
}

// A State is one policy and its source.
type State struct {
	Source   string    `json:"source"`             // the place, without what is secret in it
	Revision string    `json:"revision,omitempty"` // as policy.Engine has it; empty: there is none
	Bundle   string    `json:"bundle,omitempty"`   // the revision that the bundle gives itself
	Since    time.Time `json:"since,omitzero"`     // when this policy came
	Seen     time.Time `json:"seen,omitzero"`      // when its source held last what had passed
	Failure  string    `json:"failure,omitempty"`  // why what the source holds is not in force; empty: it is
	FailedAt time.Time `json:"failed_at,omitzero"`
	Trying   bool      `json:"trying,omitempty"` // of a candidate: it judges beside the policy in force, from which it differs
}

// Status returns what there is now, without waiting for a Reload under way. The
// caller does not change it.
func (p *Policy) Status() *Status { return p.status.Load() }

func (p *Policy) newStatus(e engines) *Status {
	s := &Status{Live: p.inForce.state(), Promoted: p.promoted}
	if p.candidate.source != nil {
		state := p.candidate.state()
		state.Trying = e.candidate != nil
		s.Candidate = &state
	}
	return s
}

func (s *slot) state() State {
	out := State{Source: s.source.String(), Bundle: s.bundle, Since: s.since, Seen: s.seen}
	if s.engine != nil {
		out.Revision = s.engine.Revision()
	}
	if s.failure != nil {
		out.Failure, out.FailedAt = s.failure.Error(), s.failedAt
	}
	return out
}

// longestName is in bytes.
const longestName = 200

// named reports whether by can be the name of a person.
func named(by string) bool {
	isLetter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	isOdd := func(r rune) bool { return !unicode.IsPrint(r) }
	return len(by) <= longestName && strings.ContainsFunc(by, isLetter) && !strings.ContainsFunc(by, isOdd)
}
