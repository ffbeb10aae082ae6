package deploy

import (
	"bytes"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// amtool runs Alertmanager's tool, of Debian's package prometheus-alertmanager.
func amtool(t *testing.T, args ...string) string {
	t.Helper()
	var faults bytes.Buffer
	cmd := exec.Command("amtool", args...)
	cmd.Stderr = &faults
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("amtool %s: %v (Debian package prometheus-alertmanager)\n%s%s", strings.Join(args, " "), err, out, &faults)
	}
	return strings.TrimSpace(string(out))
}

func TestAlertmanagerAcceptsItsConfiguration(t *testing.T) {
	amtool(t, "check-config", "alertmanager.yaml")
}

func TestAlertsReachThoseWhoAreToHear(t *testing.T) {
	for severity, want := range map[string]string{"page": "pager", "ticket": "tickets"} {
		if got := amtool(t, "config", "routes", "test", "--config.file=alertmanager.yaml", "severity="+severity); got != want {
			t.Errorf("alerts of severity %s go to %s, want %s", severity, got, want)
		}
	}
}

// TestInhibitionsNameAlerts holds them against the rules: one with a name that
// no alert has would keep nothing quiet.
func TestInhibitionsNameAlerts(t *testing.T) {
	rules := read(t, "../metrics/alerts/rules.yaml")
	names := regexp.MustCompile(`Presscheck\w+`).FindAllString(read(t, "alertmanager.yaml"), -1)
	if len(names) == 0 {
		t.Fatal("no inhibitions")
	}
	for _, name := range names {
		if !strings.Contains(rules, "- alert: "+name) {
			t.Errorf("there is no alert %s", name)
		}
	}
}

func TestPrometheusTellsTheAlertmanagerOfTheComposeFile(t *testing.T) {
	config := decode[struct {
		Alerting struct {
			Managers []struct {
				Statics []struct{ Targets []string } `yaml:"static_configs"`
			} `yaml:"alertmanagers"`
		}
	}](t, "prometheus.yaml")
	s, ok := decode[compose](t, "compose.yaml").Services["alertmanager"]
	if got := config.Alerting.Managers[0].Statics[0].Targets[0]; !ok || got != "alertmanager:9093" {
		t.Errorf("alerts go to %s, want alertmanager:9093, which is there: %v", got, ok)
	}
	file, ok := strings.CutPrefix(s.Command[0], "--config.file=")
	if !ok || s.within(file) != "alertmanager.yaml" {
		t.Errorf("%s: in the repository %q, want alertmanager.yaml", s.Command[0], s.within(file))
	}
}
