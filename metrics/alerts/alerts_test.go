package alerts

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

type rule struct {
	Record, Alert, Expr string
	Labels, Annotations map[string]string
}

func alerts(t *testing.T) []rule {
	t.Helper()
	var file struct {
		Groups []struct{ Rules []rule }
	}
	if err := yaml.Unmarshal([]byte(read(t, "rules.yaml")), &file); err != nil {
		t.Fatal(err)
	}
	var all []rule
	for _, g := range file.Groups {
		all = append(all, slices.DeleteFunc(g.Rules, func(r rule) bool { return r.Alert == "" })...)
	}
	if len(all) == 0 {
		t.Fatal("no alerts")
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
