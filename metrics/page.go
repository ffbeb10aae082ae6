package metrics

import (
	"maps"
	"slices"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Buckets. The objective for latency and the default limit of one policy
// evaluation, 250 ms, have a boundary.
var (
	requestSeconds = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5}
	filterSeconds  = []float64{.00005, .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1}
	policySeconds  = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25}
	sizes          = prometheus.ExponentialBuckets(1<<10, 4, 8) // 1 KiB to 16 MiB
	counts         = []float64{0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}
)

// New returns the metrics of one program, with a registry of their own, all at
// zero. Beside them stand those of the Go runtime, the process and the build.
func New(known Known) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry()}
	m.registry.MustRegister(
		collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsScheduler)),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		buildInfo(),
	)
	p := page{promauto.With(m.registry)}
	m.http(p, known)
	m.articles(p)
	m.filters(p, known)
	m.policy(p, known)
	m.flights = newFlights(p)
	m.spansLost = newSpansLost(p)
	return m
}

func (m *Metrics) http(p page, known Known) {
	m.requests = newRequests(p.histogram("presscheck_http_request_duration_seconds",
		"Time from the header of a request to the end of its answer, by the route that matched.",
		requestSeconds, "route", "method", "code"), known.Routes)
	m.inFlight = p.gauge("presscheck_http_requests_in_flight",
		"Requests being answered now.").WithLabelValues()
	m.bodyBytes = p.histogram("presscheck_http_request_body_bytes",
		"Size of the bodies of requests, as sent.", sizes).WithLabelValues()
	m.problems = newFamily(p.counter("presscheck_http_problems_total",
		"Requests, and lines of batches, that were answered with a problem instead of what was asked for, by its type.",
		"problem").WithLabelValues, each(known.Problems))
	m.strangers = newFamily(p.counter("presscheck_auth_failures_total",
		"Times that somebody could not show who they are, by what they tried it with.", "by").WithLabelValues,
		each([]string{"token", "link", "oidc"}))
	m.panics = p.counter("presscheck_panics_total",
		"Panics that were recovered from. Each is a bug.").WithLabelValues()
}

func (m *Metrics) articles(p page) {
	m.bytes = p.histogram("presscheck_article_bytes",
		"Size of the articles, as UTF-8.", sizes).WithLabelValues()
	m.links = p.histogram("presscheck_article_links",
		"Links in an article.", counts).WithLabelValues()
	m.parses = newFamily(p.counter("presscheck_parse_rejected_total",
		"Articles that were refused before anything could look at them.", "reason").WithLabelValues,
		each([]string{"depth", "nodes", "size", "attributes", "budget", "encoding"}))
}

func (m *Metrics) filters(p page, known Known) {
	names := slices.Sorted(maps.Keys(known.Filters))
	m.filterTimes = newFamily(p.histogram("presscheck_filter_duration_seconds",
		"Time that one filter took for one article.", filterSeconds, "filter").WithLabelValues,
		each(names))
	m.filterFails = newFailures(p.counter("presscheck_filter_errors_total",
		"Times that a filter could not look at an article.", "filter", "reason"),
		known.FilterErrors, func(reasons []string) [][]string { return product(names, reasons) })
	var kinds [][]string
	for _, filter := range names {
		kinds = append(kinds, product([]string{filter}, known.Filters[filter])...)
	}
	m.findings = newFamily(p.counter("presscheck_findings_total",
		"Findings, before any policy has judged them.", "filter", "kind").WithLabelValues,
		append(kinds, []string{other, other}))
	m.found = newFamily(p.counter("presscheck_found_articles_total",
		"Articles in which a kind was found, however often, by their verdict.", "verdict", "filter", "kind").WithLabelValues,
		under(known.Verdicts, append(kinds, []string{other, other})))
}

func (m *Metrics) policy(p page, known Known) {
	m.policyTime = p.histogram("presscheck_policy_eval_duration_seconds",
		"Time that the policy took to judge one article.", policySeconds).WithLabelValues()
	m.policyFails = newFailures(p.counter("presscheck_policy_eval_errors_total",
		"Times that the policy could not judge an article.", "reason"), known.PolicyErrors, each)
	m.verdicts = newFamily(p.counter("presscheck_verdicts_total",
		"Verdicts, by where the article came in and the site that it is for.", "verdict", "source", "site").WithLabelValues,
		product(known.Verdicts, []string{"http", "batch"}, known.Sites))
	m.languages = newFamily(p.counter("presscheck_language_verdicts_total",
		"Verdicts, by the language that the article says it is in.", "verdict", "language").WithLabelValues,
		product(known.Verdicts, languages))
	m.decisions = newDecisions(p)
	m.desk = newDesk(p, known)
	m.policies = newPolicies(p, known, m.desk.backlog.relabel)
}

// A page is where metrics are written down: name, help, buckets, labels.
type page struct{ promauto.Factory }

func (p page) counter(name, help string, labels ...string) *prometheus.CounterVec {
	return p.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

func (p page) gauge(name, help string, labels ...string) *prometheus.GaugeVec {
	return p.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: help}, labels)
}

func (p page) histogram(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
	return p.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, labels)
}
