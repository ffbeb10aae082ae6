// Package deploy holds what brings presscheck up with Prometheus, Grafana and
// PostgreSQL: a compose file, and manifests for Kubernetes. It has no code but
// these tests, which compare the files with each other, with the program and
// with the rules and boards of metrics. They start no container.
package deploy

import (
	"flag"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/server"
)

var update = flag.Bool("update", false, "write the files that are made from others")

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func decode[T any](t *testing.T, name string) T {
	t.Helper()
	var value T
	if err := yaml.Unmarshal([]byte(read(t, name)), &value); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return value
}

func exists(t *testing.T, what, name string) {
	t.Helper()
	if _, err := os.Stat(name); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// image loads the configuration that the image's own environment gives.
func image(t *testing.T) *configs.Config {
	t.Helper()
	var env []string
	for _, m := range regexp.MustCompile(`(?m)^ENV (PRESSCHECK_\S+)$`).FindAllStringSubmatch(read(t, "../Dockerfile"), -1) {
		env = append(env, m[1])
	}
	c, err := configs.Load(configs.Options{Env: env})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// port is where the service listens in the image, which is the measure for all
// other places.
func port(t *testing.T) string {
	t.Helper()
	_, port, err := net.SplitHostPort(image(t).Server.Address)
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// metricsPort is where the service tells its figures by default.
func metricsPort(t *testing.T) string {
	t.Helper()
	_, port, err := net.SplitHostPort(configs.Default().Metrics.Address)
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func isRoute(t *testing.T, what, path string) {
	t.Helper()
	if !slices.Contains(server.Patterns(), "GET "+path) {
		t.Errorf("%s asks for %q, which the service does not answer", what, path)
	}
}

func TestEveryFileIsYAML(t *testing.T) {
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".yaml" {
			return err
		}
		if len(decode[map[string]any](t, name)) == 0 {
			t.Errorf("%s: nothing in it", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

type prometheus struct {
	RuleFiles []string `yaml:"rule_files"`
	Scrapes   []struct {
		Job     string `yaml:"job_name"`
		Path    string `yaml:"metrics_path"`
		Statics []struct {
			Targets []string
		} `yaml:"static_configs"`
	} `yaml:"scrape_configs"`
}

func TestPrometheusScrapesTheServiceOfTheComposeFile(t *testing.T) {
	scrape := decode[prometheus](t, "prometheus.yaml").Scrapes[0]
	if scrape.Job != "presscheck" {
		t.Errorf("job %q; alerts and boards know presscheck", scrape.Job)
	}
	if got, want := scrape.Statics[0].Targets, "presscheck:"+metricsPort(t); scrape.Path != "/metrics" || !slices.Equal(got, []string{want}) {
		t.Errorf("%s of targets %q, want /metrics of %s", scrape.Path, got, want)
	}
	if got, want := decode[compose](t, "compose.yaml").Services["presscheck"].Environment["PRESSCHECK_METRICS_ADDRESS"], ":"+metricsPort(t); got != want {
		t.Errorf("the service tells its figures at %q, want %q", got, want)
	}
}

// TestPrometheusAcceptsItsConfiguration runs promtool, of Debian's package
// prometheus, which loads the rules as well.
func TestPrometheusAcceptsItsConfiguration(t *testing.T) {
	if out, err := exec.Command("promtool", "check", "config", "prometheus.yaml").CombinedOutput(); err != nil {
		t.Errorf("promtool check config: %v\n%s", err, out)
	}
}

// within maps a path in a container to one beside this test, by the folders
// that the compose file mounts; empty if it mounts none there.
func (s service) within(path string) string {
	for _, v := range s.Volumes {
		parts := strings.Split(v, ":")
		if rest, ok := strings.CutPrefix(path, parts[1]); ok && strings.HasPrefix(parts[0], ".") {
			return filepath.Join(parts[0], rest)
		}
	}
	return ""
}

func TestPrometheusFindsItsFilesInTheContainer(t *testing.T) {
	s := decode[compose](t, "compose.yaml").Services["prometheus"]
	config, ok := strings.CutPrefix(s.Command[0], "--config.file=")
	if !ok || s.within(config) != "prometheus.yaml" {
		t.Fatalf("%s: in the repository %q, want prometheus.yaml", s.Command[0], s.within(config))
	}
	for _, rules := range decode[prometheus](t, "prometheus.yaml").RuleFiles {
		if got, want := s.within(filepath.Join(filepath.Dir(config), rules)), "../metrics/alerts/rules.yaml"; got != want {
			t.Errorf("rules %s: in the repository %q, want %s", rules, got, want)
		}
	}
}

func TestGrafanaFindsItsBoardsInTheContainer(t *testing.T) {
	s := decode[compose](t, "compose.yaml").Services["grafana"]
	provisioned := s.within("/etc/grafana/provisioning")
	boards := decode[struct {
		Providers []struct {
			Options struct{ Path string }
		}
	}](t, filepath.Join(provisioned, "dashboards/presscheck.yaml"))
	if got, want := s.within(boards.Providers[0].Options.Path), "../metrics/dashboards"; got != want {
		t.Errorf("boards: in the repository %q, want %s", got, want)
	}
	sources := decode[struct {
		Sources []struct{ Type, URL string } `yaml:"datasources"`
	}](t, filepath.Join(provisioned, "datasources/prometheus.yaml"))
	if got := sources.Sources[0]; got.Type != "prometheus" || got.URL != "http://prometheus:9090" {
		t.Errorf("data source %+v, want the prometheus of the compose file", got)
	}
}
