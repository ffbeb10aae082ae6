package alerts

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

type rule struct {
	Record, Alert, Expr string
	Labels, Annotations map[string]string
}

func alerts(t *testing.T) []rule {
	t.Helper()
	all := slices.DeleteFunc(rules(t), func(r rule) bool { return r.Alert == "" })
	if len(all) == 0 {
		t.Fatal("no alerts")
	}
	return all
}

func rules(t *testing.T) []rule {
	t.Helper()
	var file struct {
		Groups []struct{ Rules []rule }
	}
	if err := yaml.Unmarshal([]byte(read(t, "rules.yaml")), &file); err != nil {
		t.Fatal(err)
	}
	var all []rule
	for _, g := range file.Groups {
		all = append(all, g.Rules...)
	}
	return all
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestEveryAlertTellsWhatToDo(t *testing.T) {
	runbook := read(t, "README.md")
	for _, a := range alerts(t) {
		for _, name := range []string{"summary", "description"} {
			if a.Annotations[name] == "" {
				t.Errorf("%s: no %s", a.Alert, name)
			}
		}
		if !slices.Contains([]string{"page", "ticket"}, a.Labels["severity"]) {
			t.Errorf("%s: severity %q, want page or ticket", a.Alert, a.Labels["severity"])
		}
		if want := "metrics/alerts/README.md#" + strings.ToLower(a.Alert); !strings.HasSuffix(a.Annotations["runbook_url"], want) {
			t.Errorf("%s: runbook_url %q, want one that ends with %s", a.Alert, a.Annotations["runbook_url"], want)
		}
		if !strings.Contains(runbook, "\n## "+a.Alert+"\n") {
			t.Errorf("%s: no section in README.md", a.Alert)
		}
	}
}

func TestEveryAlertIsTestedFiringAndSilent(t *testing.T) {
	var tests struct {
		Tests []struct {
			Expressions []struct {
				Expr    string
				Samples []any `yaml:"exp_samples"`
			} `yaml:"promql_expr_test"`
		}
	}
	fires, silent := map[string]bool{}, map[string]bool{}
	name := regexp.MustCompile(`alertname="(\w+)"`)
	for _, file := range []string{"rules_test.yaml", "rules_days_test.yaml"} {
		if err := yaml.Unmarshal([]byte(read(t, file)), &tests); err != nil {
			t.Fatal(err)
		}
		for _, test := range tests.Tests {
			for _, e := range test.Expressions {
				alert := name.FindStringSubmatch(e.Expr)[1]
				fires[alert] = fires[alert] || len(e.Samples) > 0
				silent[alert] = silent[alert] || len(e.Samples) == 0
			}
		}
	}
	for _, a := range alerts(t) {
		if !fires[a.Alert] || !silent[a.Alert] {
			t.Errorf("%s: tested firing %v, silent %v", a.Alert, fires[a.Alert], silent[a.Alert])
		}
	}
}

var (
	row      = regexp.MustCompile("(?m)^\\| `(presscheck_[a-z_]+)` \\| ([a-z]+) \\| ([a-z, ]*) \\|")
	selector = regexp.MustCompile(`\b(presscheck_[a-z_]+)(?:\{([^}]*)\})?`)
	matcher  = regexp.MustCompile(`([a-z]+)(?:=~|!~|!=|=)"`)
	grouping = regexp.MustCompile(`by \(([^)]*)\)`)
)

// registered are the labels of each metric by its name in queries, as the page
// of metrics has them, which a test compares with the registry.
func registered(t *testing.T) map[string][]string {
	t.Helper()
	known := map[string][]string{}
	for _, m := range row.FindAllStringSubmatch(read(t, "../README.md"), -1) {
		labels := append(strings.Split(m[3], ", "), "job", "instance")
		if m[2] != "histogram" {
			known[m[1]] = labels
			continue
		}
		known[m[1]+"_count"], known[m[1]+"_sum"] = labels, labels
		known[m[1]+"_bucket"] = append(labels, "le")
	}
	return known
}

func TestRulesNameOnlyWhatIsRegistered(t *testing.T) {
	known := registered(t)
	for _, r := range rules(t) {
		for _, problem := range unknown(r.Expr, known) {
			t.Errorf("%s%s: %s", r.Alert, r.Record, problem)
		}
	}
}

// unknown are the metrics and labels in expr that are not registered. A label
// to group by may be one of any metric in expr.
func unknown(expr string, known map[string][]string) []string {
	var all, any []string
	for _, m := range selector.FindAllStringSubmatch(expr, -1) {
		labels, ok := known[m[1]]
		if !ok {
			all = append(all, m[1]+" is not registered")
		}
		for _, l := range matcher.FindAllStringSubmatch(m[2], -1) {
			if ok && !slices.Contains(labels, l[1]) {
				all = append(all, m[1]+" has no label "+l[1])
			}
		}
		any = append(any, labels...)
	}
	for _, m := range grouping.FindAllStringSubmatch(expr, -1) {
		for label := range strings.SplitSeq(m[1], ", ") {
			if any != nil && !slices.Contains(any, label) {
				all = append(all, "nothing has the label "+label)
			}
		}
	}
	return all
}

func TestWhatIsNotRegisteredIsSeen(t *testing.T) {
	known := map[string][]string{"presscheck_verdicts_total": {"verdict", "job"}}
	for _, test := range []struct {
		expr string
		want []string
	}{
		{`sum by (job, verdict) (rate(presscheck_verdicts_total{verdict!="publish"}[5m])) > 1`, nil},
		{`presscheck_gone == 0`, []string{"presscheck_gone is not registered"}},
		{`presscheck_verdicts_total{site="a",verdict="b"}`, []string{"presscheck_verdicts_total has no label site"}},
		{`sum by (job, site) (presscheck_verdicts_total)`, []string{"nothing has the label site"}},
		{`presscheck:slow_checks:ratio_rate5m > 0.1 and up{job="presscheck"} == 0`, nil},
	} {
		if diff := cmp.Diff(test.want, unknown(test.expr, known)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.expr, diff)
		}
	}
}

// TestRules runs promtool, of Debian's package prometheus.
func TestRules(t *testing.T) {
	for _, args := range [][]string{
		{"check", "rules", "--lint-fatal", "rules.yaml"},
		{"test", "rules", "rules_test.yaml", "rules_days_test.yaml"},
	} {
		if out, err := exec.Command("promtool", args...).CombinedOutput(); err != nil {
			t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}
