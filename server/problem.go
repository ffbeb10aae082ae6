package server

import (
	"errors"
	"net/http"
	"strings"

	"github.com/presscheck/presscheck/review"
)

// What a request can be told instead of its answer.
var (
	errMalformed   = errors.New("malformed request")
	errNotFound    = errors.New("no such route")
	errMethod      = errors.New("method not allowed")
	errTooSlow     = errors.New("body came too slowly")
	errTooLarge    = errors.New("body too large")
	errUnsupported = errors.New("unsupported content")
	errBusy        = errors.New("over capacity")
	errNotReady    = errors.New("not ready")

	errUnauthorized = errors.New("no token")
	errTooMany      = errors.New("too many requests")
	errConflict     = errors.New("conflict")
	errIncomplete   = errors.New("incomplete")
	errKeyReused    = errors.New("key reused")
	errNotStored    = errors.New("not stored")

	errForbidden   = errors.New("forbidden")
	errNoCandidate = errors.New("no such candidate")
	errNotDemoted  = errors.New("not demoted")
	errRefused     = errors.New("policy refused")
	errUnreachable = errors.New("policy unreachable")
)

// problems is the one place where an error becomes a status. What is not in it
// is a 500 and the log's business.
var problems = []struct {
	err    error
	status int
	name   string // last part of the type, stable
	title  string
}{
	{errMalformed, http.StatusBadRequest, "malformed", "The request is malformed"},
	{errNotFound, http.StatusNotFound, "not-found", "There is no such route"},
	{errMethod, http.StatusMethodNotAllowed, "method-not-allowed", "The route has no such method"},
	{errTooSlow, http.StatusRequestTimeout, "too-slow", "The body came too slowly"},
	{errTooLarge, http.StatusRequestEntityTooLarge, "too-large", "The body is too large"},
	{errUnsupported, http.StatusUnsupportedMediaType, "unsupported", "The content is of an unsupported kind"},
	{errBusy, http.StatusServiceUnavailable, "busy", "The service is at its capacity"},
	{errUnauthorized, http.StatusUnauthorized, "unauthorized", "The request shows no valid token"},
	{errTooMany, http.StatusTooManyRequests, "too-many", "There were too many requests"},
	{errConflict, http.StatusConflict, "conflict", "The item is not as the request takes it to be"},
	{errIncomplete, http.StatusUnprocessableEntity, "incomplete", "Something is missing or not allowed here"},
	{errKeyReused, http.StatusUnprocessableEntity, "key-reused", "The Idempotency-Key belongs to another article"},
	{errNotStored, http.StatusServiceUnavailable, "not-stored", "The article could not be kept"},
	{errNotReady, http.StatusServiceUnavailable, "not-ready", "The service is not ready"},
	{errForbidden, http.StatusForbidden, "forbidden", "The request is not allowed"},
	{errNoCandidate, http.StatusConflict, "no-candidate", "There is no such candidate"},
	{errNotDemoted, http.StatusConflict, "not-demoted", "The rule is not demoted"},
	{errRefused, http.StatusUnprocessableEntity, "policy-refused", "The policy does not pass"},
	{errUnreachable, http.StatusBadGateway, "policy-unreachable", "The policy cannot be read"},
}

// A fault is an error that the client is told about.
type fault struct {
	kind   error  // in the table problems
	detail string // sentences for the client: what is wrong and what to do; they do not quote the request
}

func (f fault) Error() string { return f.kind.Error() + ": " + f.detail }
func (f fault) Unwrap() error { return f.kind }

// A problem is an RFC 9457 problem document.
type problem struct {
	Type      string  `json:"type"`
	Title     string  `json:"title"`
	Status    int     `json:"status"`
	Detail    string  `json:"detail"`
	RequestID string  `json:"request_id"`
	Checks    []check `json:"checks,omitempty"` // of /readyz?verbose

	Item  *standing      `json:"item,omitzero"`   // of a conflict: as it is now
	Since []review.Event `json:"since,omitempty"` // of a conflict: what happened after the version that was named
}

// Problems lists the types of problem documents, each by its last part, such as
// "busy": the values of a label of the metrics.
func Problems() []string {
	names := []string{internal}
	for _, p := range problems {
		names = append(names, p.name)
	}
	return names
}

// internal is the type of the problem whose error is not in the table.
const internal = "internal"

const problemTypes = "urn:problem-type:presscheck:"

func (p problem) name() string { return strings.TrimPrefix(p.Type, problemTypes) }

func problemOf(err error, requestID string) problem {
	for _, p := range problems {
		if errors.Is(err, p.err) {
			var f fault
			errors.As(err, &f)
			out := problem{Type: problemTypes + p.name, Title: p.title, Status: p.status, Detail: f.detail, RequestID: requestID}
			var c *review.Conflict
			if errors.As(err, &c) {
				out.Item, out.Since = standingOf(c.Item), c.Since
			}
			return out
		}
	}
	return problem{
		Type:      problemTypes + internal,
		Title:     "Internal error",
		Status:    http.StatusInternalServerError,
		Detail:    "internal error",
		RequestID: requestID,
	}
}

// fail ends a request with err, which the event keeps for the log.
func (a *api) fail(w http.ResponseWriter, r *http.Request, err error) {
	e := eventOf(r.Context())
	e.failed(err)
	a.answerProblem(w, problemOf(err, e.id), e)
}

// answerProblem counts p, and writes it unless an answer was begun: then there
// is nothing left to say it with.
func (a *api) answerProblem(w http.ResponseWriter, p problem, e *event) {
	a.Metrics.Problem(p.name())
	if begun, ok := w.(*answer); ok && begun.status != 0 {
		return
	}
	body, err := encode(p)
	if err != nil {
		e.failed(err)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	if p.Status == http.StatusRequestTimeout {
		w.Header().Set("Connection", "close") // RFC 9110 §15.5.9
	}
	w.WriteHeader(p.Status)
	if _, err := w.Write(body); err != nil {
		e.failed(err)
	}
}
