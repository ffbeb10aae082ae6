// Package otlp sends spans to a collector of OpenTelemetry, as OTLP over HTTP.
//
//	span ended ──▶ queue, bounded ──▶ batch ──▶ POST <endpoint>/v1/traces
//	               else dropped         └── retried, failures logged
//
// The spans come from packages tracing and server. Work does not wait for the
// collector.
package otlp

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
)

// Options say where spans go and which requests are traced.
type Options struct {
	Endpoint string       // URL of the collector, http or https; without a path /v1/traces is meant
	Ratio    float64      // of the requests whose caller does not trace; in [0,1]
	Version  string       // of this program
	Log      *slog.Logger // is told of batches that were lost; nil is not
	Lost     func(int)    // is told how many spans each of them had; nil is not
}

// longestValue bounds an attribute, in bytes. All of ours are shorter.
const longestValue = 256

// Open returns a provider of spans. Its caller shuts it down, which sends what
// waits. The collector may be away, now or later. Headers, a proxy and more about the
// resource come from the environment, as OpenTelemetry names them:
// OTEL_EXPORTER_OTLP_HEADERS, HTTPS_PROXY, OTEL_RESOURCE_ATTRIBUTES.
func Open(ctx context.Context, o Options) (*sdk.TracerProvider, error) {
	endpoint, err := url.Parse(o.Endpoint)
	if err != nil {
		return nil, fmt.Errorf("open traces: %w", err)
	}
	if endpoint.Path == "" || endpoint.Path == "/" {
		endpoint.Path = "/v1/traces"
	}
	sender, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(endpoint.String()),
		otlptracehttp.WithCompression(otlptracehttp.GzipCompression))
	if err != nil {
		return nil, fmt.Errorf("open traces: %w", err)
	}
	about, err := resource.New(ctx,
		resource.WithTelemetrySDK(),
		resource.WithAttributes(attribute.String("service.name", "presscheck"), attribute.String("service.version", o.Version)),
		resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("open traces: OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}
	limits := sdk.NewSpanLimits()
	limits.AttributeValueLengthLimit = longestValue
	return sdk.NewTracerProvider(
		sdk.WithBatcher(exporter{sender, o}),
		sdk.WithSampler(sdk.ParentBased(sdk.TraceIDRatioBased(o.Ratio))),
		sdk.WithResource(about),
		sdk.WithRawSpanLimits(limits),
	), nil
}

// An exporter logs and counts what it cannot send, where the SDK would write to standard
// error.
type exporter struct {
	sdk.SpanExporter
	Options
}

func (e exporter) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	err := e.SpanExporter.ExportSpans(ctx, spans)
	if err != nil && e.Lost != nil {
		e.Lost(len(spans))
	}
	if err != nil && e.Log != nil {
		e.Log.Warn("spans could not be sent and are lost", "spans", len(spans), "error", err)
	}
	return nil
}
