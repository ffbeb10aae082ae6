package desk_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/desk"
	"github.com/presscheck/presscheck/review"
)

// A room is a desk with its pages, at which somebody has signed in.
type room struct {
	*review.Store
	t      *testing.T
	log    audit.Log
	tokens access.Tokens
	pages  http.Handler
	who    access.Person
}

var reviewer = access.Person{Name: "ann", Roles: map[string]access.Role{"": access.RoleReviewer}}

func newRoom(t *testing.T, o review.Options) *room {
	t.Helper()
	db := databasetest.Open(t, "sqlite", filepath.Join(t.TempDir(), "desk.db"))
	r := &room{Store: review.New(db, o), t: t, log: audit.Log{DB: db}, tokens: access.Tokens{DB: db}, who: reviewer}
	r.pages = desk.Pages{Store: r.Store, Audit: r.log, Tokens: r.tokens}.Handler()
	return r
}

func (r *room) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if r.who.Name != "" {
		q = q.WithContext(access.With(q.Context(), r.who))
	}
	r.pages.ServeHTTP(w, q)
}

func (r *room) ask(q *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r.ServeHTTP(w, q)
	return w
}

func (r *room) get(path string) *httptest.ResponseRecorder {
	return r.ask(httptest.NewRequest(http.MethodGet, path, nil))
}

func (r *room) post(path string, form url.Values) *httptest.ResponseRecorder {
	q := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r.ask(q)
}

func TestNobodyIsSentToSignIn(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = access.Person{}
	w := r.get("/desk/items?site=daily")
	if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != "/desk/signin?to=%2Fdesk%2Fitems%3Fsite%3Ddaily" {
		t.Errorf("GET: %d to %q", w.Code, to)
	}
	if w := r.post("/desk/next", nil); w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), "not signed in") {
		t.Errorf("POST: %d %s", w.Code, w.Body)
	}
}

func TestEveryAnswerForbidsForeignScripts(t *testing.T) {
	r := newRoom(t, review.Options{})
	for _, path := range []string{"/desk/", "/desk/keys", "/desk/nothing"} {
		policy := r.get(path).Header().Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'", "require-trusted-types-for 'script'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: no %s in %s", path, want, policy)
			}
		}
	}
}

func TestAFileIsKeptAsLongAsItIsTheSame(t *testing.T) {
	r := newRoom(t, review.Options{})
	address := regexp.MustCompile(`/desk/static/[0-9a-f]{12}/desk\.css`).FindString(r.get("/desk/keys").Body.String())
	if w := r.get(address); w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%q: %d, %s", address, w.Code, w.Header())
	}
	if w := r.get("/desk/static/older/desk.css"); w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("older: %d, %s", w.Code, w.Header())
	}
	if w := r.get("/desk/static/older/desk.go"); w.Code != http.StatusNotFound {
		t.Errorf("no file: %d", w.Code)
	}
}

func TestAThemeIsKeptInTheBrowser(t *testing.T) {
	r := newRoom(t, review.Options{})
	w := r.post("/desk/theme", url.Values{"theme": {"dark"}, "back": {"/desk/keys"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/desk/keys" {
		t.Fatalf("%d to %q", w.Code, w.Header().Get("Location"))
	}
	q := httptest.NewRequest(http.MethodGet, "/desk/keys", nil)
	q.AddCookie(w.Result().Cookies()[0])
	if page := r.ask(q).Body.String(); !strings.Contains(page, `data-theme="dark"`) {
		t.Error("the page is not dark")
	}
}

func TestTheWayBackStaysHere(t *testing.T) {
	r := newRoom(t, review.Options{})
	for _, back := range []string{"//evil.example/desk/", "https://evil.example/", `/desk/\evil.example`, "/desk", ""} {
		w := r.post("/desk/theme", url.Values{"theme": {"dark"}, "back": {back}})
		if to := w.Header().Get("Location"); to != "/desk/" {
			t.Errorf("back to %q leads to %q", back, to)
		}
	}
}

func TestAnotherSiteMayNotPost(t *testing.T) {
	r := newRoom(t, review.Options{})
	q := httptest.NewRequest(http.MethodPost, "/desk/theme", nil)
	q.Header.Set("Sec-Fetch-Site", "cross-site")
	if w := r.ask(q); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "another site") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
