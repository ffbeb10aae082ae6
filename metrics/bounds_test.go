package metrics_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/presscheck/presscheck/metrics"
)

// everything calls each method that takes a label.
func everything(m *metrics.Metrics, label string, code int) {
	m.InFlight(+1)
	defer m.InFlight(-1)
	m.Request(context.Background(), label, label, code, time.Millisecond, 1)
	m.Panic()
	m.Article(1, 1)
	m.ParseRejected(label)
	m.Filter(context.Background(), label, time.Millisecond, errors.New(label))
	m.Finding(label, label)
	m.Finding("gloss", label)
	m.Policy(context.Background(), time.Millisecond, errors.New(label))
	m.PolicyLoaded(label, metrics.PolicyLabels{Revision: label, Rules: []string{label}})
	m.PolicyLoaded("live", metrics.PolicyLabels{Revision: label, Rules: []string{"link_blocks"}})
	m.PolicyReload(label, label, time.Now())
	m.Tried(label, label, []string{label}, label)
	m.DecisionsDropped(1, label)
	m.DecisionsWritten(1)
	m.DecisionsQueued(1)
	m.Demoted(label, true)
	m.Desk(metrics.Backlog{Queues: map[string]metrics.Waiting{label: {Depth: 1}}})
	m.DeskAction(label)
	m.Claim(label)
	m.Decided(metrics.Decision{Verdict: label, Outcome: label, Rules: []string{label, "link_blocks"}, InHand: time.Second})
	m.Problem(label)
	m.AuthFailure(label)
	m.Found(label, label, label)
	m.Found("review", "gloss", label)
	m.PolicyPolled(time.Second)
	m.Delivery(label)
	m.Flight(label)
	m.SpansLost(1)
	m.Verdict(label, label, label)
	m.Language(label, label)
	m.Verdict("review", label, label)
	m.Reason(label, label)
	m.Reason("link_blocks", label)
	m.IdleReason(label, label)
	m.Demoted(label, true)
	m.IdleReason("link_blocks", label)
}

func count(t *testing.T, m *metrics.Metrics) int {
	t.Helper()
	return strings.Count(scrape(t, m), "\npresscheck_")
}

func TestStrangeValuesDoNotMakeSeries(t *testing.T) {
	m := example()
	everything(m, "strange", 999)
	before := count(t, m)
	for i := range 10_000 {
		everything(m, "strange "+strconv.Itoa(i), 1000+i)
	}
	if after := count(t, m); after != before {
		t.Errorf("%d series after 10,000 strange values, want %d as after one", after, before)
	}
}

func TestANilMetricsRecordsNothing(t *testing.T) {
	var m *metrics.Metrics
	everything(m, "x", 200)
	if families, err := m.Gather(); len(families) != 0 || err != nil {
		t.Errorf("Gather() = %v, %v, want nothing", families, err)
	}
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 404 {
		t.Errorf("GET /metrics answers %d, want 404", w.Code)
	}
}

func TestTheZeroKnownIsEnough(t *testing.T) {
	m := metrics.New(metrics.Known{})
	everything(m, "x", 200)
	if got := scrape(t, m); !strings.Contains(got, `presscheck_verdicts_total{site="other",source="other",verdict="other"} 2`) {
		t.Errorf("verdicts are not counted as other:\n%s", presscheckOnly(got))
	}
}

func TestManyMayRecordAtOnce(t *testing.T) {
	const goroutines, times = 8, 100
	m := example()
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			for range times {
				everything(m, strconv.Itoa(g), 200)
			}
			scrapeQuietly(m)
		})
	}
	wg.Wait()
	if got := scrape(t, m); !strings.Contains(got, "\npresscheck_panics_total 800\n") {
		t.Errorf("not all of 800 are counted:\n%s", presscheckOnly(got))
	}
	if got := series(t, m, "presscheck_policy_info"); len(got) != 1 {
		t.Errorf("policy info is %q, want one series", got)
	}
}

func scrapeQuietly(m *metrics.Metrics) {
	m.Handler().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/metrics", nil))
}

func BenchmarkRecord(b *testing.B) {
	m := example()
	b.Run("finding", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			m.Finding("invisible", "zero-width")
		}
	})
	b.Run("request", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			m.Request(b.Context(), "POST /v1/check", "POST", 200, time.Millisecond, 1000)
		}
	})
}
