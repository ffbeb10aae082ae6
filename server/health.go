package server

import (
	"net/http"
	"strings"
)

// A check is one thing that readiness depends on.
type check struct {
	Name     string `json:"name"`
	OK       bool   `json:"ok"`
	Revision string `json:"revision,omitempty"` // of what is loaded
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
		checks = append(checks, a.storeCheck(r.Context()))
	}
	if failed == nil {
		return answerJSON(w, health{"ok", checks})
	}
	e := eventOf(r.Context())
	e.failed(fault{errNotReady, "Not ready: " + strings.Join(failed, ", ") + "."})
	p := problemOf(e.err, e.id)
	p.Checks = checks
	answerProblem(w, p, e)
	return nil
}

func (a *api) checks() []check {
	revision := ""
	if a.Pipeline != nil && a.Pipeline.Policy != nil {
		revision = a.Pipeline.Policy.Revision()
	}
	return []check{
		{Name: "policy", OK: revision != "", Revision: revision},
		{Name: "serving", OK: !a.draining.Load()},
	}
}
