package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/presscheck/presscheck/metrics"
)

func TestTheCommittedBoardsComeOutOfTheGenerator(t *testing.T) {
	folder := t.TempDir()
	if err := write(folder); err != nil {
		t.Fatal(err)
	}
	for _, b := range boards() {
		want, got := read(t, filepath.Join(folder, b.name+".json")), read(t, b.name+".json")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s.json (run go generate; -generated +committed):\n%s", b.name, diff)
		}
	}
	committed, err := filepath.Glob("*.json")
	if err != nil || len(committed) != len(boards()) {
		t.Errorf("%d committed boards (%v), want %d: delete what no board writes", len(committed), err, len(boards()))
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// units are those of Grafana that the boards use.
var units = map[string]bool{"reqps": true, "ops": true, "percentunit": true, "s": true, "bytes": true, "short": true, "none": true}

func TestEveryPanelExplainsItself(t *testing.T) {
	for _, b := range boards() {
		titles := map[string]bool{}
		for _, r := range b.rows {
			for _, p := range r.panels {
				name := b.name + "/" + r.title + "/" + p.title
				switch {
				case p.title == "" || p.about == "" || titles[name]:
					t.Errorf("%s: needs a title of its own and what it is about", name)
				case !units[p.unit]:
					t.Errorf("%s: unit %q", name, p.unit)
				case p.wide < 1 || p.wide > columns || len(p.queries) == 0:
					t.Errorf("%s: %d columns and %d queries", name, p.wide, len(p.queries))
				}
				titles[name] = true
			}
		}
	}
}

var (
	selector = regexp.MustCompile(`\b((?:presscheck|go|process)_[a-z0-9_]+)(\{[^}]*\})?`)
	naked    = regexp.MustCompile(`(?:^|[^\w(])((?:presscheck|go|process)_[a-z0-9_]+_total)`)
	windows  = regexp.MustCompile(`rate\([^\[]*\[([^\]]*)\]`)
	suffix   = regexp.MustCompile(`_(bucket|count|sum)$`)
)

func TestEveryQueryKeepsTheRules(t *testing.T) {
	known := registered(t)
	for _, b := range boards() {
		for _, r := range b.rows {
			for _, p := range r.panels {
				for _, q := range p.queries {
					for _, problem := range problems(q.expr, known) {
						t.Errorf("%s/%s: %s in %s", b.name, p.title, problem, q.expr)
					}
				}
			}
		}
	}
}

var (
	variable = regexp.MustCompile(`\$(\w+)`)
	recorded = regexp.MustCompile(`presscheck:[a-z0-9_:]+`)
)

func TestQueriesAskForWhatThereIs(t *testing.T) {
	rules := read(t, "../alerts/rules.yaml")
	for _, b := range boards() {
		there := append([]string{"job", "instance", "__rate_interval", "__range"}, b.choices...)
		used := map[string]bool{}
		for _, r := range b.rows {
			for _, p := range r.panels {
				for _, q := range p.queries {
					for _, m := range variable.FindAllStringSubmatch(q.expr, -1) {
						used[m[1]] = true
						if !slices.Contains(there, m[1]) {
							t.Errorf("%s/%s: the board has no variable %s", b.name, p.title, m[1])
						}
					}
					for _, name := range recorded.FindAllString(q.expr, -1) {
						if !strings.Contains(rules, "record: "+name+"\n") {
							t.Errorf("%s/%s: no rule records %s", b.name, p.title, name)
						}
					}
					if q.legend == "" {
						t.Errorf("%s/%s: %s has no name", b.name, p.title, q.expr)
					}
				}
			}
		}
		for _, choice := range b.choices {
			if !used[choice] {
				t.Errorf("%s: choosing %s changes nothing", b.name, choice)
			}
		}
	}
}

// problems checks what dashboards for many instances must keep to.
func problems(expr string, known map[string]bool) []string {
	var all []string
	for _, m := range selector.FindAllStringSubmatch(expr, -1) {
		if !known[m[1]] && !known[suffix.ReplaceAllString(m[1], "")] {
			all = append(all, m[1]+" is not registered")
		}
		if !regexp.MustCompile(`\{job=~"\$job",instance=~"\$instance"`).MatchString(m[2]) {
			all = append(all, m[1]+" is not of the chosen instances")
		}
	}
	for _, m := range naked.FindAllStringSubmatch(expr, -1) {
		all = append(all, m[1]+" is a counter outside rate and increase")
	}
	for _, m := range windows.FindAllStringSubmatch(expr, -1) {
		if m[1] != "$__rate_interval" {
			all = append(all, "a rate over "+m[1])
		}
	}
	return all
}

func TestProblemsAreSeen(t *testing.T) {
	known := map[string]bool{"presscheck_verdicts_total": true}
	const chosen = `{job=~"$job",instance=~"$instance"}`
	for _, test := range []struct {
		expr string
		want []string
	}{
		{"sum(rate(presscheck_verdicts_total" + chosen + "[$__rate_interval]))", nil},
		{"sum(rate(presscheck_verdicts_total[$__rate_interval]))", []string{"presscheck_verdicts_total is not of the chosen instances"}},
		{"rate(presscheck_gone_total" + chosen + "[$__rate_interval])", []string{"presscheck_gone_total is not registered"}},
		{"rate(presscheck_verdicts_total" + chosen + "[5m])", []string{"a rate over 5m"}},
		{"1 + presscheck_verdicts_total" + chosen, []string{"presscheck_verdicts_total is a counter outside rate and increase"}},
	} {
		if diff := cmp.Diff(test.want, problems(test.expr, known)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.expr, diff)
		}
	}
}

// registered are the names of all metrics.
func registered(t *testing.T) map[string]bool {
	t.Helper()
	m := metrics.New(metrics.Known{Routes: []string{"POST /v1/check"}, Verdicts: []string{"publish"}})
	m.PolicyLoaded("live", metrics.PolicyLabels{Revision: "abc", Rules: []string{"link_blocks"}})
	m.PolicyReload("live", "loaded", time.Now())
	m.Tried("publish", "review", []string{"link_blocks"}, "news")
	families, err := prometheus.Gatherers{m}.Gather()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, f := range families {
		known[f.GetName()] = true
	}
	return known
}
