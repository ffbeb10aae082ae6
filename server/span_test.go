package server_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/presscheck/presscheck/server"
)

// traced lets srv trace every request, and returns the spans that have ended,
// in their order.
func traced(srv *server.Server) *tracetest.SpanRecorder {
	spans := tracetest.NewSpanRecorder()
	srv.Traces = sdk.NewTracerProvider(sdk.WithSpanProcessor(spans))
	return spans
}

func TestTheSpanOfARequestSaysWhatBecameOfIt(t *testing.T) {
	srv := newServer(t)
	spans := traced(srv)
	s := start(t, srv)
	send := func(method, path, contentType, body string) {
		r := s.request(method, path, contentType, body)
		r.Header.Set("X-Request-Id", "a")
		s.do(r)
	}
	send("POST", "/v1/check?title=Quokka&url="+url.QueryEscape("https://example.org/Quokka"), "text/html", damaged)
	send("POST", "/v1/check/batch", "application/x-ndjson", `{"html":"<p>Quokka(x)</p>"}`+"\n{}\n")
	send("GET", "/Quokka", "", "")
	send("GET", "/livez", "", "")
	send("GET", "/readyz?verbose", "", "")
	s.stop()
	revision := srv.Pipeline.Policy.Revision()
	want := []string{
		"POST /v1/check: http.response.status_code=200 presscheck.request_id=a http.request.method=POST http.route=/v1/check presscheck.revision=" + revision +
			" presscheck.findings=1 presscheck.verdict=review",
		"POST /v1/check/batch: http.response.status_code=200 presscheck.request_id=a http.request.method=POST http.route=/v1/check/batch presscheck.revision=" + revision +
			" presscheck.findings=1 presscheck.lines=2 presscheck.faults=1",
		"unmatched: http.response.status_code=404 presscheck.request_id=a",
	}
	var got []string
	for _, span := range spans.Ended() {
		line := span.Name() + ":"
		for _, a := range span.Attributes() {
			line += fmt.Sprintf(" %s=%s", a.Key, a.Value.String())
		}
		if !span.Parent().IsValid() {
			got = append(got, line)
		}
		if strings.Contains(line, quokka) {
			t.Errorf("a span quotes the article: %s", line)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("spans of requests (-want +got):\n%s", diff)
	}
}

func TestSpansOfWhatFailedSaySoWithoutWords(t *testing.T) {
	srv := newServer(t, prober(func(context.Context, string) error { return errors.New("no table") }))
	spans := traced(srv)
	s := start(t, srv)
	s.check("/v1/check", "text/html", clean)
	s.stop()
	failed := map[string]string{}
	for _, span := range spans.Ended() {
		if status := span.Status(); status.Code == codes.Error {
			failed[span.Name()] = status.Description
		}
		if len(span.Events()) > 0 {
			t.Errorf("span %s has events", span.Name())
		}
	}
	if diff := cmp.Diff(map[string]string{"filter prober": ""}, failed); diff != "" {
		t.Errorf("failed (-want +got):\n%s", diff)
	}
}

// Of a batch the first hundred lines have steps; the others are answered alike.
func TestTheTraceOfABatchIsBounded(t *testing.T) {
	srv := newServer(t)
	spans := traced(srv)
	s := start(t, srv)
	got := s.post("/v1/check/batch", "application/x-ndjson", strings.Repeat(`{"html":"<p>Quokka(x)</p>"}`+"\n", 150))
	s.stop()
	if n := strings.Count(got.body, "\n"); n != 150 {
		t.Errorf("%d answers, want 150", n)
	}
	count := map[string]int{}
	for _, span := range spans.Ended() {
		count[span.Name()]++
	}
	want := map[string]int{"POST /v1/check/batch": 1, "line": 100, "parse": 100, "filter gloss": 100, "policy": 100}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
}

func TestACallersTraceIsNotTakenUpByAServiceThatDoesNotTrace(t *testing.T) {
	s := start(t, newServer(t))
	r := s.request("POST", "/v1/check", "text/html", clean)
	r.Header.Set("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
	s.do(r)
	if e := s.events()[0]; e["trace_id"] != nil {
		t.Errorf("event = %v", e)
	}
}

func TestTheEventNamesTheSpan(t *testing.T) {
	srv := newServer(t)
	spans := traced(srv)
	s := start(t, srv)
	s.check("/v1/check", "text/html", clean)
	e := s.events()[0]
	ended := spans.Ended()
	at := ended[len(ended)-1].SpanContext()
	if e["trace_id"] != at.TraceID().String() || e["span_id"] != at.SpanID().String() {
		t.Errorf("event = %v, want trace %s and span %s", e, at.TraceID(), at.SpanID())
	}
}
