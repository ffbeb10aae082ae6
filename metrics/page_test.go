package metrics_test

import (
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"

	"github.com/presscheck/presscheck/metrics"
)

var update = flag.Bool("update", false, "rewrite README.md")

// complete returns all metric families, also those that begin to exist later.
func complete(t *testing.T) []*dto.MetricFamily {
	t.Helper()
	m := example()
	everythingOfPolicies(m)
	families, err := m.Gather()
	if err != nil {
		t.Fatal(err)
	}
	return families
}

// everythingOfPolicies makes the series that begin to exist with a policy, or
// with a desk.
func everythingOfPolicies(m *metrics.Metrics) {
	m.PolicyLoaded("live", metrics.PolicyLabels{Revision: "abc", Rules: []string{"link_blocks"}})
	m.PolicyLoaded("candidate", metrics.PolicyLabels{Revision: "def"})
	m.PolicyReload("live", "loaded", time.Unix(1, 0))
	m.PolicyPolled(time.Second)
	m.Desk(metrics.Backlog{At: time.Unix(1, 0)})
	m.Tried("publish", "review", []string{"link_blocks"}, "news")
}

func TestTheLinterHasNothingToSay(t *testing.T) {
	problems, err := promlint.NewWithMetricFamilies(complete(t)).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("lint: %v, %v", problems, err)
	}
}

func TestPromtoolAcceptsTheExposition(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Fatalf("promtool is needed (Debian package prometheus): %v", err)
	}
	m := example()
	everythingOfPolicies(m)
	check := exec.CommandContext(t.Context(), promtool, "check", "metrics")
	check.Stdin = strings.NewReader(scrape(t, m))
	if out, err := check.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("promtool check metrics: %v\n%s", err, out)
	}
}

func TestScrapersMayAskForOpenMetrics(t *testing.T) {
	r := httptest.NewRequest("GET", "/metrics", nil)
	r.Header.Set("Accept", "application/openmetrics-text; version=1.0.0")
	w := httptest.NewRecorder()
	example().Handler().ServeHTTP(w, r)
	if got := w.Header().Get("Content-Type"); !strings.HasPrefix(got, "application/openmetrics-text") {
		t.Errorf("Content-Type is %q, want OpenMetrics", got)
	}
	if !strings.HasSuffix(w.Body.String(), "# EOF\n") {
		t.Error("the answer does not end as OpenMetrics does")
	}
}

func TestTheRuntimeAndTheBuildAreShown(t *testing.T) {
	got := scrape(t, example())
	for _, name := range []string{"go_goroutines", "go_sched_latencies_seconds_count", "process_cpu_seconds_total",
		"presscheck_build_info{", "promhttp_metric_handler_errors_total{"} {
		if !strings.Contains(got, "\n"+name) {
			t.Errorf("no %s", name)
		}
	}
}

const (
	begin = "<!-- begin: written by go test ./metrics -update -->\n"
	end   = "<!-- end -->\n"
)

func TestREADMEListsEveryMetric(t *testing.T) {
	old, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, foundBegin := strings.Cut(string(old), begin)
	_, tail, foundEnd := strings.Cut(rest, end)
	if !foundBegin || !foundEnd {
		t.Fatal("README.md has lost the marks around its tables")
	}
	want := head + begin + tables(complete(t)) + end + tail
	if *update {
		if err := os.WriteFile("README.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(old)); diff != "" {
		t.Errorf("README.md is out of date; run go test ./metrics -update (-want +got):\n%s", diff)
	}
}

func TestREADMETellsOfEveryLabel(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, m := range regexp.MustCompile(`(?m)^\| ([a-z, ]+?)(?: of .*?)? \| .* \| .* \|$`).FindAllStringSubmatch(string(text), -1) {
		told = append(told, strings.Split(m[1], ", ")...)
	}
	for _, f := range complete(t) {
		for _, l := range f.Metric[0].Label {
			if name := f.GetName(); strings.HasPrefix(name, "presscheck_") && name != "presscheck_build_info" && !slices.Contains(told, l.GetName()) {
				t.Errorf("README.md does not tell of label %s of %s, nor how many values it has", l.GetName(), name)
			}
		}
	}
}

func tables(families []*dto.MetricFamily) string {
	var all, buckets strings.Builder
	for _, f := range families {
		if !strings.HasPrefix(f.GetName(), "presscheck_") {
			continue
		}
		kind := strings.ToLower(f.GetType().String())
		fmt.Fprintf(&all, "| `%s` | %s | %s | %s |\n", f.GetName(), kind, labels(f.Metric[0]), f.GetHelp())
		if h := f.Metric[0].GetHistogram(); h != nil {
			fmt.Fprintf(&buckets, "| `%s` | %s |\n", f.GetName(), bounds(h))
		}
	}
	return "\n| Metric | Type | Labels | Meaning |\n|---|---|---|---|\n" + all.String() +
		"\n| Histogram | Upper bounds of its buckets |\n|---|---|\n" + buckets.String() + "\n"
}

func labels(m *dto.Metric) string {
	var names []string
	for _, l := range m.Label {
		names = append(names, l.GetName())
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func bounds(h *dto.Histogram) string {
	var list []string
	for _, b := range h.Bucket {
		list = append(list, fmt.Sprintf("%.10g", b.GetUpperBound()))
	}
	return strings.Join(list, ", ")
}
