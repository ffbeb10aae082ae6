package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// What people do at the desk, and what becomes of an attempt to tell a site of
// a decision.
var (
	deskActions     = []string{"claimed", "taken-over", "released", "skipped", "escalated", "approve", "approve-repaired", "reject", "undone", "reopened"}
	deliveryResults = []string{"delivered", "due", "failed"}
)

// decisionSeconds reach from a minute to a week.
var decisionSeconds = []float64{60, 300, 900, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 3 * 24 * 3600, 7 * 24 * 3600}

// desk are the metrics of the review desk.
type desk struct {
	depth, oldest family[prometheus.Gauge]
	actions       family[prometheus.Counter]
	latency       prometheus.Observer
	deliveries    family[prometheus.Counter]
	pending       prometheus.Gauge
}

// A Waiting is what waits in one queue: how many items, and how long the
// oldest has. The zero Waiting is an empty queue.
type Waiting struct {
	Depth  int
	Oldest time.Duration
}

func newDesk(p page, queues []string) desk {
	return desk{
		depth: newFamily(p.gauge("presscheck_review_queue_depth",
			"Items that wait for a person, by queue.", "queue").WithLabelValues, each(queues)),
		oldest: newFamily(p.gauge("presscheck_review_queue_oldest_age_seconds",
			"How long the item has waited that waits longest, by queue; 0 if none does.", "queue").WithLabelValues, each(queues)),
		actions: newFamily(p.counter("presscheck_review_actions_total",
			"What people did at the desk; of decisions, the outcome.", "action").WithLabelValues, each(deskActions)),
		latency: p.histogram("presscheck_review_latency_seconds",
			"Time from when an item was held to the decision on it.", decisionSeconds).WithLabelValues(),
		deliveries: newFamily(p.counter("presscheck_webhook_deliveries_total",
			"Attempts to tell a site of a decision, by what became of it: delivered, due again, or failed for too long.", "result").WithLabelValues,
			each(deliveryResults)),
		pending: p.gauge("presscheck_webhook_oldest_pending_age_seconds",
			"How long the decision has been final that a site still has to be told of and that is the oldest; 0 if there is none.").WithLabelValues(),
	}
}

// Desk records what waits now: for people, by queue, and for sites that have to
// be told of a decision, how long the oldest has been final. A queue that is
// not named is empty.
func (m *Metrics) Desk(queues map[string]Waiting, oldestDelivery time.Duration) {
	if m == nil {
		return
	}
	all := map[prometheus.Gauge]Waiting{}
	for name, w := range queues {
		sum := all[m.desk.depth.at(name)]
		all[m.desk.depth.at(name)] = Waiting{sum.Depth + w.Depth, max(sum.Oldest, w.Oldest)}
	}
	for labels, depth := range m.desk.depth {
		depth.Set(float64(all[depth].Depth))
		m.desk.oldest[labels].Set(max(0, all[depth].Oldest.Seconds()))
	}
	m.desk.pending.Set(max(0, oldestDelivery.Seconds()))
}

// DeskAction records what a person did with an item: claimed, taken-over,
// released, skipped, escalated, undone, reopened or, of a decision, its outcome.
func (m *Metrics) DeskAction(action string) {
	if m != nil {
		m.desk.actions.at(action).Inc()
	}
}

// Decided records a decision on an item that was held for so long.
func (m *Metrics) Decided(outcome string, waited time.Duration) {
	if m != nil {
		m.DeskAction(outcome)
		m.desk.latency.Observe(waited.Seconds())
	}
}

// Delivery records an attempt to tell a site of a decision, and what became of
// that: delivered, due or failed.
func (m *Metrics) Delivery(result string) {
	if m != nil {
		m.desk.deliveries.at(result).Inc()
	}
}
