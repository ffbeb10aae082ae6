package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/presscheck/presscheck/access"
)

// A handler answers a request or returns why it cannot, which fail shows.
type handler func(w http.ResponseWriter, r *http.Request) error

type route struct {
	pattern string
	handle  handler
}

// open is what everybody may see.
func (p *pages) open() []route {
	return []route{
		{"GET /desk/static/{version}/{name}", p.static},
		{"POST /desk/theme", p.theme},
	}
}

// routes is every page for those who have signed in.
func (p *pages) routes() []route {
	return []route{
		{"GET /desk/{$}", p.queue},
		{"GET /desk/items", p.queue},
		{"POST /desk/next", p.next},
		{"GET /desk/items/{id}", p.item},
		{"GET /desk/items/{id}/preview", p.preview},
		{"POST /desk/items/{id}/claim", p.may(access.Decide, p.claim)},
		{"POST /desk/items/{id}/heartbeat", p.may(access.Decide, p.heartbeat)},
		{"POST /desk/items/{id}/release", p.may(access.Decide, p.release)},
		{"POST /desk/items/{id}/skip", p.may(access.Decide, p.skip)},
		{"POST /desk/items/{id}/takeover", p.may(access.Lead, p.takeOver)},
		{"POST /desk/items/{id}/decision", p.may(access.Decide, p.decision)},
		{"POST /desk/items/{id}/undo", p.may(access.Decide, p.undo)},
		{"POST /desk/items/{id}/reopen", p.may(access.Lead, p.reopen)},
		{"POST /desk/items/{id}/note", p.may(access.Decide, p.note)},
		{"POST /desk/items/{id}/move", p.may(access.Decide, p.move)},
		{"GET /desk/groups/{id}", p.may(access.See, p.group)},
		{"POST /desk/groups/{id}", p.may(access.Lead, p.decideGroup)},
		{"GET /desk/groups/decided/{group}", p.groupDecided},
		{"POST /desk/groups/decided/{group}/undo", p.undoGroup},
		{"GET /desk/overview", p.overview},
		{"GET /desk/deliveries", p.deliveries},
		{"POST /desk/deliveries/{id}/resend", p.resend},
		{"GET /desk/audit", p.audits},
		{"GET /desk/tokens", p.administers(p.listTokens)},
		{"POST /desk/tokens", p.administers(p.makeToken)},
		{"GET /desk/tokens/{id}", p.administers(p.askToRevoke)},
		{"POST /desk/tokens/{id}/revoke", p.administers(p.revokeToken)},
		{"POST /desk/views", p.saveView},
		{"POST /desk/views/delete", p.deleteView},
		{"GET /desk/keys", p.keys},
		{"/desk/", p.nowhere},
	}
}

// Patterns lists the routes as http.ServeMux matches them: the values of
// http.Request.Pattern in log and metrics.
func Patterns() []string {
	p := &pages{Pages: Pages{SignIn: &SignIn{}}}
	var patterns []string
	for _, r := range slices.Concat(p.open(), p.signingIn(), p.routes()) {
		patterns = append(patterns, r.pattern)
	}
	return patterns
}

func (p *pages) handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range append(p.open(), p.signingIn()...) {
		mux.Handle(r.pattern, p.adapt(r.handle))
	}
	for _, r := range p.routes() {
		mux.Handle(r.pattern, p.adapt(p.signedIn(r.handle)))
	}
	own := http.NewCrossOriginProtection()
	if p.Origin != "" {
		if err := own.AddTrustedOrigin(p.Origin); err != nil {
			panic(err) // whoever set it has checked it
		}
	}
	own.SetDenyHandler(p.adapt(func(http.ResponseWriter, *http.Request) error { return errForeign }))
	return p.headers(own.Handler(mux))
}

func (p *pages) adapt(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			p.fail(w, r, err)
		}
	})
}

// signedIn lets only people in, and shows others the way.
func (p *pages) signedIn(next handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, ok := access.PersonOf(r.Context()); ok {
			return next(w, r)
		}
		if r.Method != http.MethodGet {
			return errNobody
		}
		http.Redirect(w, r, "/desk/signin?to="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		return nil
	}
}

func (p *pages) nowhere(http.ResponseWriter, *http.Request) error { return errNowhere }

// overHTTPS reports whether browsers come over https, and shall stay there.
func (p *pages) overHTTPS() bool {
	return strings.HasPrefix(p.Origin, "https:") || p.SignIn != nil && p.SignIn.Sessions.Secure
}

// headers go with every answer. A page runs its own script and no other, loads
// nothing from elsewhere, and is in nobody's frame. Under no-referrer browsers
// would call the origin of a form "null", which is not ours.
func (p *pages) headers(next http.Handler) http.Handler {
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'; require-trusted-types-for 'script'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if p.overHTTPS() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		r.Body = http.MaxBytesReader(w, r.Body, longestForm)
		next.ServeHTTP(w, r)
	})
}

// longestForm is room for a note of many pages, or the ids of a large group.
const longestForm = 1 << 20
