// Package metrics counts and times what presscheck does, for Prometheus.
//
// Every metric of the program stands in this package and in its README.md. The
// numbers come from the other packages, which call a method of Metrics named
// for what happened; so may the texts that become labels, some of which a
// client chooses. Each label therefore has a closed set of values that is known
// when the program starts, or when a policy is loaded: all of them exist at zero
// from then on, and anything else is counted as "other".
package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Known lists the values that labels may take. A value that is missing here is
// counted as "other". The zero Known knows nothing. It is not changed after New.
type Known struct {
	Filters  map[string][]string // the kinds of each filter
	Rules    []string            // that there are whatever policy is loaded, such as that of verdicts it could not give
	Verdicts []string            // publish, review, reject; of verdicts and of reasons
	Sites    []string            // that are counted by name
	Queues   []string            // of the review desk, that there are whatever policy is loaded
	Routes   []string            // patterns of http.ServeMux, such as "POST /v1/check"
	Problems []string            // types of problem documents

	// Errors worth telling apart, by the reason they are counted under. Besides
	// them there are always timeout, canceled and error, the latter for any other.
	FilterErrors, PolicyErrors map[string]error
}

// Metrics records what happens. Its methods may be called from many goroutines
// at once. A nil *Metrics records nothing.
type Metrics struct {
	registry *prometheus.Registry

	requests    requests
	inFlight    prometheus.Gauge
	bodyBytes   prometheus.Observer
	problems    family[prometheus.Counter]
	panics      prometheus.Counter
	strangers   family[prometheus.Counter]
	bytes       prometheus.Observer
	links       prometheus.Observer
	parses      family[prometheus.Counter]
	findings    family[prometheus.Counter]
	found       family[prometheus.Counter]
	filterTimes family[prometheus.Observer]
	filterFails failures
	verdicts    family[prometheus.Counter]
	languages   family[prometheus.Counter]
	policyTime  prometheus.Observer
	policyFails failures
	policies    *policies
	decisions   decisions
	desk        desk
	flights     family[prometheus.Counter]
	spansLost   prometheus.Counter
}

// InFlight records that so many requests more are being answered: +1 when one
// begins, -1 when it is done.
func (m *Metrics) InFlight(more int) {
	if m != nil {
		m.inFlight.Add(float64(more))
	}
}

// Request records an answered request: the pattern that matched it
// (http.Request.Pattern, empty if none did), its method, the status, the time
// from its header to the end of the answer, and the size of its body as sent;
// a negative size is unknown and not recorded. If ctx has a sampled span, its
// trace becomes an exemplar.
func (m *Metrics) Request(ctx context.Context, pattern, method string, code int, took time.Duration, bodyBytes int64) {
	if m == nil {
		return
	}
	observe(ctx, m.requests.at(pattern, method, code), took)
	if bodyBytes >= 0 {
		m.bodyBytes.Observe(float64(bodyBytes))
	}
}

// Problem records an answer that was a problem of that type.
func (m *Metrics) Problem(name string) {
	if m != nil {
		m.problems.at(name).Inc()
	}
}

// Panic records a panic that was recovered from.
func (m *Metrics) Panic() {
	if m != nil {
		m.panics.Inc()
	}
}

// AuthFailure records that somebody could not show who they are: by token, link
// or oidc.
func (m *Metrics) AuthFailure(by string) {
	if m != nil {
		m.strangers.at(by).Inc()
	}
}

// Article records the size of a parsed article: bytes of source, and links.
func (m *Metrics) Article(bytes, links int) {
	if m != nil {
		m.bytes.Observe(float64(bytes))
		m.links.Observe(float64(links))
	}
}

// ParseRejected records an article that was refused because of its depth,
// nodes, size, attributes, encoding, or the parser's time budget ("budget").
func (m *Metrics) ParseRejected(reason string) {
	if m != nil {
		m.parses.at(reason).Inc()
	}
}

// Filter records that a filter looked at one article, how long it took, and
// the error if it could not look. The trace in ctx, if sampled, becomes an exemplar.
func (m *Metrics) Filter(ctx context.Context, filter string, took time.Duration, err error) {
	if m == nil {
		return
	}
	observe(ctx, m.filterTimes.at(filter), took)
	if err != nil {
		m.filterFails.at(filter, m.filterFails.reason(err)).Inc()
	}
}

// Finding records one finding.
func (m *Metrics) Finding(filter, kind string) {
	if m != nil {
		m.findings.at(filter, kind).Inc()
	}
}

// Found records that a filter found a kind in an article, once or more, and the
// verdict on the article.
func (m *Metrics) Found(verdict, filter, kind string) {
	if m != nil {
		m.found.at(verdict, filter, kind).Inc()
	}
}

// Policy records that the policy judged one article, how long it took, and the
// error if it could not judge. The trace in ctx, if sampled, becomes an exemplar.
func (m *Metrics) Policy(ctx context.Context, took time.Duration, err error) {
	if m == nil {
		return
	}
	observe(ctx, m.policyTime, took)
	if err != nil {
		m.policyFails.at(m.policyFails.reason(err)).Inc()
	}
}

// Verdict records a verdict, where the article came in (http for a single
// article, batch for one of many), and the site that it is for.
func (m *Metrics) Verdict(verdict, source, site string) {
	if m != nil {
		m.verdicts.at(verdict, source, site).Inc()
	}
}

// Language records a verdict on an article in a language: a subtag of BCP 47 in
// lower case, empty if the article does not say.
func (m *Metrics) Language(verdict, language string) {
	if m != nil {
		m.languages.at(verdict, language).Inc()
	}
}
