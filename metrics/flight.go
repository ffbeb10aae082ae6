package metrics

import "github.com/prometheus/client_golang/prometheus"

func newFlights(p page) family[prometheus.Counter] {
	return newFamily(p.counter("presscheck_flight_recordings_total",
		"Slow decisions, by what became of the recording: written, skipped because another was made shortly before, or failed.", "result").WithLabelValues,
		each([]string{"written", "skipped", "failed"}))
}

// Flight records a decision that was slow, and what became of the recording of
// it: written, skipped or failed.
func (m *Metrics) Flight(result string) {
	if m != nil {
		m.flights.at(result).Inc()
	}
}
