package metrics

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
)

// The reasons that every failure may have.
const (
	timedOut = "timeout"  // a deadline passed
	canceled = "canceled" // the client went away, or the program is stopping
	failed   = "error"    // anything else
)

// failures counts errors by the reason for them.
type failures struct {
	family[prometheus.Counter]
	known   map[string]error
	reasons []string // of known, in the order in which they are tried
}

// newFailures makes the series of vec, whose last label is the reason; sets
// gives the sets of values for a list of reasons.
func newFailures(vec *prometheus.CounterVec, known map[string]error, sets func([]string) [][]string) failures {
	f := failures{known: known, reasons: slices.Sorted(maps.Keys(known))}
	reasons := append([]string{timedOut, canceled, failed}, f.reasons...)
	f.family = newFamily(vec.WithLabelValues, sets(reasons))
	return f
}

// reason names the reason for err.
func (f failures) reason(err error) string {
	if errors.Is(err, context.Canceled) {
		return canceled
	}
	for _, reason := range f.reasons {
		if errors.Is(err, f.known[reason]) {
			return reason
		}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return timedOut
	}
	return failed
}
