package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime"
	"time"

	"go.opentelemetry.io/otel/trace"

	"github.com/presscheck/presscheck/decisionlog"
	"github.com/presscheck/presscheck/pipeline"
)

// An event is what the log will say about one request. It is made at the door
// and filled in on the way by the request's own goroutine.
type event struct {
	id       string
	start    time.Time
	span     trace.Span // records nothing unless the request is traced
	body     int64      // bytes read, as sent
	whole    bool       // the body has been read to its end
	verdict  string     // of a single article
	revision string     // of the policy that judged
	findings int
	token    string // id of the one that was shown
	lines    int    // of a batch, answered
	faults   int    // of those, answered with a problem
	err      error
}

type eventKey struct{}

func (e *event) within(ctx context.Context) context.Context {
	return context.WithValue(ctx, eventKey{}, e)
}

// eventOf is the event of the request that ctx belongs to, which came in by
// the door.
func eventOf(ctx context.Context) *event { return ctx.Value(eventKey{}).(*event) }

var saneID = regexp.MustCompile(`^[A-Za-z0-9._:-]{1,64}$`)

func newEvent(r *http.Request) *event {
	id := r.Header.Get("X-Request-Id")
	if !saneID.MatchString(id) {
		id = rand.Text()
	}
	return &event{id: id, start: time.Now()}
}

func (e *event) failed(err error) { e.err = errors.Join(e.err, err) }

func (e *event) judged(report *pipeline.Report) {
	e.revision = report.Verdict.Revision
	e.findings += len(report.Findings)
}

// call is how the decision log names the request.
func (e *event) call(r *http.Request) decisionlog.Call {
	c := decisionlog.Call{RequestID: e.id, Client: r.RemoteAddr}
	if at := e.span.SpanContext(); at.IsSampled() {
		c.TraceID, c.SpanID = at.TraceID().String(), at.SpanID().String()
	}
	return c
}

// panicked makes an error of a panic. The text of a panic that the runtime did
// not raise itself is left out: it might quote an article. The stack has none.
func panicked(p any, stack []byte) error {
	if err, ok := p.(runtime.Error); ok {
		return fmt.Errorf("panic: %w\n%s", err, stack)
	}
	return fmt.Errorf("panic with %T\n%s", p, stack)
}

// record writes the event to the log and the metrics, once. Routes and not
// addresses are named, which may carry a title.
func (a *api) record(w *answer, r *http.Request, e *event) {
	took := time.Since(e.start)
	if w.status == 0 {
		w.status = http.StatusOK // as net/http will say
	}
	a.Metrics.Request(r.Context(), r.Pattern, r.Method, w.status, took, e.body)
	e.endSpan(r.Pattern, w.status)
	attrs := []slog.Attr{
		slog.String("method", r.Method),
		slog.String("route", r.Pattern),
		slog.Int("status", w.status),
		slog.Float64("took_ms", float64(took.Microseconds())/1000),
		slog.String("request_id", e.id),
		slog.Int64("body_bytes", e.body),
	}
	a.Log.LogAttrs(r.Context(), e.level(w, r), "request", append(attrs, e.attrs()...)...)
}

func (e *event) attrs() []slog.Attr {
	var attrs []slog.Attr
	if at := e.span.SpanContext(); at.IsSampled() {
		attrs = append(attrs, slog.String("trace_id", at.TraceID().String()), slog.String("span_id", at.SpanID().String()))
	}
	if e.verdict != "" {
		attrs = append(attrs, slog.String("verdict", e.verdict))
	}
	if e.revision != "" {
		attrs = append(attrs, slog.String("revision", e.revision), slog.Int("findings", e.findings))
	}
	if e.token != "" {
		attrs = append(attrs, slog.String("token", e.token))
	}
	if e.lines > 0 {
		attrs = append(attrs, slog.Int("lines", e.lines), slog.Int("faults", e.faults))
	}
	if e.err != nil {
		attrs = append(attrs, slog.String("error", e.err.Error()))
	}
	return attrs
}

// level keeps probes out of an ordinary log, and lifts above it what a client
// can do nothing about.
func (e *event) level(w *answer, r *http.Request) slog.Level {
	var f fault
	switch {
	case w.status == http.StatusInternalServerError:
		return slog.LevelError
	case w.status == http.StatusServiceUnavailable, e.err != nil && !errors.As(e.err, &f):
		return slog.LevelWarn
	case r.Pattern == "GET /livez", r.Pattern == "GET /readyz", r.Pattern == "GET /metrics":
		return slog.LevelDebug
	}
	return slog.LevelInfo
}
