package main

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestAllHandOverAtOnceEvenWhenTheServiceHasBeenStopped(t *testing.T) {
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	met := make(chan struct{})
	err := handOver(stopped, time.Hour,
		func(ctx context.Context) error { met <- struct{}{}; return ctx.Err() },
		func(ctx context.Context) error { <-met; return ctx.Err() })
	if err != nil {
		t.Errorf("handOver() = %v", err)
	}
}

func TestWhoeverTakesTooLongToHandOverKeepsNobodyFromIt(t *testing.T) {
	full, done := errors.New("disk full"), false
	err := handOver(t.Context(), time.Millisecond,
		func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() },
		func(context.Context) error { return full },
		func(context.Context) error { done = true; return nil })
	if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, full) || !done {
		t.Errorf("handOver() = %v, the last one done: %t", err, done)
	}
}
