package main

import (
	"context"
	"errors"
	"sync"
	"time"
)

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
