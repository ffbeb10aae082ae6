package main

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"github.com/presscheck/presscheck/filters/suite"
)

// A receiver is a collector of OpenTelemetry that keeps what it is sent.
type receiver struct {
	*httptest.Server
	t *testing.T

	mu    sync.Mutex
	raw   []byte       // guarded by mu
	spans []*otlp.Span // guarded by mu
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{t: t}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

func (s *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	in, err := gzip.NewReader(r.Body)
	if err != nil || r.URL.Path != "/v1/traces" {
		s.t.Errorf("POST %s: %v", r.URL.Path, err)
		return
	}
	body, err := io.ReadAll(in)
	var sent collector.ExportTraceServiceRequest
	if err != nil || proto.Unmarshal(body, &sent) != nil {
		s.t.Errorf("no OTLP: %v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.raw = append(s.raw, body...)
	for _, resource := range sent.ResourceSpans {
		for _, scope := range resource.ScopeSpans {
			s.spans = append(s.spans, scope.Spans...)
		}
	}
}

// below are the names of the spans whose parent is id, in the order in which
// they began.
func (s *receiver) below(id []byte) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var children []*otlp.Span
	for _, span := range s.spans {
		if string(span.ParentSpanId) == string(id) {
			children = append(children, span)
		}
	}
	slices.SortFunc(children, func(a, b *otlp.Span) int { return int(a.StartTimeUnixNano - b.StartTimeUnixNano) })
	var names []string
	for _, span := range children {
		names = append(names, span.Name)
	}
	return names
}

// The caller's own trace, and its span in that.
const (
	callerTrace = "4bf92f3577b34da6a3ce929d0e0e4736"
	callerSpan  = "00f067aa0ba902b7"
)

// ask posts an article with a title and an author, as part of the caller's trace
// if flags say that it is sampled.
func ask(t *testing.T, s *service, text, flags string) {
	t.Helper()
	body := `{"html":"<p>` + text + `</p>","title":"Quokka","author":{"name":"Wombat"},"url":"https://example.org/numbat"}`
	r, err := http.NewRequestWithContext(t.Context(), "POST", s.address+"/v1/check", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("traceparent", "00-"+callerTrace+"-"+callerSpan+"-"+flags)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("POST /v1/check = %s", answer.Status)
	}
}

func TestARequestIsTracedStepByStep(t *testing.T) {
	to, dir := newReceiver(t), t.TempDir()
	decisions := filepath.Join(dir, "decisions.jsonl")
	s := startService(t, "--config", put(t, dir, "presscheck.yaml", "tracing:\n  endpoint: "+to.URL+"\n  sample_ratio: 0\n"+
		"store:\n  driver: sqlite\n  path: "+filepath.Join(dir, "desk.db")+"\ndecision_log:\n  to: "+decisions+"\n"))
	ask(t, s, "The library opens.", "00") // its caller does not trace
	s.post(t, "/v1/check", "text/plain", "The library opens.")
	ask(t, s, glossed, "01")
	if code := s.stop(); code != 0 {
		t.Fatalf("exit code %d, log:\n%s", code, s.log)
	}

	parent := []byte("\x00\xf0\x67\xaa\x0b\xa9\x02\xb7")
	if got := to.below(parent); !slices.Equal(got, []string{"POST /v1/check"}) {
		t.Fatalf("spans below the caller's = %q of %d", got, len(to.spans))
	}
	request := to.spans[slices.IndexFunc(to.spans, func(s *otlp.Span) bool { return string(s.ParentSpanId) == string(parent) })]
	want := []string{"parse"}
	for _, f := range suite.Filters() {
		want = append(want, "filter "+f.Info().Name)
	}
	want = append(want, "policy", "store write")
	if diff := cmp.Diff(want, to.below(request.SpanId)); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	for _, secret := range []string{"館方", "Quokka", "Wombat", "numbat"} {
		if strings.Contains(string(to.raw), secret) {
			t.Errorf("the spans hold %s", secret)
		}
	}
	if log := s.log.String(); strings.Count(log, `"trace_id":"`+callerTrace+`"`) != 1 {
		t.Errorf("the log names the trace other than once:\n%s", log)
	}
	text, err := os.ReadFile(decisions)
	if err != nil || strings.Count(string(text), `"trace_id":"`+callerTrace+`","span_id":"`) != 1 {
		t.Errorf("the decision log names the trace other than once: %v\n%s", err, text)
	}
}

func TestTimesPointToTheirTraces(t *testing.T) {
	s := startService(t, "--config", put(t, t.TempDir(), "presscheck.yaml", "tracing:\n  endpoint: "+newReceiver(t).URL+"\n  sample_ratio: 0\n"))
	s.post(t, "/v1/check", "text/plain", glossed)
	if text := scrapeOpenMetrics(t, s); strings.Contains(text, "trace_id") {
		t.Error("there are exemplars of requests that nobody traced")
	}
	ask(t, s, glossed, "01")
	text := scrapeOpenMetrics(t, s)
	for _, series := range []string{
		`presscheck_http_request_duration_seconds_bucket\{code="200",method="POST",route="/v1/check",`,
		`presscheck_filter_duration_seconds_bucket\{filter="gloss",`,
		`presscheck_policy_eval_duration_seconds_bucket\{`,
	} {
		if !regexp.MustCompile(`(?m)^` + series + `le="[^"]+"\} \d+ # \{trace_id="` + callerTrace + `"\} `).MatchString(text) {
			t.Errorf("no exemplar at %s", series)
		}
	}
}

func scrapeOpenMetrics(t *testing.T, s *service) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+s.metrics+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "application/openmetrics-text;version=1.0.0")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
