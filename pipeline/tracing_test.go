package pipeline_test

import (
	"context"
	"runtime/trace"
	"testing"
	"time"

	sdk "go.opentelemetry.io/otel/sdk/trace"

	"github.com/presscheck/presscheck/pipeline"
)

// BenchmarkTracing compares what judging costs when nobody traces, when the
// request is not sampled, when it is, and when a flight is recorded.
func BenchmarkTracing(b *testing.B) {
	list, size := pages(b)
	p := wholePipeline(b)
	recorder := trace.NewFlightRecorder(trace.FlightRecorderConfig{MinAge: 3 * time.Second, MaxBytes: 16 << 20})
	within := func(sampler sdk.Sampler) context.Context {
		ctx, _ := sdk.NewTracerProvider(sdk.WithSampler(sampler)).Tracer("test").Start(b.Context(), "request")
		return ctx
	}
	for _, request := range []struct {
		name     string
		ctx      context.Context
		recorded bool
	}{
		{"off", b.Context(), false},
		{"not sampled", within(sdk.NeverSample()), false},
		{"sampled", within(sdk.AlwaysSample()), false},
		{"recorded", b.Context(), true},
	} {
		b.Run(request.name, func(b *testing.B) {
			if request.recorded {
				if err := recorder.Start(); err != nil {
					b.Fatal(err)
				}
				defer recorder.Stop()
			}
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, source := range list {
					p.Check(request.ctx, pipeline.Submission{Content: []byte(source), ContentType: "text/html; charset=utf-8"})
				}
			}
		})
	}
}
