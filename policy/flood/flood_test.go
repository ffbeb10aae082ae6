package flood_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/policy/flood"
)

// A clock stands still until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newGuard() (*flood.Guard, *clock) {
	c := &clock{time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	return &flood.Guard{Window: time.Minute, Band: 5, Minimum: 10, History: 100, Now: c.now}, c
}

// articles records n of them, of which the rule strikes some, evenly spread.
func articles(g *flood.Guard, n, hits int, rule string) {
	for i := range n {
		if (i+1)*hits/n > i*hits/n {
			g.Record([]string{rule})
		} else {
			g.Record(nil)
		}
	}
}

func TestGuard(t *testing.T) {
	type window struct{ articles, hits int }
	quiet := []window{{100, 2}, {100, 2}, {100, 2}}
	tests := []struct {
		name    string
		windows []window
		want    []string
	}{
		{"a rule that strikes as usual is left alone", append(quiet, window{100, 3}), nil},
		{"a rule that strikes far more often is demoted", append(quiet, window{100, 40}), []string{"links"}},
		{"a rule that strikes within its band is left alone", append(quiet, window{300, 25}), nil},
		{"a few hits are no flood", append(quiet, window{9, 9}), nil},
		{"enough of them are", append(quiet, window{10, 10}), []string{"links"}},
		{"a rule that never struck has no credit", []window{{100, 0}, {100, 0}, {400, 10}}, []string{"links"}},
		{"without history nothing is unusual", []window{{50, 50}}, nil},
		{"a short history is none", []window{{50, 0}, {100, 50}}, nil},
		{"a rule that has always struck is left alone", []window{{100, 90}, {100, 90}, {100, 100}}, nil},
		{"a slow rise is usual", []window{{100, 4}, {100, 12}, {100, 20}, {100, 35}, {100, 50}}, nil},
		{"a rule stays demoted when the flood is over", append(quiet, window{100, 40}, window{100, 0}, window{100, 0}), []string{"links"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g, c := newGuard()
			for _, w := range tt.windows {
				articles(g, w.articles, w.hits, "links")
				c.at = c.at.Add(time.Minute)
			}
			if d := cmp.Diff(tt.want, g.Demoted()); d != "" {
				t.Errorf("Demoted() (-want +got):\n%s", d)
			}
		})
	}
}

func flooded(t *testing.T, set func(*flood.Guard)) (*flood.Guard, *clock) {
	t.Helper()
	g, c := newGuard()
	if set != nil {
		set(g)
	}
	articles(g, 200, 4, "links")
	c.at = c.at.Add(time.Minute)
	articles(g, 20, 20, "links")
	if d := cmp.Diff([]string{"links"}, g.Demoted()); d != "" {
		t.Fatalf("Demoted() (-want +got):\n%s", d)
	}
	return g, c
}

func TestAFloodIsExplained(t *testing.T) {
	g, c := flooded(t, nil)
	want := []flood.Flood{{Rule: "links", Since: c.at, Hits: 10, Articles: 10, Usual: 0.02}}
	if d := cmp.Diff(want, g.Floods()); d != "" {
		t.Errorf("Floods() (-want +got):\n%s", d)
	}
	if got := g.Floods()[0].Reason(); got != "The rule struck 10 of 10 articles, and 2% of them before." {
		t.Errorf("Reason() = %s", got)
	}
}

func TestOneRuleIsNothingToAnother(t *testing.T) {
	g, _ := flooded(t, nil)
	articles(g, 5, 5, "words")
	if d := cmp.Diff([]string{"links"}, g.Demoted()); d != "" {
		t.Errorf("Demoted() (-want +got):\n%s", d)
	}
}

func TestAConfirmedRuleIsRestored(t *testing.T) {
	g, c := flooded(t, nil)
	if err := g.Confirm("links", "A. Lin"); err != nil {
		t.Fatal(err)
	}
	articles(g, 100, 100, "links")
	c.at = c.at.Add(time.Minute)
	articles(g, 100, 100, "links")
	if got := g.Demoted(); len(got) != 0 {
		t.Errorf("Demoted() = %v, want none: what a person confirmed is usual", got)
	}
}

func TestAFloodIsNotLearned(t *testing.T) {
	g, c := flooded(t, nil)
	for range 5 {
		articles(g, 100, 90, "links")
		c.at = c.at.Add(time.Minute)
	}
	articles(g, 100, 2, "links")
	if err := g.Confirm("links", "A. Lin"); err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(time.Minute)
	articles(g, 100, 40, "links")
	if d := cmp.Diff([]string{"links"}, g.Demoted()); d != "" {
		t.Errorf("Demoted() (-want +got):\n%s", d)
	}
}

func TestConfirmationsThatAreRefused(t *testing.T) {
	g, _ := flooded(t, nil)
	for _, tt := range []struct {
		name         string
		guard        *flood.Guard
		rule, person string
		want         error
	}{
		{"nobody confirms", g, "links", "", flood.ErrNobody},
		{"a blank confirms", g, "links", " ", flood.ErrNobody},
		{"a rule that is not demoted", g, "words", "A. Lin", flood.ErrNotDemoted},
		{"no guard", nil, "links", "A. Lin", flood.ErrNotDemoted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.guard.Confirm(tt.rule, tt.person); !errors.Is(err, tt.want) {
				t.Errorf("Confirm() = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestDemotionsAreLoggedAndCounted(t *testing.T) {
	var log bytes.Buffer
	m := metrics.New(metrics.Known{Rules: []string{"links"}})
	g, _ := flooded(t, func(g *flood.Guard) { g.Log, g.Metrics = slog.New(slog.NewJSONHandler(&log, nil)), m })
	shows := func(want string) {
		t.Helper()
		w := httptest.NewRecorder()
		m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("metrics are without %s", want)
		}
	}
	shows(`presscheck_policy_rule_demoted{rule="links"} 1`)
	if err := g.Confirm("links", "A. Lin"); err != nil {
		t.Fatal(err)
	}
	shows(`presscheck_policy_rule_demoted{rule="links"} 0`)
	for _, want := range []string{`"msg":"rule demoted to review`, `"hits":10,"articles":10,"usual":0.02`, `"msg":"rule confirmed","rule":"links","person":"A. Lin"`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("log is without %s:\n%s", want, log.String())
		}
	}
}

func TestNoGuardDemotesNothing(t *testing.T) {
	var g *flood.Guard
	g.Record([]string{"links"})
	if g.Demoted() != nil || g.Floods() != nil {
		t.Error("a nil Guard demotes something")
	}
}

func TestOneGuardServesMany(t *testing.T) {
	g := &flood.Guard{Window: time.Nanosecond, History: 1}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				g.Record([]string{"links"})
				g.Demoted()
				g.Floods()
				_ = g.Confirm("links", "A. Lin")
			}
		})
	}
	wg.Wait()
}
