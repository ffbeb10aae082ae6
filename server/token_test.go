package server_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/server"
)

func newToken(t *testing.T, s *server.Server, token access.Token) string {
	t.Helper()
	shown, _, err := s.Tokens.Create(t.Context(), "operator", token)
	if err != nil {
		t.Fatal(err)
	}
	return shown
}

// as sends a request with the token; an empty one shows none.
func (s *service) as(token, method, path, contentType, body string) reply {
	s.t.Helper()
	r := s.request(method, path, contentType, body)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return s.do(r)
}

func TestATokenOpensWhatItsScopesName(t *testing.T) {
	desk, _ := newDesk(t)
	desk.CheckTokens, desk.MetricsTokens = true, true
	tokens := map[access.Scope]string{}
	for _, scope := range access.Scopes() {
		tokens[scope] = newToken(t, desk, access.Token{Name: string(scope), Scopes: []access.Scope{scope}})
	}
	s := start(t, desk)
	for _, route := range []struct {
		method, path, contentType, body string
		scope                           access.Scope
		open                            int // what is answered to who may
	}{
		{"POST", "/v1/check", "text/html", cleanArticle, access.ScopeCheck, 200},
		{"POST", "/v1/check/batch", "application/x-ndjson", `{"html":"fine"}`, access.ScopeCheck, 200},
		{"POST", "/v1/repair", "text/html", cleanArticle, access.ScopeCheck, 200},
		{"GET", "/v1/items", "", "", access.ScopeReview, 200},
		{"POST", "/v1/items/next", "application/json", `{"reviewer":"ann"}`, access.ScopeReview, 204},
		{"POST", "/v1/policy/reload", "", "", access.ScopeAdmin, 404},
	} {
		wantProblem(t, s.as("", route.method, route.path, route.contentType, route.body), 401, "unauthorized", "Bearer")
		for scope, token := range tokens {
			got := s.as(token, route.method, route.path, route.contentType, route.body)
			if scope == route.scope && got.StatusCode != route.open {
				t.Errorf("%s %s for %s = %s: %s", route.method, route.path, scope, got.Status, got.body)
			}
			if scope != route.scope {
				wantProblem(t, got, 403, "forbidden", string(route.scope))
			}
		}
	}
	for _, open := range []string{"/livez", "/readyz", "/api.yaml"} {
		if got := s.get(open); got.StatusCode != 200 {
			t.Errorf("GET %s without a token = %s", open, got.Status)
		}
	}
}

func TestWhatIsLoadedIsToldToWhoeverHasATokenWhereArticlesAreCheckedForTokens(t *testing.T) {
	desk, _ := newDesk(t)
	token := newToken(t, desk, access.Token{Name: "daily", Sites: []string{"daily"}, Scopes: []access.Scope{access.ScopeReview}})
	for _, path := range []string{"/v1/filters", "/v1/policy"} {
		if got := start(t, desk).as("", "GET", path, "", ""); got.StatusCode != 200 {
			t.Errorf("%s where no tokens are asked for = %s", path, got.Status)
		}
	}
	desk.CheckTokens = true
	s := start(t, desk)
	for _, path := range []string{"/v1/filters", "/v1/policy"} {
		wantProblem(t, s.as("", "GET", path, "", ""), 401, "unauthorized", "Bearer")
		wantProblem(t, s.as("wrong", "GET", path, "", ""), 401, "unauthorized", "")
		if got := s.as(token, "GET", path, "", ""); got.StatusCode != 200 {
			t.Errorf("%s with a token = %s", path, got.Status)
		}
	}
}

func TestATokenOfASiteSeesAndChangesNoOther(t *testing.T) {
	desk, _ := newDesk(t)
	desk.CheckTokens = true
	daily := newToken(t, desk, access.Token{Name: "daily", Sites: []string{"daily"}, Scopes: []access.Scope{access.ScopeCheck, access.ScopeReview}})
	all := newToken(t, desk, access.Token{Name: "all", Scopes: []access.Scope{access.ScopeCheck}})
	s := start(t, desk)
	item := func(site string) string {
		t.Helper()
		got := s.as(all, "POST", "/v1/check?site="+site+"&external_id="+site, "text/html", heldArticle)
		return decode[struct{ Item string }](t, strings.ReplaceAll(got.body, `"item"`, `"Item"`)).Item
	}
	own, foreign := item("daily"), item("weekly")
	for _, site := range []string{"weekly", ""} {
		wantProblem(t, s.as(daily, "POST", "/v1/check?site="+site, "text/html", cleanArticle), 403, "forbidden", "site")
	}
	if got := s.as(daily, "POST", "/v1/check?site=daily", "text/html", cleanArticle); got.StatusCode != 200 {
		t.Errorf("its own site: %s", got.Status)
	}
	batch := s.as(daily, "POST", "/v1/check/batch", "application/x-ndjson", `{"html":"a","site":"weekly"}`+"\n"+`{"html":"a","site":"daily"}`)
	if lines := strings.Split(batch.body, "\n"); !strings.Contains(lines[0], "forbidden") || !strings.Contains(lines[1], "publish") {
		t.Errorf("batch = %s", batch.body)
	}
	list := decode[page](t, s.as(daily, "GET", "/v1/items", "", "").body)
	if len(list.Items) != 1 || list.Items[0].ID != own {
		t.Errorf("items = %+v, want the own alone", list.Items)
	}
	wantProblem(t, s.as(daily, "GET", "/v1/items?site=weekly", "", ""), 403, "forbidden", "site")
	wantProblem(t, s.as(daily, "POST", "/v1/items/next", "application/json", `{"reviewer":"ann","sites":["daily","weekly"]}`), 403, "forbidden", "site")
	if got := s.as(daily, "GET", "/v1/items/"+own, "", ""); got.StatusCode != 200 || strings.Contains(got.body, foreign) {
		t.Errorf("its own item = %s, or tells of another: %s", got.Status, got.body)
	}
	unknown := s.as(daily, "GET", "/v1/items/none", "", "")
	for _, path := range []string{"", "/explain"} {
		got := s.as(daily, "GET", "/v1/items/"+foreign+path, "", "")
		wantProblem(t, got, 404, "not-found", decode[map[string]any](t, unknown.body)["detail"].(string))
	}
	for path, body := range map[string]string{
		"/claim":    `{"reviewer":"ann","take_over":true,"note":"mine"}`,
		"/release":  `{"reviewer":"ann"}`,
		"/decision": `{"reviewer":"ann","version":1,"outcome":"approve"}`,
	} {
		wantProblem(t, s.as(daily, "POST", "/v1/items/"+foreign+path, "application/json", body), 404, "not-found", "")
	}
	next := decode[review.Item](t, s.as(daily, "POST", "/v1/items/next", "application/json", `{"reviewer":"ann"}`).body)
	if next.ID != own {
		t.Errorf("next = %+v", next)
	}
	if got := s.as(daily, "POST", "/v1/items/next", "application/json", `{"reviewer":"ben"}`); got.StatusCode != 204 {
		t.Errorf("next of another site = %s", got.body)
	}
}

func TestAnybodyMayHaveArticlesCheckedUnlessTokensAreAskedFor(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	if got := s.post("/v1/check?site=a", "text/html", cleanArticle); got.StatusCode != 200 {
		t.Errorf("check = %s", got.Status)
	}
}

func TestARevokedTokenOpensNothingFromThenOn(t *testing.T) {
	desk, _ := newDesk(t)
	shown := newToken(t, desk, access.Token{Name: "old", Scopes: []access.Scope{access.ScopeReview}})
	s := start(t, desk)
	if got := s.as(shown, "GET", "/v1/items", "", ""); got.StatusCode != 200 {
		t.Fatalf("before: %s", got.Status)
	}
	if _, err := desk.Tokens.Revoke(t.Context(), "operator", "old"); err != nil {
		t.Fatal(err)
	}
	wantProblem(t, s.as(shown, "GET", "/v1/items", "", ""), 401, "unauthorized", "revoked")
	if strings.Contains(s.log.String(), shown) {
		t.Error("the log has the token")
	}
}

func TestWhoTriesManyTokensHasToWait(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	if got := s.ask("GET", "/v1/items", ""); got.StatusCode != 200 {
		t.Fatalf("the good token: %s", got.Status)
	}
	tried := 0
	for got := s.as("x", "GET", "/v1/items", "", ""); got.StatusCode != 429; got = s.as("x", "GET", "/v1/items", "", "") {
		wantProblem(t, got, 401, "unauthorized", "")
		if tried++; tried > 100 {
			t.Fatal("a hundred wrong tokens, and still no end")
		}
	}
	got := s.as("x", "GET", "/v1/items", "", "")
	wantProblem(t, got, 429, "too-many", "address")
	if after, err := strconv.Atoi(got.Header.Get("Retry-After")); err != nil || after < 1 {
		t.Errorf("Retry-After = %q", got.Header.Get("Retry-After"))
	}
	fresh := newToken(t, desk, access.Token{Name: "guessed", Scopes: []access.Scope{access.ScopeReview}})
	wantProblem(t, s.as(fresh, "GET", "/v1/items", "", ""), 429, "too-many", "address")
	if got := s.ask("GET", "/v1/items", ""); got.StatusCode != 200 {
		t.Errorf("a token that is known to be good is locked out by a stranger: %s", got.Status)
	}
	want := `presscheck_auth_failures_total{by="token"} ` + strconv.Itoa(tried+3)
	if !strings.Contains(exposition(desk.Metrics), want) {
		t.Errorf("/metrics lacks %s", want)
	}
}

func TestATokenHasARate(t *testing.T) {
	desk, _ := newDesk(t)
	desk.TokenRate = 0.001
	s := start(t, desk)
	if got := s.ask("GET", "/v1/items", ""); got.StatusCode != 200 {
		t.Fatalf("the first: %s", got.Status)
	}
	got := s.ask("GET", "/v1/items", "")
	wantProblem(t, got, 429, "too-many", "access.token_rate")
	if got.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
}

func TestWithoutTheDatabaseNobodyIsToldThatTheirTokenIsWrong(t *testing.T) {
	db := databasetest.Open(t, "sqlite", filepath.Join(t.TempDir(), "desk.db"))
	desk, _ := newDeskOn(t, db)
	s := start(t, desk)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	wantProblem(t, s.ask("GET", "/v1/items", ""), 503, "not-ready", "Retry-After")
}

func TestPagesAreMountedWithTheirOwnHeadersAndNoAddressIsLogged(t *testing.T) {
	srv := newServer(t)
	srv.Pages = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		r.Pattern = "GET /desk/page"
	})
	log := newBook(t, srv)
	web := httptest.NewServer(srv.Handler())
	defer web.Close()
	client := &http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	get := func(path string) *http.Response {
		t.Helper()
		got, err := client.Get(web.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		return got
	}
	if got := get("/"); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "/desk/" {
		t.Errorf("GET / = %s to %s", got.Status, got.Header.Get("Location"))
	}
	page := get("/desk/page?link=pcl_secret")
	if csp := page.Header.Values("Content-Security-Policy"); len(csp) != 1 || csp[0] != "default-src 'self'" {
		t.Errorf("Content-Security-Policy = %q", csp)
	}
	if got := get("/v1/filters").Header.Get("Content-Security-Policy"); !strings.Contains(got, "sandbox") {
		t.Errorf("the API's Content-Security-Policy = %q", got)
	}
	if strings.Contains(log.String(), "pcl_secret") || !strings.Contains(log.String(), `"route":"GET /desk/page"`) {
		t.Errorf("log:\n%s", log)
	}
}
