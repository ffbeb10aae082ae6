package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/server"
)

func TestUnknownRoutesAreProblems(t *testing.T) {
	s := start(t, newServer(t))
	tests := []struct {
		name, method, path string
		status             int
		problem, allow     string
	}{
		{"an unknown path", "GET", "/v1/articles", 404, "not-found", ""},
		{"the root", "GET", "/", 404, "not-found", ""},
		{"a path with more behind it", "POST", "/v1/check/", 404, "not-found", ""},
		{"another method", "GET", "/v1/check", 405, "method-not-allowed", "POST"},
		{"an unknown method", "BREW", "/livez", 405, "method-not-allowed", "GET, HEAD"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := s.in(t)
			got := s.do(s.request(test.method, test.path+"?title=Quokka", "", ""))
			wantProblem(t, got, test.status, test.problem, "")
			if allow := got.Header.Get("Allow"); allow != test.allow {
				t.Errorf("Allow = %q, want %q", allow, test.allow)
			}
		})
	}
}

func TestHeadIsAnsweredWithoutBody(t *testing.T) {
	s := start(t, newServer(t))
	got, err := http.Head(s.url + "/v1/filters")
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	if got.StatusCode != http.StatusOK {
		t.Errorf("HEAD /v1/filters = %s", got.Status)
	}
}

func TestAPanicIsAProblemAndItsStackIsLogged(t *testing.T) {
	s := start(t, &server.Server{Pipeline: &pipeline.Pipeline{}}) // no policy to ask
	wantProblem(t, s.post("/v1/check", "text/html", clean), 500, "internal", "internal error")
	wantProblem(t, s.get("/v1/policy"), 500, "internal", "internal error")
	for _, e := range s.events() {
		if e["level"] != "ERROR" || !strings.Contains(e["error"].(string), "nil pointer dereference\ngoroutine") {
			t.Errorf("event = %v, want a stack", e)
		}
	}
}

func TestAPanickingFilterIsForAReviewer(t *testing.T) {
	s := start(t, newServer(t, prober(func(_ context.Context, source string) error {
		_ = []string{}[len(source)]
		return nil
	})))
	r := s.check("/v1/check", "text/html", clean)
	if r.Verdict.Action != policy.Review || len(r.Verdict.Reasons) != 1 || r.Verdict.Reasons[0].Rule != policy.CouldNotJudge {
		t.Errorf("verdict = %+v, want review, could not judge", r.Verdict)
	}
	e := s.events()[0]
	if e["level"] != "WARN" || e["verdict"] != "review" || !strings.Contains(e["error"].(string), "filter prober: filter panicked") {
		t.Errorf("event = %v", e)
	}
}

// A raw is a filter whose evidence is no JSON.
type raw struct{ reading }

func (raw) Check(_ context.Context, doc *article.Document) ([]filters.Finding, error) {
	return []filters.Finding{{
		Kind:       "injected-reading",
		Span:       article.Span{Start: 0, End: len(doc.Source)},
		Confidence: 1,
		Evidence:   map[string]any{"raw": func() {}},
	}}, nil
}

func TestAnAnswerThatCannotBeWrittenIsAProblem(t *testing.T) {
	s := start(t, newServer(t, raw{}))
	wantProblem(t, s.post("/v1/check", "text/html", clean), 500, "internal", "internal error")
	got := s.post("/v1/check/batch", ndjson, `{"html":"Quokka"}`)
	if lines := outline(t, got.body); len(lines) != 1 || lines[0] != "1 internal" {
		t.Errorf("batch = %q", lines)
	}
}

func TestBeyondCapacityNothingIsJudged(t *testing.T) {
	filter, held, release := hold()
	srv := newServer(t, filter)
	srv.MaxInFlight = 2
	s := start(t, srv)
	done := make(chan reply)
	for range 2 {
		go func() { done <- s.post("/v1/check", "text/html", "<p>Quokka, wait</p>") }()
	}
	<-held
	<-held
	for _, path := range []string{"/v1/check", "/v1/repair"} {
		got := s.post(path, "text/html", clean)
		wantProblem(t, got, 503, "busy", "Nothing was judged")
		if got.Header.Get("Retry-After") != "1" {
			t.Errorf("Retry-After = %q", got.Header.Get("Retry-After"))
		}
	}
	wantProblem(t, s.post("/v1/check/batch", "application/x-ndjson", `{"html":"a"}`), 503, "busy", "Nothing was judged")
	if got := s.get("/readyz"); got.StatusCode != http.StatusOK {
		t.Errorf("/readyz at capacity = %s", got.Status)
	}
	close(release)
	for range 2 {
		if got := <-done; got.StatusCode != http.StatusOK {
			t.Errorf("an article within capacity = %s", got.Status)
		}
	}
	if got := s.post("/v1/check", "text/html", clean); got.StatusCode != http.StatusOK {
		t.Errorf("afterwards = %s", got.Status)
	}
}
