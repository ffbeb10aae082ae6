package server

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// A check is one thing that readiness depends on.
type check struct {
	Name     string `json:"name"`
	OK       bool   `json:"ok"`
	Revision string `json:"revision,omitempty"` // of what is loaded

	Waiting *int      `json:"waiting,omitempty"` // items on the review desk
	Oldest  time.Time `json:"oldest,omitzero"`   // since when the oldest of those has waited
	Since   time.Time `json:"since,omitzero"`    // when that was loaded
	Failure string    `json:"failure,omitempty"` // why what should be loaded by now is not; no reason not to be ready
}

// A health is the answer of the probes while all is well.
type health struct {
	Status string  `json:"status"` // always "ok"
	Checks []check `json:"checks,omitempty"`
}

// livez says that the process answers, and nothing about what it depends on:
// a service that is draining or not ready must not be restarted for it.
func (a *api) livez(w http.ResponseWriter, _ *http.Request) error {
	return answerJSON(w, health{Status: "ok"})
}

// readyz says whether articles should be sent here.
func (a *api) readyz(w http.ResponseWriter, r *http.Request) error {
	return a.readiness(w, r, a.storeCheck)
}

// operatorsReadyz is readyz for those who run the service. To count what waits
// is for them alone: it costs more than clients should be able to ask for.
func (a *api) operatorsReadyz(w http.ResponseWriter, r *http.Request) error {
	return a.readiness(w, r, a.storeCheck, a.queueCheck)
}

// readiness answers for the checks that it depends on; of the desk it only tells.
func (a *api) readiness(w http.ResponseWriter, r *http.Request, desk ...func(context.Context) check) error {
	var failed []string
	checks := a.checks()
	for _, c := range checks {
		if !c.OK {
			failed = append(failed, c.Name)
		}
	}
	switch verbose := r.URL.Query().Has("verbose"); {
	case !verbose:
		checks = nil
	case a.Desk != nil:
		for _, look := range desk {
			checks = append(checks, look(r.Context()))
		}
	}
	if failed == nil {
		return answerJSON(w, health{"ok", checks})
	}
	e := eventOf(r.Context())
	e.failed(fault{errNotReady, "Not ready: " + strings.Join(failed, ", ") + "."})
	p := problemOf(e.err, e.id)
	p.Checks = checks
	a.answerProblem(w, p, e)
	return nil
}

func (a *api) checks() []check {
	return []check{a.policyCheck(), {Name: "serving", OK: !a.draining.Load()}}
}

// policyCheck fails only if no policy was ever loaded: with a bad one at their
// source all replicas would leave at once.
func (a *api) policyCheck() check {
	c := check{Name: "policy"}
	if a.Pipeline != nil {
		if engine := a.judges().Policy; engine != nil {
			c.Revision = engine.Revision()
		}
	}
	c.OK = c.Revision != ""
	if a.Policy != nil {
		status := a.Policy.Status().Live
		c.Since, c.Failure = status.Since, status.Failure
	}
	return c
}
