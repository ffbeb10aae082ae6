package main

import (
	"fmt"
	"log/slog"

	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/flight"
	"github.com/presscheck/presscheck/metrics"
)

// openFlight is the configured flight recorder, or nil if there is none.
func openFlight(c configs.Flight, m *metrics.Metrics, log *slog.Logger) (*flight.Recorder, error) {
	if c.Threshold == 0 {
		return nil, nil
	}
	r, err := flight.Open(flight.Options{
		Threshold: c.Threshold,
		Interval:  c.Interval,
		Directory: c.Directory,
		Keep:      c.Keep,
		Metrics:   m,
		Log:       log,
	})
	if err != nil {
		return nil, usage(fmt.Errorf("flight.directory: %w", err))
	}
	return r, nil
}
