package server_test

import (
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/figures"
	"github.com/presscheck/presscheck/review/outbox"
	"github.com/presscheck/presscheck/webhook"
)

// An audited service has a desk and a log, and the clock of the desk.
func audited(t *testing.T) (*service, *clock, *review.Store, *database.DB) {
	t.Helper()
	db := databasetest.Open(t, "sqlite", filepath.Join(t.TempDir(), "desk.db"))
	srv, c := newDeskOn(t, db)
	srv.Audit = &audit.Log{DB: db}
	return start(t, srv), c, srv.Desk, db
}

func TestAnItemIsKeptInHandNotedAndMoved(t *testing.T) {
	s, clock, _, _ := audited(t)
	s.check("/v1/check?site=a&external_id=1", "text/html", heldArticle)
	s.check("/v1/check?site=a&external_id=2", "text/html", heldArticle)
	item := want[review.Item](s, 200, "POST", "/v1/items/next", `{"reviewer":"ann"}`)
	path := "/v1/items/" + item.ID
	clock.pass(4 * time.Minute)
	beat := want[review.Item](s, 200, "POST", path+"/heartbeat", `{"reviewer":"ann"}`)
	if !beat.Lease.Until.After(item.Lease.Until) || beat.Version != item.Version {
		t.Errorf("heartbeat = %+v, was %+v", beat.Lease, item.Lease)
	}
	wantProblem(t, s.ask("POST", path+"/heartbeat", `{"reviewer":"bob"}`), 409, "conflict", "hands")
	noted := want[review.Item](s, 200, "POST", path+"/note", `{"reviewer":"bob","note":"I know this one."}`)
	wantProblem(t, s.ask("POST", path+"/note", `{"reviewer":"bob"}`), 422, "incomplete", "note")
	wantProblem(t, s.ask("POST", path+"/move", `{"reviewer":"ann","queue":"legal"}`), 422, "incomplete", "version")
	wantProblem(t, s.ask("POST", path+"/move", `{"reviewer":"ann","version":2,"queue":"legal"}`), 409, "conflict", "changed")
	wantProblem(t, s.ask("POST", path+"/move", `{"reviewer":"ann","version":3,"queue":"a b"}`), 422, "incomplete", "queue")
	if noted.Version != 3 {
		t.Errorf("noted = %+v", noted)
	}
	moved := want[review.Item](s, 200, "POST", path+"/move", `{"reviewer":"ann","version":3,"queue":"legal","note":"look"}`)
	if moved.Queue != "legal" || moved.Lease != nil {
		t.Errorf("moved = %+v", moved)
	}
	if near := want[page](s, 200, "GET", path+"/similar", ""); len(near.Items) != 1 || near.Items[0].ID == item.ID {
		t.Errorf("similar = %+v", near)
	}
	wantProblem(t, s.ask("GET", "/v1/items/none/similar", ""), 404, "not-found", "")
	dossier := want[struct {
		Author *figures.Record `json:"author_record"`
		Site   figures.Record  `json:"site_record"`
	}](s, 200, "GET", path, "")
	if dossier.Author != nil || dossier.Site.Items != 2 || dossier.Site.Open != 2 {
		t.Errorf("records = %+v", dossier)
	}
}

// told is a page of deliveries.
type told struct {
	Deliveries []struct {
		ID       string     `json:"delivery"`
		State    string     `json:"state"`
		Repaired string     `json:"repaired_sha256"`
		Attempts []struct{} `json:"attempts"`
	} `json:"deliveries"`
}

func TestDeliveriesAreListedAndSentAgain(t *testing.T) {
	s, clock, desk, _ := audited(t)
	s.check("/v1/check?site=a", "text/html", heldArticle)
	item := want[review.Item](s, 200, "POST", "/v1/items/next", `{"reviewer":"ann"}`)
	path := "/v1/items/" + item.ID
	want[review.Item](s, 200, "POST", path+"/decision", `{"reviewer":"ann","version":2,"outcome":"approve-repaired"}`)
	resend := path + "/deliveries/" + item.ID + ".3/resend"
	wantProblem(t, s.ask("POST", resend, `{"reviewer":"ann"}`), 404, "not-found", "delivery")
	clock.pass(time.Minute)
	courier := &outbox.Courier{DB: desk.DB, Now: desk.Now, Targets: map[string]webhook.Target{"a": {URL: "http://127.0.0.1:1", Private: true, Secrets: []string{"0123456789abcdef"}}}}
	if _, err := courier.Deliver(t.Context()); err == nil {
		t.Error("nobody listens, and it was delivered")
	}
	clock.pass(100 * time.Hour)
	if _, err := courier.Deliver(t.Context()); err == nil {
		t.Error("it is too old, and was delivered")
	}
	for _, list := range []string{"/v1/deliveries?state=failed&site=a", path + "/deliveries"} {
		got := want[told](s, 200, "GET", list, "").Deliveries
		if len(got) != 1 || got[0].State != "failed" || len(got[0].Attempts) != 2 || len(got[0].Repaired) != 64 {
			t.Errorf("%s = %+v", list, got)
		}
	}
	if got := s.ask("POST", resend, `{"reviewer":"ann"}`); got.StatusCode != http.StatusNoContent {
		t.Errorf("resend = %s", got.body)
	}
	if got := want[told](s, 200, "GET", "/v1/deliveries?state=due", ""); len(got.Deliveries) != 1 {
		t.Errorf("due = %+v", got)
	}
	wantProblem(t, s.ask("POST", path+"/deliveries/other.3/resend", `{"reviewer":"ann"}`), 404, "not-found", "")
	for _, wrong := range []string{"state=lost", "sort=x", "after=x", "site=a&site=b"} {
		wantProblem(t, s.ask("GET", "/v1/deliveries?"+wrong, ""), 400, "malformed", "")
	}
}

// stream asks for what path streams, as that media type.
func (s *service) stream(path, media string) reply {
	s.t.Helper()
	r := s.request("GET", path, "", "")
	r.Header.Set("Authorization", "Bearer "+s.token)
	r.Header.Set("Accept", media)
	return s.do(r)
}

func TestDecisionsAndTheLogAreExported(t *testing.T) {
	s, _, _, _ := audited(t)
	for _, path := range []string{"/v1/decisions", "/v1/audit?site=a"} {
		if got := s.stream(path, "*/*"); got.StatusCode != 200 || got.body != "" {
			t.Errorf("%s of nothing = %s %q", path, got.Status, got.body)
		}
	}
	s.check("/v1/check?site=a", "text/html", heldArticle)
	item := want[review.Item](s, 200, "POST", "/v1/items/next", `{"reviewer":"=ann"}`)
	want[review.Item](s, 200, "POST", "/v1/items/"+item.ID+"/decision", `{"reviewer":"=ann","version":2,"outcome":"reject","code":"spam"}`)
	for _, test := range []struct{ path, media, wantType, want string }{
		{"/v1/decisions", "", "application/x-ndjson", `"outcome":"reject","code":"spam","reviewer":"=ann","standing":true}`},
		{"/v1/decisions?site=a", "text/csv", "text/csv; charset=utf-8; header=present", ",reject,spam,'=ann,true\n"},
		{"/v1/audit", "", "application/x-ndjson", `"action":"item.claimed","actor":"=ann"`},
		{"/v1/audit?site=a", "text/csv, */*", "text/csv; charset=utf-8; header=present", ",'=ann,item.decided,a,"},
	} {
		got := s.stream(test.path, test.media)
		if got.StatusCode != 200 || got.Header.Get("Content-Type") != test.wantType || !strings.Contains(got.body, test.want) {
			t.Errorf("%s as %s = %s %s %s", test.path, test.media, got.Status, got.Header.Get("Content-Type"), got.body)
		}
	}
	whole := s.stream("/v1/audit", "").body
	if v, err := audit.Verify(audit.ReadJSON(strings.NewReader(whole)), audit.Head{}); err != nil || v.Rows != 3 || len(v.Faults) > 0 {
		t.Errorf("the exported log: %+v, %v", v, err)
	}
	if got := s.stream("/v1/audit?site=b&since=2026-01-01T00:00:00Z", ""); got.body != "" {
		t.Errorf("of another site: %s", got.body)
	}
	wantProblem(t, s.stream("/v1/audit?sit=a", ""), 400, "malformed", "")
	wantProblem(t, s.stream("/v1/decisions?since=yesterday", ""), 400, "malformed", "")
	wantProblem(t, start(t, newServer(t)).get("/v1/audit"), 404, "not-found", "store.driver")
}

func TestTheLogIsForAdmins(t *testing.T) {
	s, _, _, db := audited(t)
	log := audit.Log{DB: db}
	for _, site := range []string{"a", "b", ""} {
		if err := log.Add(t.Context(), audit.Record{Action: "test", Site: site}); err != nil {
			t.Fatal(err)
		}
	}
	reviews, _, err := (&access.Tokens{DB: db}).Create(t.Context(), "test", access.Token{Name: "r", Scopes: []access.Scope{access.ScopeReview}})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.stream("/v1/audit", ""); strings.Count(got.body, `"action":"test"`) != 3 {
		t.Errorf("for an admin: %s", got.body)
	}
	if got := s.stream("/v1/audit?site=b", ""); strings.Count(got.body, "\n") != 1 {
		t.Errorf("of one site: %s", got.body)
	}
	s.token = reviews
	wantProblem(t, s.stream("/v1/audit", ""), 403, "forbidden", "scope admin")
	s.token = ""
	wantProblem(t, s.stream("/v1/audit", ""), 401, "unauthorized", "")
}

func TestHalfOfAnExportIsNotTakenForAll(t *testing.T) {
	s, _, _, db := audited(t)
	log := audit.Log{DB: db}
	var many []audit.Record
	for range 1500 {
		many = append(many, audit.Record{Action: "test"})
	}
	if err := log.Add(t.Context(), many...); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"DROP TRIGGER audit_no_update", "UPDATE audit SET at = 'never' WHERE seq = 1200"} {
		if _, err := db.Write.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	r := s.request("GET", "/v1/audit", "", "")
	r.Header.Set("Authorization", "Bearer "+s.token)
	got, err := s.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if text, err := io.ReadAll(got.Body); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%d bytes were read, and the error is %v", len(text), err)
	}
}

func TestFiguresAreCountedForPrograms(t *testing.T) {
	s, _, _, _ := audited(t)
	s.check("/v1/check?site=a&external_id=1", "text/html", heldArticle)
	s.check("/v1/check?site=a&external_id=2", "text/html", heldArticle)
	item := want[review.Item](s, 200, "POST", "/v1/items/next", `{"reviewer":"ann"}`)
	want[review.Item](s, 200, "POST", "/v1/items/"+item.ID+"/decision", `{"reviewer":"ann","version":2,"outcome":"approve"}`)
	got := want[map[string][]map[string]any](s, 200, "GET", "/v1/figures?site=a", "")
	short := map[string]any{
		"depth": got["queues"][0]["depth"], "decisions": got["hours"][0]["decisions"], "overturned": got["rules"][0]["overturned"],
		"decided": got["sites"][0]["decided"], "reviewer": got["reviewers"][0]["reviewer"],
	}
	if diff := cmp.Diff(map[string]any{"depth": 1., "decisions": 1., "overturned": 1., "decided": 1., "reviewer": "ann"}, short); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if got := s.ask("GET", "/v1/figures?site=b", "").body; got != `{"queues":[],"hours":[],"rules":[],"sites":[],"reviewers":[]}`+"\n" {
		t.Errorf("of another site: %s", got)
	}
}
