package tracing_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"github.com/presscheck/presscheck/tracing"
)

func TestStepsAreSpansBelowOneAnother(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	provider := sdk.NewTracerProvider(sdk.WithSpanProcessor(spans))
	ctx, request := provider.Tracer("test").Start(t.Context(), "request")
	outer, step := tracing.Start(ctx, "filter", "gloss")
	_, inner := tracing.Start(outer, "store")
	inner.Count("rows", 3)
	inner.Text("result", "found")
	inner.End(errors.New("Quokka"))
	step.End(nil)
	request.End()

	type span struct{ Name, Below, Rows, Result, Status string }
	name := map[trace.SpanID]string{}
	for _, s := range spans.Ended() {
		name[s.SpanContext().SpanID()] = s.Name()
	}
	var got []span
	for _, s := range spans.Ended() {
		g := span{Name: s.Name(), Below: name[s.Parent().SpanID()]}
		for _, a := range s.Attributes() {
			switch a.Key {
			case "rows":
				g.Rows = a.Value.String()
			case "result":
				g.Result = a.Value.String()
			}
		}
		if s.Status().Code == codes.Error {
			g.Status = "failed" + s.Status().Description
		}
		got = append(got, g)
	}
	want := []span{
		{"store", "filter gloss", "3", "found", "failed"},
		{"filter gloss", "request", "", "", ""},
		{"request", "", "", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
}

func TestAStepOfWhatNobodyTracesCostsNoMemory(t *testing.T) {
	unsampled := sdk.NewTracerProvider(sdk.WithSampler(sdk.NeverSample()))
	dropped, _ := unsampled.Tracer("test").Start(t.Context(), "request")
	for name, ctx := range map[string]context.Context{"no trace": t.Context(), "a trace that is not sampled": dropped} {
		filter := string([]byte("gloss")) // not a constant, as in a run
		if n := testing.AllocsPerRun(100, func() { work(ctx, filter) }); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// work is one step with all that is noted of it.
func work(ctx context.Context, filter string) {
	_, step := tracing.Start(ctx, "filter", filter)
	step.Count("presscheck.findings", 1000)
	step.Text("presscheck.verdict", filter)
	step.End(nil)
}

// BenchmarkStep compares a step that nobody traces with one that is sampled.
func BenchmarkStep(b *testing.B) {
	sampled, _ := sdk.NewTracerProvider().Tracer("test").Start(b.Context(), "request")
	for name, ctx := range map[string]context.Context{"off": b.Context(), "sampled": sampled} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				work(ctx, "gloss")
			}
		})
	}
}
