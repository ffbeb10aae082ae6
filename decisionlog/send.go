package decisionlog

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// run hands over batches until the log is closed and empty, or ctx ends.
func (l *Log) run(ctx context.Context) {
	defer close(l.done)
	for {
		select {
		case <-l.wake:
		case <-ctx.Done():
			return
		}
		l.gather(ctx)
		for batch := l.take(); batch != nil; batch = l.take() {
			l.deliver(ctx, batch)
			if ctx.Err() != nil {
				return
			}
		}
		if l.over() {
			return
		}
	}
}

// gather waits for a batch to become worth sending.
func (l *Log) gather(ctx context.Context) {
	if !l.wait {
		return
	}
	timer := time.NewTimer(l.Delay)
	defer timer.Stop()
	for !l.full() {
		select {
		case <-timer.C:
			return
		case <-l.wake:
		case <-ctx.Done():
			return
		}
	}
}

func (l *Log) full() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.closed || l.size >= l.MaxBatch
}

func (l *Log) over() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.closed && len(l.queue) == 0
}

// take returns the events that go into the next batch, at least one, or nil.
func (l *Log) take() [][]byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, size := 0, 0
	for n < len(l.queue) && (n == 0 || size+len(l.queue[n]) <= l.MaxBatch) {
		size += len(l.queue[n])
		n++
	}
	if n == 0 {
		return nil
	}
	batch := l.queue[:n:n]
	l.queue = l.queue[n:]
	return batch
}

// put back is what Close finds when it ran out of time.
func (l *Log) putBack(batch [][]byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue = append(batch, l.queue...)
}

func (l *Log) free(batch [][]byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, text := range batch {
		l.size -= len(text)
	}
	l.Metrics.DecisionsQueued(l.size)
}

// deliver sends a batch, again and again until it is taken or refused, or ctx
// ends. New events find room meanwhile, or are dropped.
func (l *Log) deliver(ctx context.Context, batch [][]byte) {
	for pause := l.Backoff; ; pause = min(2*pause, time.Minute) {
		err := l.send(ctx, batch)
		switch {
		case err == nil:
			l.Metrics.DecisionsWritten(len(batch))
			l.free(batch)
			return
		case errors.Is(err, errRefused):
			l.Log.Error("decisions dropped", "events", len(batch), "error", err.Error())
			l.drop(len(batch), "refused")
			l.free(batch)
			return
		}
		l.Log.Warn("decisions not handed over; trying again", "events", len(batch), "pause", pause.String(), "error", err.Error())
		select {
		case <-time.After(pause/2 + rand.N(pause/2+1)): // not all programs at once
		case <-ctx.Done():
			l.putBack(batch)
			return
		}
	}
}

// giveUp drops what waits still.
func (l *Log) giveUp() error {
	l.mu.Lock()
	left := len(l.queue)
	l.queue, l.size = nil, 0
	l.mu.Unlock()
	if left == 0 {
		return nil
	}
	l.drop(left, "shutdown")
	return fmt.Errorf("decision log: %d decisions were not handed over in time", left)
}
