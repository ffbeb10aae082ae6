package server_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/server"
)

// quokka stands in every article of these tests. No problem document and no
// line of the log may have it.
const quokka = "Quokka"

// A reading is a filter in the place of gloss, whose findings the policy knows:
// it reports each "(x)" and "(y)", and knows how to remove the former.
type reading struct{}

var readings = regexp.MustCompile(`\([xy]\)`)

func (reading) Info() filters.Info {
	return filters.Info{Name: "gloss", Doc: "# gloss\n\nFinds each\n(x).\n\nMore.\n", Kinds: []string{"injected-reading"}}
}

func (reading) Check(_ context.Context, doc *article.Document) ([]filters.Finding, error) {
	var found []filters.Finding
	for _, at := range readings.FindAllStringIndex(doc.Source, -1) {
		f := filters.Finding{
			Kind:       "injected-reading",
			Span:       article.Span{Start: at[0], End: at[1]},
			Message:    "A reading was pushed into the text.",
			Confidence: 0.99,
			Evidence:   map[string]any{"readings": 1, "zeta": []string{"b"}, "alpha": true},
		}
		if f.Quote(doc.Source) == "(x)" {
			f.Fixes = []filters.Fix{{Message: "Remove it.", Edits: []article.Edit{{Span: f.Span}}}}
		}
		found = append(found, f)
	}
	return found, nil
}

// A prober is a filter that runs a test's function on each article.
type prober func(ctx context.Context, source string) error

func (prober) Info() filters.Info {
	return filters.Info{Name: "prober", Doc: "# prober\n\nProbes.\n", Kinds: []string{"none"}}
}

func (p prober) Check(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	return nil, p(ctx, doc.Source)
}

// defaultPolicy is compiled once: it does not change.
var defaultPolicy = sync.OnceValues(policy.Default)

func newServer(t *testing.T, list ...filters.Filter) *server.Server {
	t.Helper()
	engine, err := defaultPolicy()
	if err != nil {
		t.Fatal(err)
	}
	list = append([]filters.Filter{reading{}}, list...)
	m := metrics.New(metrics.Known{Routes: server.Patterns(), Problems: server.Problems(), Verdicts: []string{"publish", "review", "reject"}})
	return &server.Server{
		Pipeline: &pipeline.Pipeline{Filters: list, Policy: engine, Metrics: m},
		Metrics:  m,
	}
}

// exposition is what a scrape of m is answered.
func exposition(m *metrics.Metrics) string {
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	return w.Body.String()
}

// A service is a Server that can be asked, over a real connection. Everything
// that is sent and answered is held against api.yaml.
type service struct {
	t      *testing.T
	url    string
	client *http.Client
	token  string // with the scopes review and admin; empty: there is no store
	stop   func() // waits for the requests under way
	log    *book
}

// A book keeps a log.
type book struct {
	mu   sync.Mutex
	text bytes.Buffer // guarded by mu
}

func (b *book) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *book) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func start(t *testing.T, s *server.Server) *service {
	t.Helper()
	log := newBook(t, s)
	web := httptest.NewServer(s.Handler())
	t.Cleanup(web.Close)
	token := ""
	if s.Tokens != nil {
		token = newToken(t, s, access.Token{Name: "test", Scopes: []access.Scope{access.ScopeReview, access.ScopeAdmin}})
	}
	return &service{t: t, url: web.URL, client: web.Client(), token: token, stop: web.Close, log: log}
}

// in is s for a subtest.
func (s service) in(t *testing.T) *service {
	s.t = t
	return &s
}

// newBook is what s logs into, and is searched when the test ends.
func newBook(t *testing.T, s *server.Server) *book {
	log := &book{}
	s.Log = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	t.Cleanup(func() {
		if strings.Contains(log.String(), quokka) {
			t.Errorf("the log quotes an article:\n%s", log)
		}
	})
	return log
}

// A reply is an answer whose body has been read.
type reply struct {
	*http.Response
	body string
}

func (s *service) do(r *http.Request) reply {
	s.t.Helper()
	sent, err := io.ReadAll(bodyOf(r))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(sent))
	got, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		s.t.Fatalf("read answer: %v", err)
	}
	out := reply{got, string(body)}
	s.hold(r, sent, out)
	return out
}

func bodyOf(r *http.Request) io.Reader {
	if r.Body == nil {
		return http.NoBody
	}
	return r.Body
}

func (s *service) request(method, path, contentType, body string) *http.Request {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	return r
}

func (s *service) get(path string) reply {
	s.t.Helper()
	return s.do(s.request("GET", path, "", ""))
}

func (s *service) post(path, contentType, body string) reply {
	s.t.Helper()
	return s.do(s.request("POST", path, contentType, body))
}

// check posts an article and returns the report on it.
func (s *service) check(path, contentType, body string) *pipeline.Report {
	s.t.Helper()
	got := s.post(path, contentType, body)
	if got.StatusCode != http.StatusOK {
		s.t.Fatalf("POST %s as %s = %s: %s", path, contentType, got.Status, got.body)
	}
	return decode[*pipeline.Report](s.t, got.body)
}

// events ends the service and returns what it logged.
func (s *service) events() []map[string]any {
	s.t.Helper()
	s.stop()
	var events []map[string]any
	for line := range strings.Lines(s.log.String()) {
		events = append(events, decode[map[string]any](s.t, line))
	}
	return events
}

func decode[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func quote(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A problem is what is common to all problem documents.
type problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	RequestID string `json:"request_id"`
}

// wantProblem checks that got is the problem name with want in its detail.
func wantProblem(t *testing.T, got reply, status int, name, want string) {
	t.Helper()
	if got.StatusCode != status || got.Header.Get("Content-Type") != "application/problem+json" {
		t.Fatalf("answer = %s, %s, want problem %d: %s", got.Status, got.Header.Get("Content-Type"), status, got.body)
	}
	p := decode[problem](t, got.body)
	if p.Type != "urn:problem-type:presscheck:"+name || p.Status != status || p.Title == "" {
		t.Errorf("problem = %+v, want %s, %d", p, name, status)
	}
	if p.RequestID == "" || p.RequestID != got.Header.Get("X-Request-Id") {
		t.Errorf("request id = %q in the problem, %q in the header", p.RequestID, got.Header.Get("X-Request-Id"))
	}
	if !strings.Contains(p.Detail, want) {
		t.Errorf("detail = %q, want %q in it", p.Detail, want)
	}
}
