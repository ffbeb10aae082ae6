package server

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/presscheck/presscheck/tracing"
)

// traced begins the span of r, below the one that its caller names with
// traceparent (W3C Trace Context). Baggage and all else that a caller might
// want to have carried along is ignored.
func (a *api) traced(ctx context.Context, r *http.Request, e *event) context.Context {
	if a.Traces == nil || routine(r.URL.Path) {
		e.span = trace.SpanFromContext(context.Background())
		return ctx
	}
	ctx = propagation.TraceContext{}.Extract(ctx, propagation.HeaderCarrier(r.Header))
	ctx, e.span = a.Traces.Tracer(tracing.Scope).Start(ctx, "request", trace.WithSpanKind(trace.SpanKindServer))
	return ctx
}

// routine are the questions of probes, scrapers and operators. They come all
// the time, or take as long as they were asked to.
func routine(path string) bool {
	return path == "/livez" || path == "/readyz" || path == "/metrics" || strings.HasPrefix(path, "/debug/")
}

// endSpan says what became of the request, in names of OpenTelemetry (semantic
// conventions 1.37) or our own. The address asked for is not among it: it may
// have a title in it.
func (e *event) endSpan(pattern string, status int) {
	if e.span.IsRecording() {
		e.span.SetName(cmp.Or(pattern, "unmatched"))
		e.span.SetAttributes(e.spanAttributes(pattern, status)...)
	}
	if status >= http.StatusInternalServerError {
		e.span.SetStatus(codes.Error, "")
	}
	e.span.End()
}

func (e *event) spanAttributes(pattern string, status int) []attribute.KeyValue {
	attributes := []attribute.KeyValue{
		attribute.Int("http.response.status_code", status),
		attribute.String("presscheck.request_id", e.id),
	}
	if method, route, ok := strings.Cut(pattern, " "); ok {
		attributes = append(attributes, attribute.String("http.request.method", method), attribute.String("http.route", route))
	}
	if e.revision != "" {
		attributes = append(attributes,
			attribute.String("presscheck.revision", e.revision),
			attribute.Int("presscheck.findings", e.findings))
	}
	if e.verdict != "" {
		attributes = append(attributes, attribute.String("presscheck.verdict", e.verdict))
	}
	if e.lines > 0 {
		attributes = append(attributes, attribute.Int("presscheck.lines", e.lines), attribute.Int("presscheck.faults", e.faults))
	}
	return attributes
}

// tracedLines is how many lines of a batch have steps of their own. More than
// that and the exporter's queue, of 2,048 spans, has no room for others.
const tracedLines = 100

// tracedLine begins the step of a line, or ends tracing.
func tracedLine(ctx context.Context, number int) (context.Context, tracing.Step) {
	if number > tracedLines {
		return trace.ContextWithSpan(ctx, trace.SpanFromContext(context.Background())), tracing.Step{}
	}
	ctx, step := tracing.Start(ctx, "line")
	step.Count("presscheck.line", number)
	return ctx, step
}
