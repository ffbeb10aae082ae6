package metrics_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/metrics"
)

var errPanic = errors.New("filter panicked")

// example knows little, so that all its series fit on a page.
func example() *metrics.Metrics {
	return metrics.New(metrics.Known{
		Filters:      map[string][]string{"gloss": {"injected-reading"}, "invisible": {"soft-hyphen", "zero-width"}},
		Rules:        []string{"link_blocks"},
		Verdicts:     []string{"publish", "review", "reject"},
		Sites:        []string{"courier"},
		Queues:       []string{"default", "sample"},
		Routes:       []string{"POST /v1/check", "/livez"},
		Problems:     []string{"busy"},
		FilterErrors: map[string]error{"panic": errPanic},
	})
}

// scrape returns the text format as a client gets it.
func scrape(t *testing.T, m *metrics.Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("GET /metrics answers %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

// series returns the lines of one metric, or of a _sum or _count of it, with
// all its labels.
func series(t *testing.T, m *metrics.Metrics, name string) []string {
	t.Helper()
	var lines []string
	for line := range strings.Lines(scrape(t, m)) {
		if strings.HasPrefix(line, name+"{") || strings.HasPrefix(line, name+" ") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

func TestKnownSeriesExistAtZero(t *testing.T) {
	tests := []struct {
		name string
		want []string
	}{
		{"presscheck_findings_total", []string{
			`presscheck_findings_total{filter="gloss",kind="injected-reading"} 0`,
			`presscheck_findings_total{filter="gloss",kind="other"} 0`,
			`presscheck_findings_total{filter="invisible",kind="other"} 0`,
			`presscheck_findings_total{filter="invisible",kind="soft-hyphen"} 0`,
			`presscheck_findings_total{filter="invisible",kind="zero-width"} 0`,
			`presscheck_findings_total{filter="other",kind="other"} 0`,
		}},
		{"presscheck_filter_duration_seconds_count", []string{
			`presscheck_filter_duration_seconds_count{filter="gloss"} 0`,
			`presscheck_filter_duration_seconds_count{filter="invisible"} 0`,
			`presscheck_filter_duration_seconds_count{filter="other"} 0`,
		}},
		{"presscheck_parse_rejected_total", []string{
			`presscheck_parse_rejected_total{reason="attributes"} 0`,
			`presscheck_parse_rejected_total{reason="budget"} 0`,
			`presscheck_parse_rejected_total{reason="depth"} 0`,
			`presscheck_parse_rejected_total{reason="encoding"} 0`,
			`presscheck_parse_rejected_total{reason="nodes"} 0`,
			`presscheck_parse_rejected_total{reason="other"} 0`,
			`presscheck_parse_rejected_total{reason="size"} 0`,
		}},
		{"presscheck_policy_eval_errors_total", []string{
			`presscheck_policy_eval_errors_total{reason="canceled"} 0`,
			`presscheck_policy_eval_errors_total{reason="error"} 0`,
			`presscheck_policy_eval_errors_total{reason="other"} 0`,
			`presscheck_policy_eval_errors_total{reason="timeout"} 0`,
		}},
		{"presscheck_http_request_duration_seconds_count", []string{
			`presscheck_http_request_duration_seconds_count{code="200",method="GET",route="/livez"} 0`,
			`presscheck_http_request_duration_seconds_count{code="200",method="POST",route="/v1/check"} 0`,
			`presscheck_http_request_duration_seconds_count{code="500",method="GET",route="/livez"} 0`,
			`presscheck_http_request_duration_seconds_count{code="500",method="POST",route="/v1/check"} 0`,
			`presscheck_http_request_duration_seconds_count{code="503",method="GET",route="/livez"} 0`,
			`presscheck_http_request_duration_seconds_count{code="503",method="POST",route="/v1/check"} 0`,
		}},
		{"presscheck_panics_total", []string{`presscheck_panics_total 0`}},
		{"presscheck_policy_info", nil},
	}
	m := example()
	for _, test := range tests {
		if diff := cmp.Diff(test.want, series(t, m, test.name)); diff != "" {
			t.Errorf("%s at the start (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestWhatHappensIsRecorded(t *testing.T) {
	tests := []struct {
		name   string
		happen func(*metrics.Metrics)
		want   string
	}{
		{"a request", func(m *metrics.Metrics) {
			m.Request(t.Context(), "POST /v1/check", "POST", 200, 30*time.Millisecond, 2000)
		},
			`presscheck_http_request_duration_seconds_sum{code="200",method="POST",route="/v1/check"} 0.03`},
		{"its body", func(m *metrics.Metrics) { m.Request(t.Context(), "POST /v1/check", "POST", 200, time.Second, 2000) },
			`presscheck_http_request_body_bytes_sum 2000`},
		{"a body of unknown size", func(m *metrics.Metrics) { m.Request(t.Context(), "POST /v1/check", "POST", 200, time.Second, -1) },
			`presscheck_http_request_body_bytes_count 0`},
		{"a request that matches nothing", func(m *metrics.Metrics) { m.Request(t.Context(), "", "GET", 404, time.Second, 0) },
			`presscheck_http_request_duration_seconds_count{code="404",method="GET",route="unmatched"} 1`},
		{"a request with strange parts", func(m *metrics.Metrics) { m.Request(t.Context(), "GET /x", "BREW", 999, time.Second, 0) },
			`presscheck_http_request_duration_seconds_count{code="other",method="other",route="other"} 1`},
		{"a request under way", func(m *metrics.Metrics) { m.InFlight(+1) },
			`presscheck_http_requests_in_flight 1`},
		{"a request that is over", func(m *metrics.Metrics) { m.InFlight(+1); m.InFlight(-1) },
			`presscheck_http_requests_in_flight 0`},
		{"spans that were lost", func(m *metrics.Metrics) { m.SpansLost(2) },
			`presscheck_spans_lost_total 2`},
		{"a panic", (*metrics.Metrics).Panic,
			`presscheck_panics_total 1`},
		{"an article's size", func(m *metrics.Metrics) { m.Article(5000, 3) },
			`presscheck_article_bytes_bucket{le="16384"} 1`},
		{"an article's links", func(m *metrics.Metrics) { m.Article(5000, 3) },
			`presscheck_article_links_bucket{le="2"} 0`},
		{"a refused article", func(m *metrics.Metrics) { m.ParseRejected("depth") },
			`presscheck_parse_rejected_total{reason="depth"} 1`},
		{"a finding", func(m *metrics.Metrics) { m.Finding("invisible", "zero-width") },
			`presscheck_findings_total{filter="invisible",kind="zero-width"} 1`},
		{"a finding of a strange kind", func(m *metrics.Metrics) { m.Finding("invisible", "?") },
			`presscheck_findings_total{filter="invisible",kind="other"} 1`},
		{"a finding of a strange filter", func(m *metrics.Metrics) { m.Finding("?", "zero-width") },
			`presscheck_findings_total{filter="other",kind="other"} 1`},
		{"a filter's time", func(m *metrics.Metrics) { m.Filter(t.Context(), "gloss", 2*time.Millisecond, nil) },
			`presscheck_filter_duration_seconds_sum{filter="gloss"} 0.002`},
		{"a filter without error", func(m *metrics.Metrics) { m.Filter(t.Context(), "gloss", time.Second, nil) },
			`presscheck_filter_errors_total{filter="gloss",reason="error"} 0`},
		{"a filter that panics", func(m *metrics.Metrics) { m.Filter(t.Context(), "gloss", 0, fmt.Errorf("x: %w", errPanic)) },
			`presscheck_filter_errors_total{filter="gloss",reason="panic"} 1`},
		{"a filter that is too slow", func(m *metrics.Metrics) { m.Filter(t.Context(), "gloss", 0, context.DeadlineExceeded) },
			`presscheck_filter_errors_total{filter="gloss",reason="timeout"} 1`},
		{"a client that goes away", func(m *metrics.Metrics) { m.Filter(t.Context(), "gloss", 0, context.Canceled) },
			`presscheck_filter_errors_total{filter="gloss",reason="canceled"} 1`},
		{"a policy's time", func(m *metrics.Metrics) { m.Policy(t.Context(), 4*time.Millisecond, nil) },
			`presscheck_policy_eval_duration_seconds_sum 0.004`},
		{"a policy that fails", func(m *metrics.Metrics) { m.Policy(t.Context(), 0, errors.New("conflict")) },
			`presscheck_policy_eval_errors_total{reason="error"} 1`},
		{"a policy's rules", func(m *metrics.Metrics) {
			m.PolicyLoaded("live", metrics.PolicyLabels{Revision: "abc", Rules: []string{"a", "b"}})
		},
			`presscheck_policy_rules 2`},
		{"a verdict", func(m *metrics.Metrics) { m.Verdict("review", "batch", "courier") },
			`presscheck_verdicts_total{site="courier",source="batch",verdict="review"} 1`},
		{"a verdict for a strange site", func(m *metrics.Metrics) { m.Verdict("review", "batch", "?") },
			`presscheck_verdicts_total{site="other",source="batch",verdict="review"} 1`},
		{"a verdict from a strange source", func(m *metrics.Metrics) { m.Verdict("review", "?", "courier") },
			`presscheck_verdicts_total{site="other",source="other",verdict="review"} 1`},
		{"a language", func(m *metrics.Metrics) { m.Language("review", "pl") },
			`presscheck_language_verdicts_total{language="pl",verdict="review"} 1`},
		{"a language that few write", func(m *metrics.Metrics) { m.Language("review", "tlh") },
			`presscheck_language_verdicts_total{language="other",verdict="review"} 1`},
		{"an article in which a kind was found", func(m *metrics.Metrics) { m.Found("review", "invisible", "zero-width") },
			`presscheck_found_articles_total{filter="invisible",kind="zero-width",verdict="review"} 1`},
		{"one of a strange kind", func(m *metrics.Metrics) { m.Found("review", "invisible", "?") },
			`presscheck_found_articles_total{filter="invisible",kind="other",verdict="review"} 1`},
		{"a problem", func(m *metrics.Metrics) { m.Problem("busy") },
			`presscheck_http_problems_total{problem="busy"} 1`},
		{"a strange problem", func(m *metrics.Metrics) { m.Problem("?") },
			`presscheck_http_problems_total{problem="other"} 1`},
		{"a policy that is looked for", func(m *metrics.Metrics) { m.PolicyPolled(10 * time.Second) },
			`presscheck_policy_poll_interval_seconds 10`},
		{"a reason that holds nothing", func(m *metrics.Metrics) { m.IdleReason("link_blocks", "shadow") },
			`presscheck_reasons_idle_total{rule="link_blocks",why="shadow"} 1`},
		{"a reason", func(m *metrics.Metrics) { m.Reason("link_blocks", "reject") },
			`presscheck_reasons_total{action="reject",rule="link_blocks"} 1`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := example()
			test.happen(m)
			if got := scrape(t, m); !strings.Contains(got, "\n"+test.want+"\n") {
				t.Errorf("no line %s in:\n%s", test.want, presscheckOnly(got))
			}
		})
	}
}

// presscheckOnly leaves out the runtime's metrics and all buckets.
func presscheckOnly(exposition string) string {
	var kept strings.Builder
	for line := range strings.Lines(exposition) {
		if strings.HasPrefix(line, "presscheck_") && !strings.Contains(line, "_bucket{") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

func TestOnlyTheLastPolicyIsShown(t *testing.T) {
	m := example()
	for _, revision := range []string{"a", "b", "b"} {
		m.PolicyLoaded("live", metrics.PolicyLabels{Revision: revision, Rules: []string{"r"}})
	}
	want := []string{`presscheck_policy_info{revision="b"} 1`}
	if diff := cmp.Diff(want, series(t, m, "presscheck_policy_info")); diff != "" {
		t.Errorf("policy info (-want +got):\n%s", diff)
	}
}
