package metrics

import "github.com/prometheus/client_golang/prometheus"

func newSpansLost(p page) prometheus.Counter {
	return p.counter("presscheck_spans_lost_total",
		"Spans of traces that could not be sent to the collector.").WithLabelValues()
}

// SpansLost records that so many spans could not be sent.
func (m *Metrics) SpansLost(n int) {
	if m != nil {
		m.spansLost.Add(float64(n))
	}
}
