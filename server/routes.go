package server

import (
	"net/http"
	"runtime/debug"
	"strings"
)

// A handler answers a request or returns why it cannot, which the table of
// problems turns into a status.
type handler func(w http.ResponseWriter, r *http.Request) error

type route struct {
	pattern string
	handle  handler
}

// routes is every route there is. api.yaml describes each.
func (a *api) routes() []route {
	return []route{
		{"POST /v1/check", a.checking(a.limited(a.check))},
		{"POST /v1/check/batch", a.checking(a.batch)},
		{"POST /v1/repair", a.checking(a.limited(a.repair))},
		{"GET /v1/items", a.desk(a.items)},
		{"POST /v1/items/next", a.desk(a.next)},
		{"GET /v1/items/{id}", a.desk(a.item)},
		{"GET /v1/items/{id}/explain", a.desk(a.limited(a.explanation))},
		{"GET /v1/items/{id}/similar", a.desk(a.similar)},
		{"GET /v1/items/{id}/group", a.desk(a.group)},
		{"POST /v1/items/{id}/group/decision", a.desk(a.decideGroup)},
		{"GET /v1/items/{id}/deliveries", a.desk(a.itemDeliveries)},
		{"POST /v1/items/{id}/deliveries/{delivery}/resend", a.desk(a.resend)},
		{"POST /v1/items/{id}/claim", a.desk(a.claim)},
		{"POST /v1/items/{id}/heartbeat", a.desk(a.heartbeat)},
		{"POST /v1/items/{id}/note", a.desk(a.note)},
		{"POST /v1/items/{id}/move", a.desk(a.move)},
		{"POST /v1/items/{id}/release", a.desk(a.release)},
		{"POST /v1/items/{id}/decision", a.desk(a.decision)},
		{"GET /v1/groups/{group}", a.desk(a.groupRecord)},
		{"POST /v1/groups/{group}/undo", a.desk(a.undoGroup)},
		{"GET /v1/views", a.desk(a.views)},
		{"POST /v1/views", a.desk(a.saveView)},
		{"DELETE /v1/views/{name}", a.desk(a.deleteView)},
		{"GET /v1/deliveries", a.desk(a.deliveries)},
		{"GET /v1/decisions", a.desk(a.decided)},
		{"GET /v1/figures", a.desk(a.figures)},
		{"GET /v1/audit", a.auditLog},
		{"GET /v1/filters", a.listing(a.filters)},
		{"GET /v1/policy", a.listing(a.policy)},
		{"POST /v1/policy/reload", a.admin(a.reload)},
		{"POST /v1/policy/promote", a.admin(a.promote)},
		{"POST /v1/policy/confirm", a.admin(a.confirm)},
		{"GET /livez", a.livez},
		{"GET /readyz", a.readyz},
		{"GET /api.yaml", a.description},
	}
}

// Patterns lists the routes as http.ServeMux matches them, such as "POST
// /v1/check": the values of http.Request.Pattern in log and metrics.
func Patterns() []string {
	var patterns []string
	for _, r := range new(api).routes() {
		patterns = append(patterns, r.pattern)
	}
	return patterns
}

// pages is what Server.Pages answers.
const pages = "/desk/"

func (a *api) handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range a.routes() {
		mux.Handle(r.pattern, a.adapt(r.handle))
	}
	if a.Pages != nil {
		mux.Handle(pages, a.Pages)
		mux.Handle("GET /{$}", http.RedirectHandler(pages, http.StatusSeeOther))
	}
	return a.door(a.matched(mux))
}

func (a *api) adapt(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			a.fail(w, r, err)
		}
	})
}

// door is what every request passes, on its way in and on its way out.
func (a *api) door(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		e := newEvent(r)
		w := &answer{ResponseWriter: rw}
		r = r.WithContext(a.traced(e.within(r.Context()), r, e))
		r.RemoteAddr = a.client(r)
		r.Body = &meter{r.Body, http.NewResponseController(rw), e}
		a.headers(w.Header(), r, e)
		defer a.leave(w, r, e)
		a.Metrics.InFlight(+1)
		defer a.Metrics.InFlight(-1)
		next.ServeHTTP(w, r)
	})
}

// leave is deferred: it ends the request also when its handler panicked. Where
// part of the answer is out already, breaking the connection is all that keeps
// the client from taking it for whole.
func (a *api) leave(w *answer, r *http.Request, e *event) {
	p := recover()
	begun := w.status != 0
	if p != nil {
		a.Metrics.Panic()
		a.fail(w, r, panicked(p, debug.Stack()))
	}
	a.record(w, r, e)
	if p != nil && begun {
		panic(http.ErrAbortHandler)
	}
}

// headers are for programs, which run and show nothing, and for browsers that
// come here by mistake, which shall do the same. OWASP REST Security Cheat Sheet.
// Pages are for browsers, and say themselves what those may do.
func (a *api) headers(h http.Header, r *http.Request, e *event) {
	h.Set("X-Request-Id", e.id)
	h.Set("Cache-Control", "no-store")
	if a.Pages == nil || !strings.HasPrefix(r.URL.Path, pages) {
		h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox")
	}
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	if a.draining.Load() {
		h.Set("Connection", "close")
	}
}

// matched gives requests that no route matches an answer of our own kind.
func (a *api) matched(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		var found refusal
		h.ServeHTTP(&found, r)
		a.fail(w, r, found.fault(w))
	})
}

// A refusal notes what the mux would have answered.
type refusal struct {
	header http.Header
	status int
}

func (f *refusal) Header() http.Header {
	if f.header == nil {
		f.header = http.Header{}
	}
	return f.header
}

func (f *refusal) WriteHeader(status int)      { f.status = status }
func (f *refusal) Write(b []byte) (int, error) { return len(b), nil }

func (f *refusal) fault(w http.ResponseWriter) error {
	if f.status != http.StatusMethodNotAllowed {
		return fault{errNotFound, "There is nothing here. /api.yaml lists what there is."}
	}
	allow := f.header.Get("Allow")
	w.Header().Set("Allow", allow)
	return fault{errMethod, "This is asked for with " + allow + "."}
}
