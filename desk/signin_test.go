package desk_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/access/oidc"
	"github.com/presscheck/presscheck/access/session"
	"github.com/presscheck/presscheck/access/throttle"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/desk"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/review"
)

// A front is pages with a door, behind the middleware that knows who comes.
type front struct {
	*session.Sessions
	t       *testing.T
	handler http.Handler
	metrics *metrics.Metrics
	log     *bytes.Buffer
	cookies map[string]*http.Cookie
}

func newFront(t *testing.T, change func(*desk.Pages)) *front {
	t.Helper()
	db := databasetest.Open(t, "sqlite", filepath.Join(t.TempDir(), "desk.db"))
	f := &front{t: t, metrics: metrics.New(metrics.Known{}), log: &bytes.Buffer{}, cookies: map[string]*http.Cookie{}}
	f.Sessions = &session.Sessions{DB: db, Secure: true}
	pages := desk.Pages{
		Store:  review.New(db, review.Options{}),
		Log:    slog.New(slog.NewJSONHandler(f.log, nil)),
		Origin: "https://desk.example.org",
		SignIn: &desk.SignIn{Sessions: f.Sessions, Metrics: f.metrics},
	}
	if change != nil {
		change(&pages)
	}
	f.handler = f.Handler(pages.Handler())
	return f
}

// ask sends q as a browser does that comes from the pages themselves.
func (f *front) ask(q *http.Request) *httptest.ResponseRecorder {
	f.t.Helper()
	for _, c := range f.cookies {
		q.AddCookie(c)
	}
	w := httptest.NewRecorder()
	f.handler.ServeHTTP(w, q)
	for _, c := range w.Result().Cookies() {
		if f.cookies[c.Name] = c; c.MaxAge < 0 {
			delete(f.cookies, c.Name)
		}
	}
	return w
}

func (f *front) get(path string) *httptest.ResponseRecorder {
	return f.ask(httptest.NewRequestWithContext(f.t.Context(), http.MethodGet, path, nil))
}

func (f *front) post(path string, form url.Values) *httptest.ResponseRecorder {
	q := httptest.NewRequestWithContext(f.t.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return f.ask(q)
}

func (f *front) link() string {
	f.t.Helper()
	link, err := f.Link(context.Background(), "operator", reviewer, time.Minute)
	if err != nil {
		f.t.Fatal(err)
	}
	return link
}

func wantAnswer(t *testing.T, w *httptest.ResponseRecorder, status int, text string) {
	t.Helper()
	if w.Code != status || !strings.Contains(w.Body.String()+w.Header().Get("Location"), text) {
		t.Errorf("answer %d to %q, want %d and %q: %s", w.Code, w.Header().Get("Location"), status, text, w.Body)
	}
}

func TestALinkLeadsToTheDeskAndOutAgain(t *testing.T) {
	f := newFront(t, nil)
	link := f.link()
	wantAnswer(t, f.get("/desk/items?site=a"), 303, "/desk/signin?to=%2Fdesk%2Fitems%3Fsite%3Da")
	for range 2 { // as somebody does who looks first, or a program that opens links
		wantAnswer(t, f.get("/desk/signin?to=%2Fdesk%2Fitems%3Fsite%3Da"), 200, `value="/desk/items?site=a"`)
	}
	wantAnswer(t, f.post("/desk/signin", url.Values{"link": {" https://desk.example.org/desk/signin#" + link + "\n"}, "to": {"/desk/items?site=a"}}), 303, "/desk/items?site=a")
	in := f.get("/desk/items?site=a")
	wantAnswer(t, in, 200, "<bdi>ann</bdi>")
	wantAnswer(t, in, 200, `action="/desk/signout"`)
	stolen := f.cookies["__Host-presscheck"]
	wantAnswer(t, f.post("/desk/signout", nil), 303, "/desk/signin")
	if len(f.cookies) > 0 {
		t.Errorf("cookies = %v", f.cookies)
	}
	f.cookies["x"] = stolen
	wantAnswer(t, f.get("/desk/"), 303, "/desk/signin")
}

func TestALinkThatDoesNotWorkSaysSo(t *testing.T) {
	f := newFront(t, nil)
	link := f.link()
	wantAnswer(t, f.post("/desk/signin", url.Values{"link": {link}}), 303, "/desk/")
	used := f.cookies
	f.cookies = map[string]*http.Cookie{}
	for _, wrong := range []string{link, "", "#", "pcl_x", strings.Repeat("x", 100<<10)} {
		wantAnswer(t, f.post("/desk/signin", url.Values{"link": {wrong}}), 403, "presscheck token link")
	}
	if len(f.cookies) > 0 || len(used) != 1 {
		t.Errorf("cookies = %v, before %v", f.cookies, used)
	}
	if strings.Contains(f.log.String(), link[4:]) {
		t.Errorf("the log has the secret: %s", f.log)
	}
}

func TestWhoFailsTooOftenHasToWait(t *testing.T) {
	f := newFront(t, func(p *desk.Pages) { p.SignIn.Failures = &throttle.Throttle{Every: time.Hour, Burst: 3} })
	link := f.link()
	for range 3 {
		wantAnswer(t, f.post("/desk/signin", url.Values{"link": {"pcl_guess"}}), 403, "does not work")
	}
	got := f.post("/desk/signin", url.Values{"link": {link}})
	wantAnswer(t, got, 429, "Too many attempts")
	if got.Header().Get("Retry-After") == "" || len(f.cookies) > 0 {
		t.Errorf("Retry-After %q, cookies %v", got.Header().Get("Retry-After"), f.cookies)
	}
	w := httptest.NewRecorder()
	f.metrics.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if !strings.Contains(w.Body.String(), `presscheck_auth_failures_total{by="link"} 4`) {
		t.Errorf("metrics: %s", w.Body)
	}
}

func TestAnotherSiteCannotLockAnybodyOut(t *testing.T) {
	f := newFront(t, func(p *desk.Pages) { p.SignIn.Provider = &oidc.Provider{Issuer: "https://login.example.org"} })
	for range 20 {
		wantAnswer(t, f.get(desk.OIDCPath+"?state=x&code=y"), http.StatusForbidden, "not finished")
	}
	wantAnswer(t, f.post(desk.SignInPath, url.Values{"link": {f.link()}}), http.StatusSeeOther, "/desk/")
}

func TestNobodyIsSignedInFromAnotherSite(t *testing.T) {
	f := newFront(t, nil)
	link := f.link()
	for header, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		q := httptest.NewRequestWithContext(t.Context(), "POST", "/desk/signin", strings.NewReader(url.Values{"link": {link}}.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set(header, value)
		wantAnswer(t, f.ask(q), 403, "another site")
	}
	q := httptest.NewRequestWithContext(t.Context(), "POST", "/desk/signin", strings.NewReader(url.Values{"link": {link}}.Encode()))
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Origin", "https://desk.example.org") // and a proxy made example.com of the host
	wantAnswer(t, f.ask(q), 303, "/desk/")
}

func TestWhereToGoThenIsAPageOfOurs(t *testing.T) {
	f := newFront(t, nil)
	for _, evil := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "/v1/items"} {
		wantAnswer(t, f.get("/desk/signin?to="+url.QueryEscape(evil)), 200, `name="to" value="/desk/"`)
		got := f.post("/desk/signin", url.Values{"link": {f.link()}, "to": {evil}})
		if at := got.Header().Get("Location"); got.Code != 303 || at != "/desk/" {
			t.Errorf("to %q leads to %q (%d)", evil, at, got.Code)
		}
	}
}

func TestOverHTTPSBrowsersAreToldToStayThere(t *testing.T) {
	if got := newFront(t, nil).get("/desk/signin").Header().Get("Strict-Transport-Security"); got == "" {
		t.Error("no Strict-Transport-Security")
	}
	local := newFront(t, func(p *desk.Pages) { p.Origin, p.SignIn.Sessions.Secure = "http://127.0.0.1:8080", false })
	if got := local.get("/desk/signin").Header().Get("Strict-Transport-Security"); got != "" {
		t.Errorf("on this machine: Strict-Transport-Security %q", got)
	}
}

func TestAProviderIsOfferedIfThereIsOne(t *testing.T) {
	without := newFront(t, nil)
	if body := without.get("/desk/signin").Body.String(); strings.Contains(body, "signin/start") {
		t.Errorf("a provider is offered: %s", body)
	}
	wantAnswer(t, without.get("/desk/signin/start"), 404, "no such page")
	wantAnswer(t, without.get("/desk/signin/oidc?code=c&state=s"), 404, "no such page")
	with := newFront(t, func(p *desk.Pages) {
		p.SignIn.Provider = &oidc.Provider{Issuer: "https://id.invalid/realm", Client: &http.Client{Transport: nobody{}}}
	})
	wantAnswer(t, with.get("/desk/signin?to=/desk/items"), 200, `href="/desk/signin/start?to=%2fdesk%2fitems">Sign in at id.invalid`)
	wantAnswer(t, with.get("/desk/signin/start"), 502, "could not be signed in")
	wantAnswer(t, with.get("/desk/signin/oidc?code=secretcode&state=s"), 403, "Begin again")
	if strings.Contains(with.log.String(), "secretcode") {
		t.Errorf("the log has the code: %s", with.log)
	}
	if len(with.cookies) > 0 {
		t.Errorf("cookies = %v", with.cookies)
	}
}

type nobody struct{}

func (nobody) RoundTrip(*http.Request) (*http.Response, error) { return nil, http.ErrServerClosed }
