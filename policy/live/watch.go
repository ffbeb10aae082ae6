package live

import (
	"context"
	"os"
	"time"
)

// Watch reads the sources again whenever a signal comes, and looks every so often
// whether they hold something else; zero is never. It returns when ctx ends.
// What goes wrong is in the log and the Status.
func (p *Policy) Watch(ctx context.Context, every time.Duration, signals <-chan os.Signal) {
	p.Metrics.PolicyPolled(every)
	var ticks <-chan time.Time
	if every > 0 {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		ticks = ticker.C
	}
	for {
		select {
		case <-ctx.Done():
			return
		case s := <-signals:
			outcome, _ := p.reload(ctx, true)
			p.Log.Info("policy reloaded", "signal", s.String(), "live", outcome.Live, "candidate", outcome.Candidate)
		case <-ticks:
			_, _ = p.reload(ctx, false)
		}
	}
}
