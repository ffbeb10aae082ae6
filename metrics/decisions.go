package metrics

import "github.com/prometheus/client_golang/prometheus"

// decisions are the metrics of the decision log.
type decisions struct {
	written prometheus.Counter
	dropped family[prometheus.Counter]
	queued  prometheus.Gauge
}

func newDecisions(p page) decisions {
	return decisions{
		written: p.counter("presscheck_decision_log_written_total",
			"Decisions that the decision log has handed over.").WithLabelValues(),
		dropped: newFamily(p.counter("presscheck_decision_log_dropped_total",
			"Decisions that are not in the decision log: the queue was full, the receiver refused them, they could not be written, or the program ended.", "reason").WithLabelValues,
			each([]string{"full", "refused", "unwritable", "shutdown"})),
		queued: p.gauge("presscheck_decision_log_queue_bytes",
			"Size of the decisions that wait to be handed over.").WithLabelValues(),
	}
}

// DecisionsWritten records that the decision log handed so many decisions over.
func (m *Metrics) DecisionsWritten(n int) {
	if m != nil {
		m.decisions.written.Add(float64(n))
	}
}

// DecisionsDropped records that so many decisions are missing in the decision
// log, and why: full, refused, unwritable or shutdown.
func (m *Metrics) DecisionsDropped(n int, reason string) {
	if m != nil {
		m.decisions.dropped.at(reason).Add(float64(n))
	}
}

// DecisionsQueued records how many bytes of decisions wait now.
func (m *Metrics) DecisionsQueued(bytes int) {
	if m != nil {
		m.decisions.queued.Set(float64(bytes))
	}
}
