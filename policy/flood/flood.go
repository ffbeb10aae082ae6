// Package flood notices when a rule suddenly strikes far more often than usual,
// because of a wave of spam, a change of template, or a mistake in the rule. Such
// a rule is demoted: what it would reject is reviewed, until a person has looked
// and confirms it. Nothing is published for it.
//
//	every verdict ──▶ Guard.Record ──▶ counts per rule and window
//	next article  ◀── Guard.Demoted ── hits ≥ Minimum and hits > Band × usual × articles
//
// What is usual is learned from the windows before, the later ones weighing more,
// and forgotten when the program ends.
package flood

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/presscheck/presscheck/metrics"
)

// A Guard watches the rules. Its fields are set before its first use; zero fields
// mean the defaults. Its methods may be called from many goroutines at once. A nil
// *Guard demotes nothing.
type Guard struct {
	Window  time.Duration // for which hits are counted together; default 10 minutes
	Band    float64       // times the usual share of articles, from which on it is a flood; default 5
	Minimum int           // hits in a window, below which nothing is a flood; default 20
	History int           // articles to be seen before anything is usual; default 500

	Now     func() time.Time // nil means time.Now
	Log     *slog.Logger     // of demotions and confirmations; nil logs nothing
	Metrics *metrics.Metrics // nil records nothing

	mu      sync.Mutex
	start   time.Time // of the window
	current counts
	before  counts // faded
	demoted map[string]Flood
}

// The defaults hold on to this: where a rule strikes as usual, and its hits are
// independent, twenty hits where at most four are expected come once in 10^8
// windows (Poisson).
const (
	defaultWindow  = 10 * time.Minute
	defaultBand    = 5
	defaultMinimum = 20
	defaultHistory = 500
)

// fading is what a window keeps of the weight of those before it: an hour of
// windows of ten minutes makes half of what is usual.
const fading = 0.9

// A Flood is why a rule is demoted.
type Flood struct {
	Rule     string    `json:"rule"`
	Since    time.Time `json:"since"`
	Hits     int       `json:"hits"`     // when it was demoted, in the window until then
	Articles int       `json:"articles"` // of that window until then
	Usual    float64   `json:"usual"`    // share of articles before, in [0, 1]
}

// Reason is a sentence for people.
func (f Flood) Reason() string {
	return fmt.Sprintf("The rule struck %d of %d articles, and %.2g%% of them before.", f.Hits, f.Articles, 100*f.Usual)
}

// Why Confirm refuses.
var (
	ErrNobody     = errors.New("a person has to be named")
	ErrNotDemoted = errors.New("the rule is not demoted")
)

// Record counts one verdict: the rules that had a reason in it, each once.
func (g *Guard) Record(rules []string) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.turn(g.now())
	g.current.add(1, nil)
	for _, rule := range rules {
		g.current.add(0, map[string]float64{rule: 1})
		if _, ok := g.demoted[rule]; !ok && g.isFlood(rule) {
			g.demote(rule)
		}
	}
}

// Demoted lists the rules that are demoted now, by name: what belongs into
// policy.Input.Demoted.
func (g *Guard) Demoted() []string {
	if g == nil {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Sorted(maps.Keys(g.demoted))
}

// Floods says why the rules that Demoted lists are demoted, in the same order.
func (g *Guard) Floods() []Flood {
	if g == nil {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.SortedFunc(maps.Values(g.demoted), func(a, b Flood) int { return cmp.Compare(a.Rule, b.Rule) })
}

// Confirm ends a demotion: a person found that the rule is right. As often as it
// strikes now is usual from then on. The error is ErrNobody or ErrNotDemoted.
func (g *Guard) Confirm(rule, person string) error {
	if g == nil {
		return fmt.Errorf("confirm %s: %w: there is no flood guard", rule, ErrNotDemoted)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if strings.TrimSpace(person) == "" {
		return fmt.Errorf("confirm %s: %w", rule, ErrNobody)
	}
	if _, ok := g.demoted[rule]; !ok {
		return fmt.Errorf("confirm %s: %w", rule, ErrNotDemoted)
	}
	delete(g.demoted, rule)
	g.learn(rule)
	g.Metrics.Demoted(rule, false)
	if g.Log != nil {
		g.Log.Info("rule confirmed", "rule", rule, "person", person)
	}
	return nil
}

// learn makes the share of the present window the usual one.
func (g *Guard) learn(rule string) {
	if g.current.articles > 0 && g.before.articles > 0 {
		share := g.current.hits[rule] / g.current.articles
		g.before.hits[rule] = max(g.before.hits[rule], share*g.before.articles)
	}
}

func (g *Guard) isFlood(rule string) bool {
	if g.before.articles < float64(cmp.Or(g.History, defaultHistory)) {
		return false
	}
	hits := g.current.hits[rule]
	expected := g.before.share(rule) * g.current.articles
	return hits >= float64(cmp.Or(g.Minimum, defaultMinimum)) && hits > cmp.Or(g.Band, defaultBand)*expected
}

func (g *Guard) demote(rule string) {
	f := Flood{
		Rule:     rule,
		Since:    g.now(),
		Hits:     int(g.current.hits[rule]),
		Articles: int(g.current.articles),
		Usual:    g.before.share(rule),
	}
	if g.demoted == nil {
		g.demoted = map[string]Flood{}
	}
	g.demoted[rule] = f
	g.Metrics.Demoted(rule, true)
	if g.Log != nil {
		g.Log.Warn("rule demoted to review: it strikes far more often than usual",
			"rule", rule, "hits", f.Hits, "articles", f.Articles, "usual", f.Usual)
	}
}

// turn closes the window when its time is over. A demoted rule teaches nothing.
func (g *Guard) turn(now time.Time) {
	if g.start.IsZero() {
		g.start = now
	}
	if now.Sub(g.start) < cmp.Or(g.Window, defaultWindow) {
		return
	}
	for rule := range g.demoted {
		g.current.hits[rule] = g.before.share(rule) * g.current.articles
	}
	g.before.fade()
	g.before.add(g.current.articles, g.current.hits)
	g.current, g.start = counts{}, now
}

func (g *Guard) now() time.Time {
	if g.Now != nil {
		return g.Now()
	}
	return time.Now()
}
