package server_test

import (
	"bytes"
	stdcmp "cmp"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/decisionlog"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/explain"
	"github.com/presscheck/presscheck/policy/flood"
	"github.com/presscheck/presscheck/policy/live"
	"github.com/presscheck/presscheck/policy/source"
	"github.com/presscheck/presscheck/server"
)

const adminToken = "0123456789abcdef0123456789abcdef"

// A shelf is a folder with the rules of the program, one of which a test changes.
type shelf string

const readingsRule = "injected_readings/injected_readings.rego"

func newShelf(t *testing.T) shelf {
	t.Helper()
	dir := shelf(t.TempDir())
	if err := os.CopyFS(string(dir), policy.Embedded()); err != nil {
		t.Fatal(err)
	}
	return dir
}

// say changes what the rule says of injected readings, and so the revision.
func (s shelf) say(t *testing.T, says string) {
	t.Helper()
	text, err := fs.ReadFile(policy.Embedded(), readingsRule)
	if err != nil {
		t.Fatal(err)
	}
	s.write(t, strings.Replace(string(text), `message: "`, `message: "`+says+": ", 1))
}

func (s shelf) write(t *testing.T, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(string(s), readingsRule), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// set changes a setting for all sites.
func (s shelf) set(t *testing.T, from, to string) {
	t.Helper()
	file := filepath.Join(string(s), "data.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A desk is a service whose policy can be replaced. Each article is judged by
// its candidate, too.
type desk struct {
	*service
	inForce, candidate shelf
	policy             *live.Policy
	metrics            *metrics.Metrics
}

func startDesk(t *testing.T, change func(*server.Server)) *desk {
	t.Helper()
	d := &desk{inForce: newShelf(t), candidate: newShelf(t)}
	d.candidate.say(t, "candidate")
	srv := newServer(t)
	o := live.Options{Gate: compile, Metrics: srv.Metrics}
	for dir, into := range map[shelf]**source.Source{d.inForce: &o.Source, d.candidate: &o.Candidate} {
		s, err := source.Open(string(dir), source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		*into = s
	}
	p, err := live.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	d.policy, srv.Policy, srv.AdminToken, d.metrics = p, p, adminToken, srv.Metrics
	if change != nil {
		change(srv)
	}
	d.service = start(t, srv)
	return d
}

// asAdmin posts with the token.
func (d *desk) asAdmin(path, contentType, body string) reply {
	d.t.Helper()
	r := d.request("POST", path, contentType, body)
	r.Header.Set("Authorization", "Bearer "+stdcmp.Or(d.token, adminToken))
	return d.do(r)
}

func (d *desk) reading() *pipeline.Report {
	d.t.Helper()
	return d.check("/v1/check", "text/plain", "a(x) "+quokka)
}

func TestAdministrationNeedsTheToken(t *testing.T) {
	tests := []struct {
		name, header string
		change       func(*server.Server)
		status       int
		problem      string
	}{
		{"no token", "", nil, 401, "unauthorized"},
		{"another token", "Bearer " + adminToken + "0", nil, 401, "unauthorized"},
		{"no scheme", adminToken, nil, 401, "unauthorized"},
		{"another scheme", "Basic " + adminToken, nil, 401, "unauthorized"},
		{"no token is set", "Bearer ", func(s *server.Server) { s.AdminToken = "" }, 403, "forbidden"},
		{"a policy that stays", "Bearer " + adminToken, func(s *server.Server) { s.Policy = nil }, 404, "not-found"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := startDesk(t, test.change)
			before := d.get("/v1/policy").body
			d.inForce.say(t, "changed")
			for _, path := range []string{"/v1/policy/reload", "/v1/policy/promote", "/v1/policy/confirm"} {
				r := d.request("POST", path, "application/json", `{"by":"Ada"}`)
				r.Header.Set("Authorization", test.header)
				wantProblem(t, d.do(r), test.status, test.problem, "")
			}
			if after := d.get("/v1/policy").body; after != before {
				t.Errorf("the policy is now %s", after)
			}
		})
	}
}

func TestAReloadTakesEffectAtOnce(t *testing.T) {
	d := startDesk(t, nil)
	if got := d.asAdmin("/v1/policy/reload", "", "").body; !strings.HasPrefix(got, `{"live":"unchanged","candidate":"unchanged","status":{`) {
		t.Errorf("a reload of nothing new answers %s", got)
	}
	d.inForce.say(t, "changed")
	before := d.reading().Verdict
	if got := d.asAdmin("/v1/policy/reload", "", "").body; !strings.HasPrefix(got, `{"live":"loaded","candidate":"unchanged","status":{`) {
		t.Errorf("a reload of something new answers %s", got)
	}
	after := d.reading().Verdict
	if after.Revision == before.Revision || !strings.HasPrefix(after.Reasons[0].Message, "changed: ") || strings.HasPrefix(before.Reasons[0].Message, "changed: ") {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if got := d.get("/readyz?verbose").body; !strings.Contains(got, after.Revision) || !strings.Contains(got, `"since":"`) {
		t.Errorf("GET /readyz?verbose = %s", got)
	}
}

func TestWhatIsRefusedIsSeenEverywhereAndChangesNothing(t *testing.T) {
	d := startDesk(t, nil)
	before := d.reading().Verdict
	d.inForce.write(t, "package presscheck.rules.injected_readings\n\nreason contains {\n")
	wantProblem(t, d.asAdmin("/v1/policy/reload", "", ""), 422, "policy-refused", readingsRule)
	if after := d.reading().Verdict; after.Revision != before.Revision {
		t.Errorf("revision %s judges, want %s", after.Revision, before.Revision)
	}
	if got := d.get("/readyz"); got.StatusCode != http.StatusOK {
		t.Errorf("GET /readyz = %s", got.Status)
	}
	for _, path := range []string{"/readyz?verbose", "/v1/policy"} {
		if got := d.get(path).body; !strings.Contains(got, before.Revision) || !strings.Contains(got, `"failure":"policy at `) || !strings.Contains(got, readingsRule) {
			t.Errorf("GET %s = %s", path, got)
		}
	}
	exposition := exposition(d.metrics)
	for _, want := range []string{
		`presscheck_policy_last_reload_successful{policy="live"} 0`,
		`presscheck_policy_reloads_total{policy="live",result="refused"} 1`,
		`presscheck_policy_info{revision="` + before.Revision + `"} 1`,
	} {
		if !strings.Contains(exposition, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	if err := os.RemoveAll(string(d.inForce)); err != nil {
		t.Fatal(err)
	}
	wantProblem(t, d.asAdmin("/v1/policy/reload", "", ""), 502, "policy-unreachable", "no such file")
}

func TestACandidateIsTriedAndPromoted(t *testing.T) {
	d := startDesk(t, nil)
	_, candidate := d.policy.Engines()
	for _, test := range []struct {
		name, contentType, body string
		status                  int
		problem, detail         string
	}{
		{"nobody", "application/json", `{"by":" "}`, 400, "malformed", "the name of the person"},
		{"a name that cannot be seen whole", "application/json", `{"by":"Ada\u200b"}`, 400, "malformed", "can be seen"},
		{"a name without end", "application/json", `{"by":"` + strings.Repeat("Ada", 100) + `"}`, 400, "malformed", "100 bytes"},
		{"no name", "application/json", `{}`, 400, "malformed", "the name of the person"},
		{"another field", "application/json", `{"who":"Ada"}`, 400, "malformed", "Send an object with by"},
		{"not JSON", "application/json", `by=Ada`, 400, "malformed", "Send an object with by"},
		{"a form", "application/x-www-form-urlencoded", `by=Ada`, 415, "unsupported", "application/json"},
		{"another candidate", "application/json", `{"by":"Ada","revision":"0"}`, 409, "no-candidate", "another than was meant"},
	} {
		wantProblem(t, d.asAdmin("/v1/policy/promote", test.contentType, test.body), test.status, test.problem, test.detail)
	}
	got := d.asAdmin("/v1/policy/promote", "application/json", `{"by":"Ada Lovelace","revision":"`+candidate.Revision()+`"}`)
	if got.StatusCode != http.StatusOK || !strings.Contains(got.body, `"by":"Ada Lovelace"`) {
		t.Fatalf("promote = %s: %s", got.Status, got.body)
	}
	if v := d.reading().Verdict; v.Revision != candidate.Revision() || !strings.HasPrefix(v.Reasons[0].Message, "candidate: ") {
		t.Errorf("verdict %+v, want that of the candidate", v)
	}
	if got := d.get("/v1/policy").body; !strings.Contains(got, `"promoted":{"by":"Ada Lovelace"`) {
		t.Errorf("GET /v1/policy = %s", got)
	}
	wantProblem(t, d.asAdmin("/v1/policy/promote", "application/json", `{"by":"Ada"}`), 409, "no-candidate", "in force already")
}

func TestADemotedRuleIsListedAndConfirmed(t *testing.T) {
	c := &clock{time: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	log := audit.Log{DB: databasetest.Open(t, "sqlite", filepath.Join(t.TempDir(), "log.db"))}
	d := startDesk(t, func(s *server.Server) {
		s.Audit = &log
		s.Pipeline.Flood = &flood.Guard{Window: time.Minute, Minimum: 2, History: 3, Now: c.now}
	})
	for range 4 {
		d.check("/v1/check", "text/plain", quokka)
	}
	c.pass(time.Minute)
	flooding := quokka + strings.Repeat(" a(x)", 50)
	var got []policy.Action
	for range 3 {
		got = append(got, d.check("/v1/check", "text/plain", flooding).Verdict.Action)
	}
	if want := []policy.Action{policy.Reject, policy.Reject, policy.Review}; !slices.Equal(got, want) {
		t.Fatalf("verdicts %v, want %v", got, want)
	}
	if got := d.get("/v1/policy").body; !strings.Contains(got, `"demoted":[{"rule":"injected_readings","since":"`) || !strings.Contains(got, `"reason":"The rule struck 2 of `) {
		t.Errorf("GET /v1/policy = %s", got)
	}
	for _, test := range []struct {
		name, body      string
		status          int
		problem, detail string
	}{
		{"nobody", `{"rule":"injected_readings","by":" "}`, 400, "malformed", "the name of the person"},
		{"a name that cannot be seen whole", `{"rule":"injected_readings","by":"Ada\u200b"}`, 400, "malformed", "can be seen"},
		{"another field", `{"rule":"injected_readings","who":"Ada"}`, 400, "malformed", "Send an object with rule"},
		{"another rule", `{"rule":"link_blocks","by":"Ada"}`, 409, "not-demoted", "GET /v1/policy"},
	} {
		wantProblem(t, d.asAdmin("/v1/policy/confirm", "application/json", test.body), test.status, test.problem, test.detail)
	}
	const byAda = `{"rule":"injected_readings","by":"Ada"}`
	if got := d.asAdmin("/v1/policy/confirm", "application/json", byAda); got.StatusCode != http.StatusOK || got.body != byAda+"\n" {
		t.Errorf("confirm = %s: %s", got.Status, got.body)
	}
	if got := d.check("/v1/check", "text/plain", flooding).Verdict.Action; got != policy.Reject {
		t.Errorf("the confirmed rule says %v, want reject", got)
	}
	if got := d.get("/v1/policy").body; !strings.Contains(got, `"demoted":[]`) {
		t.Errorf("GET /v1/policy = %s", got)
	}
	wantProblem(t, d.asAdmin("/v1/policy/confirm", "application/json", byAda), 409, "not-demoted", "GET /v1/policy")
	for r, err := range log.Records(t.Context(), audit.Filter{}) {
		if err != nil || r.Seq != 1 || r.Action != "rule.confirmed" || r.Actor != "Ada" || r.Subject != "injected_readings" {
			t.Errorf("audit record %+v, %v", r, err)
		}
	}
	if head, err := log.Head(t.Context()); err != nil || head.Seq != 1 {
		t.Errorf("audit head %v, %v", head, err)
	}
}

func TestAnItemIsExplainedByThePolicyInForce(t *testing.T) {
	kept, _ := newDesk(t)
	d := startDesk(t, func(s *server.Server) { s.Desk, s.Tokens = kept.Desk, kept.Tokens })
	report := d.check("/v1/check?site=news", "text/html", heldArticle)
	path := "/v1/items/" + report.Item + "/explain"
	d.asAdmin("/v1/policy/promote", "application/json", `{"by":"Ada"}`)
	inForce, _ := d.policy.Engines()
	got := want[explained](d.service, 200, "GET", path, "")
	if diff := cmp.Diff(report.Verdict, got.Stored); diff != "" {
		t.Errorf("the stored verdict (-answered +explained):\n%s", diff)
	}
	if got.Now.Verdict.Revision != inForce.Revision() || got.Now.Verdict.Action != policy.Review || got.Now.Site != "news" {
		t.Errorf("now = %+v, want a review by %s", got.Now, inForce.Revision())
	}
	fired := map[string][]policy.Reason{}
	for _, r := range got.Now.Rules {
		if len(r.Reasons) > 0 {
			fired[r.Rule] = r.Reasons
		}
	}
	reasons := fired["injected_readings"]
	if len(fired) != 1 || len(reasons) != 1 || !strings.HasPrefix(reasons[0].Message, "candidate: ") || !slices.Equal(reasons[0].Findings, report.Verdict.Reasons[0].Findings) {
		t.Errorf("fired: %+v", fired)
	}
	if len(got.Now.Rules) != len(inForce.Rules()) {
		t.Errorf("%d rules are explained, want %d", len(got.Now.Rules), len(inForce.Rules()))
	}
	for _, test := range []struct {
		path    string
		status  int
		problem string
	}{
		{path + "?revision=1", 200, ""},
		{path + "?revision=2", 404, "not-found"},
		{path + "?revision=x", 400, "malformed"},
		{"/v1/items/none/explain", 404, "not-found"},
	} {
		if got := d.ask("GET", test.path, ""); test.problem != "" {
			wantProblem(t, got, test.status, test.problem, "")
		} else if got.StatusCode != test.status {
			t.Errorf("GET %s = %s: %s", test.path, got.Status, got.body)
		}
	}
	wantProblem(t, d.get(path), 401, "unauthorized", "Bearer")
}

// An explained is the answer of GET /v1/items/{id}/explain.
type explained struct {
	Stored policy.Verdict  `json:"stored"`
	Now    explain.Account `json:"now"`
}

func TestARuleOfASiteSendsWhatItHoldsToItsQueue(t *testing.T) {
	kept, _ := newDesk(t)
	d := startDesk(t, func(s *server.Server) { s.Desk, s.Tokens = kept.Desk, kept.Tokens })
	d.inForce.set(t, "\nsites: {}\n", "\nsites: {daily: {queues: {injected_readings: readings}}}\n")
	d.asAdmin("/v1/policy/reload", "", "")
	d.check("/v1/check?site=daily", "text/html", heldArticle)
	d.check("/v1/check?site=weekly", "text/html", heldArticle)
	queues := map[string]string{}
	for _, item := range want[page](d.service, 200, "GET", "/v1/items", "").Items {
		queues[item.Site] = item.Queue
	}
	if diff := cmp.Diff(map[string]string{"daily": "readings", "weekly": "default"}, queues); diff != "" {
		t.Errorf("queues by site (-want +got):\n%s", diff)
	}
}

// The candidate publishes what the policy in force holds.
func TestWhatACandidateSaysIsKeptWithTheItem(t *testing.T) {
	kept, _ := newDesk(t)
	d := startDesk(t, func(s *server.Server) { s.Desk, s.Tokens = kept.Desk, kept.Tokens })
	d.candidate.set(t, "confident: 0.9", "confident: 0.999")
	d.asAdmin("/v1/policy/reload", "", "")
	_, candidate := d.policy.Engines()
	report := d.check("/v1/check", "text/html", heldArticle)
	got := want[struct {
		Report pipeline.Report `json:"report"`
	}](d.service, 200, "GET", "/v1/items/"+report.Item, "").Report.Trial
	if got == nil || got.Verdict.Action != policy.Publish || got.Verdict.Revision != candidate.Revision() || !slices.Equal(got.Flipped, []string{"injected_readings"}) {
		t.Errorf("trial = %+v, want a publication by %s", got, candidate.Revision())
	}
}

func TestAPromotionHasToPassTheGate(t *testing.T) {
	d := startDesk(t, nil)
	d.policy.Gate = func(context.Context, fs.FS) (*policy.Engine, error) { return nil, errors.New("its tests fail") }
	wantProblem(t, d.asAdmin("/v1/policy/promote", "application/json", `{"by":"Ada"}`), 422, "policy-refused", "its tests fail")
}

// The candidate publishes what the policy in force holds.
func TestWhatACandidateSaysIsCountedAndNotAnswered(t *testing.T) {
	var out bytes.Buffer
	log := decisionlog.ToWriter(&out, decisionlog.Options{Now: func() time.Time { return time.Unix(0, 0) }})
	d := startDesk(t, func(s *server.Server) { s.Decisions = log })
	d.candidate.set(t, "confident: 0.9", "confident: 0.999")
	d.asAdmin("/v1/policy/reload", "", "")
	_, candidate := d.policy.Engines()
	for _, got := range []reply{
		d.post("/v1/check?site=news", "text/plain", "a(x) "+quokka),
		d.post("/v1/check/batch", "application/x-ndjson", `{"text":"a(x) `+quokka+`","site":"news"}`),
		d.post("/v1/repair?site=news", "text/plain", "a(x) "+quokka),
	} {
		if strings.Contains(got.body, candidate.Revision()) || !strings.Contains(got.body, "review") {
			t.Errorf("the answer tells of the candidate: %s", got.body)
		}
	}
	exposition := exposition(d.metrics)
	for _, want := range []string{
		`presscheck_policy_candidate_articles_total 3`,
		`presscheck_policy_candidate_flips_total{from="review",rule="injected_readings",site="other",to="publish"} 3`,
	} {
		if !strings.Contains(exposition, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	if err := log.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), `"candidate":{"action":"publish"`); n != 3 || strings.Contains(out.String(), quokka) {
		t.Errorf("the decision log tells of the candidate %d times, want 3, and quotes no article:\n%s", n, out.String())
	}
}

// compile is a gate that lets in what compiles. A busy machine shall not decide.
func compile(_ context.Context, files fs.FS) (*policy.Engine, error) {
	engine, err := policy.New(files)
	if err != nil {
		return nil, err
	}
	engine.Timeout = time.Minute
	return engine, nil
}
