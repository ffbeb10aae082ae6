package otlp_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"

	"github.com/presscheck/presscheck/tracing/otlp"
)

// A post is one batch as it arrived.
type post struct {
	path string
	sent collector.ExportTraceServiceRequest
}

// serve is a collector that answers with status.
func serve(t *testing.T, status int) (url string, posts chan *post) {
	posts = make(chan *post, 100)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := &post{path: r.URL.Path}
		in, err := gzip.NewReader(r.Body)
		if err != nil {
			t.Error(err)
			return
		}
		body, err := io.ReadAll(in)
		if err != nil || proto.Unmarshal(body, &p.sent) != nil {
			t.Errorf("no OTLP: %v", err)
		}
		posts <- p
		w.WriteHeader(status)
	}))
	t.Cleanup(web.Close)
	return web.URL, posts
}

func TestSpansThatWaitAreSentWhenItIsShutDown(t *testing.T) {
	for _, path := range []string{"", "/", "/otlp/traces"} {
		t.Run("to "+path, func(t *testing.T) {
			url, posts := serve(t, http.StatusOK)
			traces, err := otlp.Open(t.Context(), otlp.Options{Endpoint: url + path, Ratio: 1, Version: "1.2.3"})
			if err != nil {
				t.Fatal(err)
			}
			_, span := traces.Tracer("test").Start(t.Context(), "request")
			span.SetAttributes(attribute.String("long", strings.Repeat("x", 1000)))
			span.End()
			if err := traces.Shutdown(t.Context()); err != nil {
				t.Fatal(err)
			}
			got := <-posts
			if want := strings.TrimSuffix(path, "/"); got.path != want && (want != "" || got.path != "/v1/traces") {
				t.Errorf("posted to %s", got.path)
			}
			resource := got.sent.ResourceSpans[0]
			if about := resource.Resource.String(); !strings.Contains(about, `"presscheck"`) || !strings.Contains(about, `"1.2.3"`) {
				t.Errorf("resource = %s", about)
			}
			sent := resource.ScopeSpans[0].Spans[0]
			if n := len(sent.Attributes[0].Value.GetStringValue()); sent.Name != "request" || n != 256 {
				t.Errorf("span = %s with an attribute of %d bytes, want 256", sent.Name, n)
			}
		})
	}
}

func TestWhichRequestsAreTraced(t *testing.T) {
	remote := func(flags trace.TraceFlags) context.Context {
		return trace.ContextWithRemoteSpanContext(t.Context(), trace.NewSpanContext(trace.SpanContextConfig{
			TraceID: trace.TraceID{0: 1, 15: 1}, SpanID: trace.SpanID{1}, TraceFlags: flags, Remote: true,
		}))
	}
	tests := []struct {
		name  string
		ratio float64
		ctx   context.Context
		want  bool
	}{
		{"all", 1, t.Context(), true},
		{"none", 0, t.Context(), false},
		{"none but those that the caller traces", 0, remote(trace.FlagsSampled), true},
		{"all but those that the caller does not trace", 1, remote(0), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			url, _ := serve(t, http.StatusOK)
			traces, err := otlp.Open(t.Context(), otlp.Options{Endpoint: url, Ratio: test.ratio})
			if err != nil {
				t.Fatal(err)
			}
			_, span := traces.Tracer("test").Start(test.ctx, "request")
			span.End()
			if got := span.SpanContext().IsSampled(); got != test.want {
				t.Errorf("sampled = %t, want %t", got, test.want)
			}
			if err := traces.Shutdown(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestACollectorThatRefusesIsLoggedAndCountedAndNoError(t *testing.T) {
	url, _ := serve(t, http.StatusBadRequest)
	var log bytes.Buffer
	lost := 0
	traces, err := otlp.Open(t.Context(), otlp.Options{
		Endpoint: url, Ratio: 1, Log: slog.New(slog.NewJSONHandler(&log, nil)), Lost: func(n int) { lost += n },
	})
	if err != nil {
		t.Fatal(err)
	}
	_, span := traces.Tracer("test").Start(t.Context(), "request")
	span.End()
	if err := traces.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if text := log.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, `"spans could not be sent and are lost","spans":1`) {
		t.Errorf("log = %s", text)
	}
	if lost != 1 {
		t.Errorf("%d spans are counted as lost, want 1", lost)
	}
}

func TestACollectorThatHangsIsNotWaitedForLongerThanAllowed(t *testing.T) {
	release := make(chan struct{})
	hanging := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	t.Cleanup(hanging.Close)
	t.Cleanup(func() { close(release) })
	traces, err := otlp.Open(t.Context(), otlp.Options{Endpoint: hanging.URL, Ratio: 1})
	if err != nil {
		t.Fatal(err)
	}
	_, span := traces.Tracer("test").Start(t.Context(), "request")
	span.End()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := traces.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Shutdown() = %v", err)
	}
}
