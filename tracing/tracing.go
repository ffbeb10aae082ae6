// Package tracing marks the steps of the work on an article: as spans of
// OpenTelemetry where the request is traced, and as regions of the Go runtime's
// execution trace where that is recorded (package flight).
//
// It is called on the way by the packages that do the work. There is nothing to
// set up and nothing global: a step becomes a span below the one that its
// context carries, of the same provider, and costs next to nothing where there
// is none. What names a step, and what is noted about it, comes from the program
// and from a closed set of values, never from an article or a client: whoever
// reads traces need not be allowed to read articles.
package tracing

import (
	"context"
	rtrace "runtime/trace"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Scope names this program among those that make spans.
const Scope = "github.com/presscheck/presscheck"

// A Step is work under way. It is for one goroutine. The zero Step notes nothing.
type Step struct {
	span   trace.Span     // nil if nobody traces
	region *rtrace.Region // nil if nobody records
}

// Start begins a step whose name is words with spaces between them, such as
// "filter gloss". The context is for the steps that it is made of. The caller
// ends it, in the same goroutine, and within the step that it is part of.
func Start(ctx context.Context, words ...string) (context.Context, Step) {
	parent := trace.SpanFromContext(ctx)
	traced, recorded := parent.IsRecording(), rtrace.IsEnabled()
	if !traced && !recorded {
		return ctx, Step{}
	}
	var s Step
	name := strings.Join(words, " ")
	if recorded {
		s.region = rtrace.StartRegion(ctx, name)
	}
	if traced {
		ctx, s.span = parent.TracerProvider().Tracer(Scope).Start(ctx, name)
	}
	return ctx, s
}

// End ends the step. The error says that it failed; its text, which may be long
// or quote something, is for the log alone.
func (s Step) End(err error) {
	if s.span != nil {
		if err != nil {
			s.span.SetStatus(codes.Error, "")
		}
		s.span.End()
	}
	if s.region != nil {
		s.region.End()
	}
}

// Text notes a value of a closed set.
func (s Step) Text(key, value string) {
	if s.span != nil {
		s.span.SetAttributes(attribute.String(key, value))
	}
}

// Count notes how many there were.
func (s Step) Count(key string, n int) {
	if s.span != nil {
		s.span.SetAttributes(attribute.Int(key, n))
	}
}

// Task begins what steps belong to in an execution trace, such as one decision,
// until end is called. A span it does not make.
func Task(ctx context.Context, name string) (_ context.Context, end func()) {
	if !rtrace.IsEnabled() {
		return ctx, func() {}
	}
	ctx, task := rtrace.NewTask(ctx, name)
	return ctx, task.End
}
