package pipeline_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/pipeline"
)

func TestOrderedYieldsInInputOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slowFirst := func(_ context.Context, n int) int {
			time.Sleep(time.Duration(100-n) * time.Millisecond)
			return n * n
		}
		got := slices.Collect(pipeline.Ordered(t.Context(), slices.Values([]int{1, 2, 3, 4, 5}), 3, slowFirst))
		if diff := cmp.Diff([]int{1, 4, 9, 16, 25}, got); diff != "" {
			t.Errorf("results (-want +got):\n%s", diff)
		}
	})
}

func TestOrderedKeepsToItsWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int32
		work := func(context.Context, int) int {
			most.Store(max(most.Load(), running.Add(1)))
			time.Sleep(time.Millisecond)
			running.Add(-1)
			return 0
		}
		for range pipeline.Ordered(t.Context(), slices.Values(make([]int, 100)), 4, work) {
		}
		if most.Load() != 4 {
			t.Errorf("%d calls ran at once, want 4", most.Load())
		}
	})
}

func TestOrderedStopsWhenTheCallerBreaksOff(t *testing.T) {
	endless := func(yield func(int) bool) {
		for n := 0; yield(n); n++ {
		}
	}
	var started atomic.Int32
	for n := range pipeline.Ordered(t.Context(), endless, 4, func(_ context.Context, n int) int { started.Add(1); return n }) {
		if n == 10 {
			break
		}
	}
	if started.Load() > 30 {
		t.Errorf("%d calls were started for 11 results", started.Load())
	}
}

func TestOrderedStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	endless := func(yield func(int) bool) {
		for n := 0; yield(n); n++ {
		}
	}
	for n := range pipeline.Ordered(ctx, endless, 2, func(_ context.Context, n int) int { return n }) {
		if n == 5 {
			cancel()
		}
	}
	cancel()
}
