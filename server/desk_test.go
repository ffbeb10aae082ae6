package server_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/server"
)

// A clock stands still until it is moved.
type clock struct {
	mu   sync.Mutex
	time time.Time // guarded by mu
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.time
}

func (c *clock) pass(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = c.time.Add(by)
}

// newDesk is a server with a review desk.
func newDesk(t *testing.T) (*server.Server, *clock) {
	t.Helper()
	return newDeskOn(t, databasetest.Open(t, "sqlite", filepath.Join(t.TempDir(), "desk.db")))
}

func newDeskOn(t *testing.T, db *database.DB) (*server.Server, *clock) {
	t.Helper()
	c := &clock{time: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	s := newServer(t)
	s.Desk, s.Tokens = review.New(db, review.Options{Now: c.now}), &access.Tokens{DB: db}
	return s, c
}

const (
	heldArticle  = "<p>Quokka 國(x)家</p>"
	cleanArticle = "<p>Quokka</p>"
)

// ask is a request for the desk in ann's name, or as body says.
func (s *service) ask(method, path, body string) reply {
	s.t.Helper()
	contentType := ""
	if body != "" {
		contentType = "application/json"
	}
	r := s.request(method, path, contentType, body)
	r.Header.Set("Authorization", "Bearer "+s.token)
	return s.do(r)
}

// A page is one of a list.
type page struct {
	Items []review.Item `json:"items"`
}

// want is ask for an answer with that status, read as T.
func want[T any](s *service, status int, method, path, body string) T {
	s.t.Helper()
	got := s.ask(method, path, body)
	if got.StatusCode != status {
		s.t.Fatalf("%s %s %s = %s: %s", method, path, body, got.Status, got.body)
	}
	return decode[T](s.t, got.body)
}

func TestWhatIsHeldWaitsOnTheDesk(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	if got := s.check("/v1/check?site=a", "text/html", cleanArticle); got.Item != "" {
		t.Errorf("an article that may be published is item %s", got.Item)
	}
	first := s.check("/v1/check?site=a&external_id=1", "text/html", heldArticle)
	again := s.check("/v1/check?site=a&external_id=1", "text/html", heldArticle+"<p>(y)</p>")
	if first.Item == "" || again.Item != first.Item {
		t.Errorf("items %q and %q, want the same", first.Item, again.Item)
	}
	got := s.post("/v1/check/batch", "application/x-ndjson", `{"html":"國(x)家 2"}`+"\n"+`{"html":"fine"}`)
	if lines := strings.Split(got.body, "\n"); !strings.Contains(lines[0], `"item":"`) || strings.Contains(lines[1], `"item"`) {
		t.Errorf("batch = %s", got.body)
	}
	list := want[page](s, 200, "GET", "/v1/items?status=open&order=newest&filter=gloss", "")
	if len(list.Items) != 2 {
		t.Errorf("%d items, want 2", len(list.Items))
	}
	got = s.post("/v1/repair", "text/html", "<p>國(x)家 3</p>")
	if len(want[page](s, 200, "GET", "/v1/items", "").Items) != 2 {
		t.Errorf("repairing made an item: %s", got.body)
	}
}

func TestAnItemIsClaimedDecidedUndoneAndOpenedAgain(t *testing.T) {
	desk, clock := newDesk(t)
	s := start(t, desk)
	s.check("/v1/check?site=a&external_id=1&title=Quokka", "text/html; charset=utf-8", heldArticle)
	item := want[review.Item](s, 200, "POST", "/v1/items/next", `{"reviewer":"ann","queue":"default","sites":["a"]}`)
	if got := s.ask("POST", "/v1/items/next", `{"reviewer":"bob"}`); got.StatusCode != http.StatusNoContent {
		t.Errorf("next of nothing = %s", got.Status)
	}
	path := "/v1/items/" + item.ID
	all := want[struct {
		Article string         `json:"article"`
		History []review.Event `json:"history"`
		Report  struct {
			ID string `json:"id"`
		} `json:"report"`
	}](s, 200, "GET", path, "")
	if all.Article != heldArticle || len(all.History) != 2 || all.Report.ID == "" {
		t.Errorf("item = %+v", all)
	}
	decide := func(status int, body string) review.Item {
		t.Helper()
		return want[review.Item](s, status, "POST", path+"/decision", body)
	}
	wantProblem(t, s.ask("POST", path+"/claim", `{"reviewer":"bob"}`), 409, "conflict", "hands")
	wantProblem(t, s.ask("POST", path+"/decision", `{"reviewer":"ann","outcome":"reject"}`), 422, "incomplete", "version")
	wantProblem(t, s.ask("POST", path+"/decision", `{"reviewer":"ann","version":2,"outcome":"reject"}`), 422, "incomplete", "spam")
	stale := s.ask("POST", path+"/decision", `{"reviewer":"ann","version":1,"outcome":"approve"}`)
	wantProblem(t, stale, 409, "conflict", "changed")
	if !strings.Contains(stale.body, `"type":"claimed"`) || !strings.Contains(stale.body, `"by":"ann"`) {
		t.Errorf("the problem does not say what changed: %s", stale.body)
	}
	decide(200, `{"reviewer":"ann","version":2,"outcome":"approve-repaired","note":"fine"}`)
	undone := decide(200, `{"reviewer":"ann","version":3,"outcome":"undo"}`)
	if undone.Lease == nil || undone.Status != "open" {
		t.Errorf("undone = %+v", undone)
	}
	decide(200, `{"reviewer":"ann","version":4,"outcome":"reject","code":"spam"}`)
	clock.pass(time.Hour)
	wantProblem(t, s.ask("POST", path+"/decision", `{"reviewer":"ann","version":5,"outcome":"undo"}`), 409, "conflict", "status")
	decide(200, `{"reviewer":"lead","version":5,"outcome":"reopen","note":"second look"}`)
	want[review.Item](s, 200, "POST", path+"/claim", `{"reviewer":"ann"}`)
	want[review.Item](s, 200, "POST", path+"/claim", `{"reviewer":"bob","take_over":true,"note":"ann is out"}`)
	want[review.Item](s, 200, "POST", path+"/release", `{"reviewer":"bob","skip":true}`)
	if got := s.ask("POST", "/v1/items/next", `{"reviewer":"bob"}`); got.StatusCode != http.StatusNoContent {
		t.Errorf("bob skipped it and is handed %s", got.body)
	}
}

func TestTheDeskIsForThoseWhoShowAToken(t *testing.T) {
	withDesk, _ := newDesk(t)
	s := start(t, withDesk)
	for _, header := range []string{"", "Bearer", "Bearer ", "Bearer x", "Basic " + s.token, s.token, "Bearer " + s.token + "A"} {
		r := s.request("GET", "/v1/items", "", "")
		r.Header.Set("Authorization", header)
		got := s.do(r)
		wantProblem(t, got, 401, "unauthorized", "")
		if got.Header.Get("WWW-Authenticate") == "" {
			t.Error("no WWW-Authenticate")
		}
	}
	wantProblem(t, start(t, newServer(t)).ask("GET", "/v1/items", ""), 404, "not-found", "store.driver")
}

func TestTheDeskRefusesWhatItCannotRead(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	for _, test := range []struct {
		method, path, body string
		status             int
		problem            string
	}{
		{"GET", "/v1/items?sit=a", "", 400, "malformed"},
		{"GET", "/v1/items?site=a&site=b", "", 400, "malformed"},
		{"GET", "/v1/items?since=yesterday", "", 400, "malformed"},
		{"GET", "/v1/items?after=x", "", 400, "malformed"},
		{"GET", "/v1/items?limit=x", "", 400, "malformed"},
		{"GET", "/v1/items/none", "", 404, "not-found"},
		{"GET", "/v1/items/%00%ff", "", 404, "not-found"},
		{"POST", "/v1/items/none/claim", `{"reviewer":"ann"}`, 404, "not-found"},
		{"POST", "/v1/items/none/decision", `{"reviewer":"ann","version":1,"outcome":"approve"}`, 404, "not-found"},
		{"POST", "/v1/items/none/claim", `{}`, 422, "incomplete"},
		{"POST", "/v1/items/none/claim", `{"reviewer":"a\nb"}`, 422, "incomplete"},
		{"POST", "/v1/items/none/claim", `{"reviewer":"ann\u200b"}`, 422, "incomplete"},
		{"POST", "/v1/items/none/claim", `{"reviewer":"ann","nickname":1}`, 400, "malformed"},
		{"POST", "/v1/items/none/claim", `{"reviewer":`, 400, "malformed"},
	} {
		wantProblem(t, s.ask(test.method, test.path, test.body), test.status, test.problem, "")
	}
}

func TestAKeyMakesARepeatedRequestHarmless(t *testing.T) {
	desk, _ := newDesk(t)
	s := start(t, desk)
	send := func(body string) reply {
		r := s.request("POST", "/v1/check?site=a&external_id=1", "text/html", body)
		r.Header.Set("Idempotency-Key", "k")
		return s.do(r)
	}
	first := send(heldArticle)
	s.check("/v1/check?site=a&external_id=1", "text/html", heldArticle+" (y)")
	if got := send(heldArticle); got.body != first.body {
		t.Errorf("repeated: %s, want %s", got.body, first.body)
	}
	wantProblem(t, send(heldArticle+" (x)"), 422, "key-reused", "own")
}

func TestAnArticleThatCannotBeKeptIsPublishedOrNotAnsweredButNeverHeldUnseen(t *testing.T) {
	db := databasetest.Open(t, "sqlite", filepath.Join(t.TempDir(), "desk.db"))
	desk, _ := newDeskOn(t, db)
	s := start(t, desk)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if got := s.check("/v1/check", "text/html", cleanArticle); got.Verdict.Action.String() != "publish" {
		t.Errorf("verdict = %+v", got.Verdict)
	}
	got := s.post("/v1/check", "text/html", heldArticle)
	wantProblem(t, got, 503, "not-stored", "Retry-After")
	if got.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	batch := s.post("/v1/check/batch", "application/x-ndjson", `{"html":"國(x)家"}`+"\n"+`{"html":"fine"}`)
	if !strings.Contains(batch.body, "not-stored") || !strings.Contains(batch.body, `"action":"publish"`) {
		t.Errorf("batch = %s", batch.body)
	}
	for verdict, want := range map[string]string{"publish": "1", "review": "0", "reject": "0"} {
		if line := `presscheck_verdicts_total{site="other",source="http",verdict="` + verdict + `"} ` + want; !strings.Contains(exposition(desk.Metrics), line) {
			t.Errorf("/metrics lacks %s: what was not answered comes again", line)
		}
	}
	if ready := s.get("/readyz?verbose"); ready.StatusCode != 200 || !strings.Contains(ready.body, `{"name":"store","ok":false}`) {
		t.Errorf("readyz = %s", ready.body)
	}
}

func TestReadyzShowsTheStore(t *testing.T) {
	desk, _ := newDesk(t)
	if got := start(t, desk).get("/readyz?verbose"); !strings.Contains(got.body, `{"name":"store","ok":true}`) {
		t.Errorf("readyz = %s", got.body)
	}
}
