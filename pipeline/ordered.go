package pipeline

import (
	"context"
	"iter"
)

// Ordered calls f on each item of in, on up to workers goroutines at once, and
// yields the results in the order of the items. At most twice as many items as
// there are workers are under way or waiting to be yielded, so an endless in is
// fine. It stops early, having waited for the calls under way, when ctx ends or
// the caller breaks off.
func Ordered[T, R any](ctx context.Context, in iter.Seq[T], workers int, f func(context.Context, T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		ctx, cancel := context.WithCancel(ctx)
		queue := make(chan chan R, workers)
		done := make(chan struct{})
		go func() {
			defer close(done)
			feed(ctx, in, workers, queue, f)
		}()
		for result := range queue {
			if !yield(<-result) {
				break
			}
		}
		cancel()
		for result := range queue {
			<-result
		}
		<-done
	}
}

// feed starts a call for each item and queues where its result will be.
func feed[T, R any](ctx context.Context, in iter.Seq[T], workers int, queue chan<- chan R, f func(context.Context, T) R) {
	defer close(queue)
	slots := make(chan struct{}, workers)
	for item := range in {
		select {
		case <-ctx.Done():
			return
		case slots <- struct{}{}:
		}
		result := make(chan R, 1)
		go func() {
			result <- f(ctx, item)
			<-slots
		}()
		queue <- result
	}
}
