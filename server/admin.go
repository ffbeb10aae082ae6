package server

import (
	"context"
	"errors"
	"net/http"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/policy/live"
	"github.com/presscheck/presscheck/policy/source"
)

// A reloaded is the answer of POST /v1/policy/reload.
type reloaded struct {
	live.Outcome
	Status *live.Status `json:"status"`
}

// reload reads the policies again. That the client leaves does not end it: half
// of a reload is none.
func (a *api) reload(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), a.WriteTimeout/2)
	defer cancel()
	outcome, err := a.Policy.Reload(ctx)
	switch {
	case errors.Is(err, source.ErrUnreachable):
		return fault{errUnreachable, err.Error()}
	case err != nil:
		return fault{errRefused, err.Error()}
	}
	return answerJSON(w, reloaded{outcome, a.Policy.Status()})
}

// A promotion is who promotes which candidate.
type promotion struct {
	By       string `json:"by"`
	Revision string `json:"revision"` // empty: whichever there is
}

func (a *api) promote(w http.ResponseWriter, r *http.Request) error {
	var in promotion
	if err := a.order(w, r, &in, "Send an object with by, the name of the person who answers for it, and revision, if a certain candidate is meant."); err != nil {
		return err
	}
	if err := byName(in.By); err != nil {
		return err
	}
	done, err := a.Policy.Promote(context.WithoutCancel(r.Context()), in.By, in.Revision)
	switch {
	case errors.Is(err, live.ErrNoCandidate):
		return fault{errNoCandidate, "There is no candidate, it is in force already, or it is another than was meant. GET /v1/policy says which there is."}
	case err != nil:
		return fault{errRefused, err.Error()}
	}
	return answerJSON(w, done)
}

// byName refuses what the audit log could not show as somebody's name.
func byName(by string) error {
	if access.CheckName(by) != nil {
		return fault{errMalformed, "The field by has to be the name of the person who answers for this, in up to 100 bytes of characters that can be seen."}
	}
	return nil
}

// A confirmation is who found a demoted rule right.
type confirmation struct {
	Rule string `json:"rule"`
	By   string `json:"by"`
}

func (a *api) confirm(w http.ResponseWriter, r *http.Request) error {
	var in confirmation
	if err := a.order(w, r, &in, "Send an object with rule, the one that is confirmed, and by, the name of the person who confirms it."); err != nil {
		return err
	}
	if err := byName(in.By); err != nil {
		return err
	}
	if err := a.Pipeline.Flood.Confirm(in.Rule, in.By); err != nil {
		return fault{errNotDemoted, "No such rule is demoted. GET /v1/policy lists those that are."}
	}
	a.audit(r.Context(), audit.Record{Actor: in.By, Action: "rule.confirmed", Subject: in.Rule})
	return answerJSON(w, in)
}

// audit adds to the log what was done already, and stays so if that fails.
func (a *api) audit(ctx context.Context, r audit.Record) {
	if a.Audit == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
	defer cancel()
	if err := a.Audit.Add(ctx, r); err != nil {
		eventOf(ctx).failed(err)
	}
}

// order reads what the admin wants into v; remedy says what to send.
func (a *api) order(w http.ResponseWriter, r *http.Request, v any, remedy string) error {
	if media, _ := mediaType(r); media != "application/json" {
		return fault{errUnsupported, "The Content-Type has to be application/json."}
	}
	data, err := a.body(w, r)
	if err != nil {
		return err
	}
	if json.Unmarshal(data, v, json.RejectUnknownMembers(true)) != nil {
		return fault{errMalformed, remedy}
	}
	return nil
}
