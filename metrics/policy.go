package metrics

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// The results of reading a policy, and which policy it is: the one in force or
// the candidate for the next.
var (
	reloadResults = []string{"loaded", "unchanged", "refused", "unreachable", "promoted"}
	policyNames   = []string{"live", "candidate"}
)

// policies are the metrics of which policies there are. Their names of rules
// and sites become labels, and change when a policy is replaced.
type policies struct {
	rules    *prometheus.GaugeVec            // how many, of the policy in force
	info     map[string]*prometheus.GaugeVec // by policyNames
	reloads  family[prometheus.Counter]
	succeeds *prometheus.GaugeVec // without series until something was read
	seen     *prometheus.GaugeVec // likewise
	reasons  *prometheus.CounterVec
	idle     *prometheus.CounterVec
	demoted  *prometheus.GaugeVec
	decided  *prometheus.CounterVec
	tried    prometheus.Counter
	flips    *prometheus.CounterVec
	interval *prometheus.GaugeVec // without series until it is known
	queues   func([]string)       // relabels those of the desk

	verdicts []string
	sites    []string
	always   []string                                // rules that there are without any policy
	counted  atomic.Pointer[counted]                 // reasons
	labels   atomic.Pointer[map[string]PolicyLabels] // by policyNames

	mu sync.Mutex // held while labels change
}

// counted are the reasons by their rules, of one policy after the other.
type counted struct {
	held, idle, decided family[prometheus.Counter]
	demoted             family[prometheus.Gauge]
}

// PolicyLabels are the names of one policy that may be labels. The zero
// PolicyLabels are those of no policy.
type PolicyLabels struct {
	Revision string
	Rules    []string
	Queues   []string // of the review desk that its settings name
}

func newPolicies(p page, known Known, queues func([]string)) *policies {
	m := &policies{
		queues: queues,
		rules:  p.gauge("presscheck_policy_rules", "Rules of the policy that judges now."),
		info: map[string]*prometheus.GaugeVec{
			"live":      p.gauge("presscheck_policy_info", "Always 1; the label is the revision of the policy that judges now.", "revision"),
			"candidate": p.gauge("presscheck_policy_candidate_info", "Always 1; the label is the revision of the candidate that is tried beside it.", "revision"),
		},
		reasons:  p.counter("presscheck_reasons_total", "Reasons that held an article: the rule, and the verdict that it asked for.", "rule", "action"),
		idle:     p.counter("presscheck_reasons_idle_total", "Reasons that held no article: the rule, and why.", "rule", "why"),
		demoted:  p.gauge("presscheck_policy_rule_demoted", "1 while a rule only asks for reviews, because it strikes far more often than usual; 0 otherwise.", "rule"),
		decided:  p.counter("presscheck_review_rule_decisions_total", "Decisions on items that a rule held, once for each such rule, by outcome. To approve overturns the rule.", "rule", "outcome"),
		tried:    p.counter("presscheck_policy_candidate_articles_total", "Articles that a candidate judged beside the policy in force.").WithLabelValues(),
		flips:    p.counter("presscheck_policy_candidate_flips_total", "Verdicts that would be others with this candidate, once for each rule for which they would.", "from", "to", "rule", "site"),
		succeeds: p.gauge("presscheck_policy_last_reload_successful", "1 if what was last read of the policy is in force, 0 if it could not be.", "policy"),
		seen:     p.gauge("presscheck_policy_last_reload_success_timestamp_seconds", "When the policy was last found to be what its source holds.", "policy"),
		interval: p.gauge("presscheck_policy_poll_interval_seconds", "How often it is looked whether the policy has changed; 0 is never."),
		verdicts: known.Verdicts,
		sites:    known.Sites,
		always:   known.Rules,
	}
	m.reloads = newFamily(p.counter("presscheck_policy_reloads_total",
		"Times that a policy was read because somebody asked, or because it had changed.", "policy", "result").WithLabelValues,
		product(policyNames, reloadResults))
	m.rules.WithLabelValues()
	m.labels.Store(&map[string]PolicyLabels{})
	m.relabel("live", PolicyLabels{})
	return m
}

// PolicyLoaded records that another policy is in force from now on ("live"), or
// is tried beside it ("candidate"), or that there is none any more.
func (m *Metrics) PolicyLoaded(name string, labels PolicyLabels) {
	if m == nil {
		return
	}
	p := m.policies
	info, known := p.info[name]
	if !known {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	old := (*p.labels.Load())[name].Revision
	if name == "live" {
		p.rules.WithLabelValues().Set(float64(len(labels.Rules)))
	} else if old != labels.Revision {
		p.flips.Reset() // they were those of another
	}
	p.relabel(name, labels)
	if labels.Revision != "" {
		info.WithLabelValues(labels.Revision).Set(1)
	}
	if old != labels.Revision {
		info.DeleteLabelValues(old) // after the new one is there: a scrape sees two, never none
	}
}

// relabel replaces the labels of one policy. Series of rules that came begin at
// zero, those of rules that went end.
func (p *policies) relabel(name string, labels PolicyLabels) {
	all := maps.Clone(*p.labels.Load())
	gone := all["live"].Rules
	all[name] = labels
	p.labels.Store(&all)
	if name != "live" {
		return
	}
	rules := append(slices.Clone(p.always), labels.Rules...)
	p.counted.Store(&counted{
		held:    newFamily(p.reasons.WithLabelValues, product(rules, p.verdicts)),
		idle:    newFamily(p.idle.WithLabelValues, product(rules, []string{"warn", "shadow", "suppressed"})),
		demoted: newFamily(p.demoted.WithLabelValues, each(rules)),
		decided: newFamily(p.decided.WithLabelValues, product(rules, deskOutcomes)),
	})
	p.queues(labels.Queues)
	for _, rule := range gone {
		if !slices.Contains(rules, rule) {
			ended := prometheus.Labels{"rule": rule}
			p.reasons.DeletePartialMatch(ended)
			p.idle.DeletePartialMatch(ended)
			p.demoted.DeletePartialMatch(ended)
			p.decided.DeletePartialMatch(ended)
		}
	}
}

// PolicyReload records that the policy name, "live" or "candidate", was read at
// the time given, and the result: loaded, unchanged, refused, unreachable or promoted.
func (m *Metrics) PolicyReload(name, result string, at time.Time) {
	if m == nil {
		return
	}
	m.policies.reloads.at(name, result).Inc()
	m.PolicySeen(name, result != "refused" && result != "unreachable", at)
}

// PolicySeen records that the source of a policy was looked at without being
// asked to, and whether what it holds is what is in force.
func (m *Metrics) PolicySeen(name string, good bool, at time.Time) {
	if m == nil {
		return
	}
	if !slices.Contains(policyNames, name) {
		name = other
	}
	if !good {
		m.policies.succeeds.WithLabelValues(name).Set(0)
		return
	}
	m.policies.succeeds.WithLabelValues(name).Set(1)
	m.policies.seen.WithLabelValues(name).Set(float64(at.Unix()))
}

// PolicyPolled records how often it is looked whether the policy has changed; 0
// is never.
func (m *Metrics) PolicyPolled(every time.Duration) {
	if m != nil {
		m.policies.interval.WithLabelValues().Set(every.Seconds())
	}
}

// Reason records one reason that held an article: the rule and what it asked for.
func (m *Metrics) Reason(rule, action string) {
	if m != nil {
		m.policies.counted.Load().held.at(rule, action).Inc()
	}
}

// IdleReason records one reason that held no article, and why: its rule only
// warns, is in shadow, or the reason was suppressed by an exemption.
func (m *Metrics) IdleReason(rule, why string) {
	if m != nil {
		m.policies.counted.Load().idle.at(rule, why).Inc()
	}
}

// Demoted records whether a rule only asks for reviews, because it strikes far
// more often than usual.
func (m *Metrics) Demoted(rule string, is bool) {
	if m == nil {
		return
	}
	value := 0.0
	if is {
		value = 1
	}
	m.policies.counted.Load().demoted.at(rule).Set(value)
}

// Tried records that a candidate judged an article of the site beside the policy
// in force: the two verdicts, and the rules for which they differ.
func (m *Metrics) Tried(from, to string, rules []string, site string) {
	if m == nil {
		return
	}
	p := m.policies
	p.tried.Inc()
	labels := *p.labels.Load()
	known := slices.Concat(p.always, labels["live"].Rules, labels["candidate"].Rules)
	for _, rule := range rules {
		p.flips.WithLabelValues(oneOf(p.verdicts, from), oneOf(p.verdicts, to), oneOf(known, rule), oneOf(p.sites, site)).Inc()
	}
}

// oneOf is value if it is known.
func oneOf(known []string, value string) string {
	if slices.Contains(known, value) {
		return value
	}
	return other
}
