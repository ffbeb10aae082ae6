package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// What people do at the desk, and what becomes of an attempt to tell a site of
// a decision.
var (
	deskActions     = []string{"escalated", "undone", "reopened"}
	deskClaims      = []string{"claimed", "expired", "taken-over", "released", "skipped", "conflict"}
	deskOutcomes    = []string{"approve", "approve-repaired", "reject"}
	deliveryResults = []string{"delivered", "due", "failed"}
)

// waitSeconds reach from a minute to a week, handSeconds from five seconds to an
// hour: the default lease is five minutes, and a heartbeat renews it.
var (
	waitSeconds = []float64{60, 300, 900, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 3 * 24 * 3600, 7 * 24 * 3600}
	handSeconds = []float64{5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600}
)

// desk are the metrics of the review desk; those of decisions by rule change
// with the policy.
type desk struct {
	backlog    *backlog
	actions    family[prometheus.Counter]
	claims     family[prometheus.Counter]
	decisions  family[prometheus.Counter]
	waited     prometheus.Observer
	inHand     prometheus.Observer
	deliveries family[prometheus.Counter]
}

func newDesk(p page, known Known) desk {
	return desk{
		backlog: newBacklog(p, known.Queues),
		actions: newFamily(p.counter("presscheck_review_actions_total",
			"What people did at the desk besides claiming and deciding.", "action").WithLabelValues, each(deskActions)),
		claims: newFamily(p.counter("presscheck_review_claims_total",
			"What became of items in people's hands: claimed, claimed after another's lease had expired, taken over from another, given back, skipped; or that a request was in conflict with another.",
			"result").WithLabelValues, each(deskClaims)),
		decisions: newFamily(p.counter("presscheck_review_decisions_total",
			"Decisions, by the verdict of the machine and the outcome. To approve what was held overturns the machine; to reject what it would publish, a sample, finds what it missed.",
			"verdict", "outcome").WithLabelValues, product(known.Verdicts, deskOutcomes)),
		waited: p.histogram("presscheck_review_latency_seconds",
			"Time from when an item was held to the decision on it.", waitSeconds).WithLabelValues(),
		inHand: p.histogram("presscheck_review_claim_to_decision_seconds",
			"Time from when a person got an item to their decision on it.", handSeconds).WithLabelValues(),
		deliveries: newFamily(p.counter("presscheck_webhook_deliveries_total",
			"Attempts to tell a site of a decision, by what became of it: delivered, due again, or failed for too long.", "result").WithLabelValues,
			each(deliveryResults)),
	}
}

// DeskAction records what a person did besides claiming and deciding:
// escalated, undone or reopened.
func (m *Metrics) DeskAction(action string) {
	if m != nil {
		m.desk.actions.at(action).Inc()
	}
}

// Claim records what became of an item in a person's hands: claimed, expired
// (claimed because the lease of another had ended), taken-over, released or
// skipped; or a request in conflict with what another did.
func (m *Metrics) Claim(result string) {
	if m != nil {
		m.desk.claims.at(result).Inc()
	}
}

// A Decision is a person's on an item.
type Decision struct {
	Verdict string   // of the machine
	Rules   []string // that held the item
	Outcome string   // approve, approve-repaired or reject
	Waited  time.Duration
	InHand  time.Duration // of that time, in the hands of who decided; not positive is not known
}

// Decided records a decision. One that is taken back later stays counted.
func (m *Metrics) Decided(d Decision) {
	if m == nil {
		return
	}
	m.desk.decisions.at(d.Verdict, d.Outcome).Inc()
	m.desk.waited.Observe(d.Waited.Seconds())
	if d.InHand > 0 {
		m.desk.inHand.Observe(d.InHand.Seconds())
	}
	byRule := m.policies.counted.Load().decided
	for _, rule := range d.Rules {
		byRule.at(rule, d.Outcome).Inc()
	}
}

// Delivery records an attempt to tell a site of a decision, and what became of
// that: delivered, due or failed.
func (m *Metrics) Delivery(result string) {
	if m != nil {
		m.desk.deliveries.at(result).Inc()
	}
}
