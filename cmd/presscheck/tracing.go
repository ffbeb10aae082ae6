package main

import (
	"context"
	"log/slog"

	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/server"
	"github.com/presscheck/presscheck/tracing/otlp"
)

// openTraces lets srv trace requests, if that is configured. What waits is sent
// by flush.
func openTraces(ctx context.Context, c configs.Tracing, srv *server.Server, log *slog.Logger) (flush func(context.Context) error, err error) {
	if c.Endpoint == "" {
		return func(context.Context) error { return nil }, nil
	}
	traces, err := otlp.Open(ctx, otlp.Options{
		Endpoint: c.Endpoint, Ratio: c.SampleRatio, Version: programVersion(), Log: log, Lost: srv.Metrics.SpansLost,
	})
	if err != nil {
		return nil, usage(err)
	}
	srv.Traces = traces
	return traces.Shutdown, nil
}
