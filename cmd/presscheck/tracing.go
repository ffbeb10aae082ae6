package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/flight"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/server"
	"github.com/presscheck/presscheck/tracing/otlp"
)

// openTraces lets srv trace requests, if that is configured. What waits is sent
// by flush.
func openTraces(ctx context.Context, c configs.Tracing, srv *server.Server, log *slog.Logger) (flush func(context.Context) error, err error) {
	if c.Endpoint == "" {
		return func(context.Context) error { return nil }, nil
	}
	traces, err := otlp.Open(ctx, otlp.Options{Endpoint: c.Endpoint, Ratio: c.SampleRatio, Version: programVersion(), Log: log})
	if err != nil {
		return nil, usage(err)
	}
	srv.Traces = traces
	return traces.Shutdown, nil
}

// openFlight is the configured flight recorder, or nil if there is none.
func openFlight(c configs.Flight, m *metrics.Metrics, log *slog.Logger) (*flight.Recorder, error) {
	if c.Threshold == 0 {
		return nil, nil
	}
	return flight.Open(flight.Options{
		Threshold: c.Threshold, Interval: c.Interval, Directory: c.Directory, Keep: c.Keep, Metrics: m, Log: log,
	})
}

// handOver lets each of last finish its work, all at once, also when ctx has
// ended. After patience they give up.
func handOver(ctx context.Context, patience time.Duration, last ...func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	errs := make([]error, len(last))
	var work sync.WaitGroup
	for i, finish := range last {
		work.Go(func() { errs[i] = finish(ctx) })
	}
	work.Wait()
	return errors.Join(errs...)
}
