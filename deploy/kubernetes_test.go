package deploy

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/configs"
)

const (
	pods       = "kubernetes/service/"
	monitoring = "kubernetes/monitoring/"
)

type labels map[string]string

type selector struct {
	Match labels `yaml:"matchLabels"`
}

// A deployment is what a pod of it may do. Some other kinds are read as one for
// their selector.
type deployment struct {
	Spec struct {
		Selector    selector
		PodSelector selector `yaml:"podSelector"`
		Template    struct {
			Metadata struct{ Labels labels }
			Spec     pod
		}
	}
}

type pod struct {
	Grace      int      `yaml:"terminationGracePeriodSeconds"`
	Token      *bool    `yaml:"automountServiceAccountToken"`
	Security   security `yaml:"securityContext"`
	Containers []container
}

type container struct {
	Args  []string
	Ports []struct {
		Name string
		Port int `yaml:"containerPort"`
	}
	Env []struct {
		Name string
		From struct {
			Resource struct{ Resource string } `yaml:"resourceFieldRef"`
		} `yaml:"valueFrom"`
	}
	Resources struct {
		Requests, Limits map[string]string
	}
	Security  security `yaml:"securityContext"`
	Startup   probe    `yaml:"startupProbe"`
	Readiness probe    `yaml:"readinessProbe"`
	Liveness  probe    `yaml:"livenessProbe"`
	Mounts    []struct {
		Path string `yaml:"mountPath"`
	} `yaml:"volumeMounts"`
}

type security struct {
	NonRoot  bool  `yaml:"runAsNonRoot"`
	User     int   `yaml:"runAsUser"`
	ReadOnly bool  `yaml:"readOnlyRootFilesystem"`
	Escalate *bool `yaml:"allowPrivilegeEscalation"`
	Caps     struct {
		Drop []string
	} `yaml:"capabilities"`
	Seccomp struct{ Type string } `yaml:"seccompProfile"`
}

type probe struct {
	Get       struct{ Path, Port string } `yaml:"httpGet"`
	Period    int                         `yaml:"periodSeconds"`
	Threshold int                         `yaml:"failureThreshold"`
}

func template(t *testing.T) (pod, container) {
	t.Helper()
	p := decode[deployment](t, pods+"deployment.yaml").Spec.Template.Spec
	if len(p.Containers) != 1 {
		t.Fatalf("%d containers, want 1", len(p.Containers))
	}
	return p, p.Containers[0]
}

func TestPodMayDoLittle(t *testing.T) {
	p, c := template(t)
	no := func(b *bool) bool { return b != nil && !*b }
	for promise, kept := range map[string]bool{
		"does not run as root":         p.Security.NonRoot && p.Security.User == 65532,
		"has the default seccomp":      p.Security.Seccomp.Type == "RuntimeDefault",
		"gets no token of the cluster": no(p.Token),
		"cannot gain privileges":       no(c.Security.Escalate),
		"cannot write its root":        c.Security.ReadOnly,
		"has no capability":            slices.Equal(c.Security.Caps.Drop, []string{"ALL"}),
	} {
		if !kept {
			t.Errorf("it is not so that the pod %s", promise)
		}
	}
	if !strings.Contains(read(t, "../Dockerfile"), "\nUSER "+strconv.Itoa(p.Security.User)+":") {
		t.Errorf("the pod runs as %d, the image does not", p.Security.User)
	}
}

func TestProbesAskTheService(t *testing.T) {
	_, c := template(t)
	if got := c.Ports; len(got) != 1 || got[0].Name != "http" || strconv.Itoa(got[0].Port) != port(t) {
		t.Errorf("ports %+v, want http at %s", got, port(t))
	}
	want := map[string]string{"startup": "/readyz http", "readiness": "/readyz http", "liveness": "/livez http"}
	got := map[string]string{}
	for name, p := range map[string]probe{"startup": c.Startup, "readiness": c.Readiness, "liveness": c.Liveness} {
		got[name] = p.Get.Path + " " + p.Get.Port
		isRoute(t, name, p.Get.Path)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestPodStopsAfterItsRequests follows a pod that is to end: readiness fails and
// is noticed, requests in flight finish, and only then the kubelet kills.
func TestPodStopsAfterItsRequests(t *testing.T) {
	p, c := template(t)
	loaded, err := configs.Load(configs.Options{File: pods + "presscheck.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	s := loaded.Server
	if noticed := time.Duration(c.Readiness.Period*c.Readiness.Threshold) * time.Second; s.DrainDelay < noticed {
		t.Errorf("drains for %v, but it takes %v to be noticed", s.DrainDelay, noticed)
	}
	if grace := time.Duration(p.Grace) * time.Second; grace <= s.DrainDelay+s.ShutdownTimeout {
		t.Errorf("killed after %v, but stopping takes up to %v", grace, s.DrainDelay+s.ShutdownTimeout)
	}
	if want := []string{"serve", "--config", filepath.Join(c.Mounts[0].Path, "presscheck.yaml")}; !slices.Equal(c.Args, want) {
		t.Errorf("args %q, want %q", c.Args, want)
	}
}

func TestGoKeepsBelowTheMemoryOfThePod(t *testing.T) {
	_, c := template(t)
	if len(c.Env) != 1 || c.Env[0].Name != "GOMEMLIMIT" || c.Env[0].From.Resource.Resource != "requests.memory" {
		t.Errorf("environment %+v, want GOMEMLIMIT from requests.memory", c.Env)
	}
	if r := c.Resources; r.Requests["memory"] != "920Mi" || r.Limits["memory"] != "1Gi" || r.Requests["cpu"] == "" || r.Limits["cpu"] == "" {
		t.Errorf("resources %+v, want 920Mi of 1Gi, and processors", r)
	}
}

func TestSelectorsFindThePods(t *testing.T) {
	want := decode[deployment](t, pods+"deployment.yaml").Spec.Template.Metadata.Labels
	got := map[string]labels{"service": decode[struct{ Spec struct{ Selector labels } }](t, pods+"service.yaml").Spec.Selector}
	for _, name := range []string{"deployment", "disruption", "network"} {
		s := decode[deployment](t, pods+name+".yaml").Spec
		got[name] = s.Selector.Match
		if name == "network" {
			got[name] = s.PodSelector.Match
		}
	}
	for name, match := range got {
		if diff := cmp.Diff(want, match); diff != "" {
			t.Errorf("%s: selector (-label, +match)\n%s", name, diff)
		}
	}
}

func TestOperatorScrapesTheServiceUnderItsJob(t *testing.T) {
	type kustomize struct {
		Labels []struct{ Pairs labels }
	}
	scrape := decode[struct {
		Spec struct {
			JobLabel  string `yaml:"jobLabel"`
			Selector  selector
			Endpoints []struct{ Port, Path string }
		}
	}](t, monitoring+"scrape.yaml").Spec
	given := decode[kustomize](t, pods+"kustomization.yaml").Labels[0].Pairs
	if diff := cmp.Diff(given, scrape.Selector.Match); diff != "" {
		t.Errorf("selector (-labels of the service, +match)\n%s", diff)
	}
	if given[scrape.JobLabel] != "presscheck" {
		t.Errorf("job %q; alerts and boards know presscheck", given[scrape.JobLabel])
	}
	isRoute(t, "scrape.yaml", scrape.Endpoints[0].Path)
	if !strings.Contains(read(t, pods+"service.yaml"), "name: "+scrape.Endpoints[0].Port+",") {
		t.Errorf("the service has no port %s", scrape.Endpoints[0].Port)
	}
}

// TestRulesAreThoseOfMetrics compares the manifest with what it is made from;
// -update makes it.
func TestRulesAreThoseOfMetrics(t *testing.T) {
	_, rules, _ := strings.Cut(read(t, "../metrics/alerts/rules.yaml"), "\ngroups:\n")
	want := "# Made from metrics/alerts/rules.yaml: go test ./deploy -update\n" +
		"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: presscheck\nspec:\n  groups:\n" +
		regexp.MustCompile(`(?m)^(.)`).ReplaceAllString(rules, "  $1")
	if *update {
		if err := os.WriteFile(monitoring+"rules.yaml", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, read(t, monitoring+"rules.yaml")); diff != "" {
		t.Errorf("rules.yaml is out of date; go test ./deploy -update\n%s", diff)
	}
	type groups struct{ Groups []any }
	got := decode[struct{ Spec groups }](t, monitoring+"rules.yaml").Spec
	if diff := cmp.Diff(decode[groups](t, "../metrics/alerts/rules.yaml"), got); diff != "" || len(got.Groups) == 0 {
		t.Errorf("%d groups that differ:\n%s", len(got.Groups), diff)
	}
}

type kustomization struct {
	Resources  []string
	Generators []struct {
		Files   []string
		Options struct{ Labels labels }
	} `yaml:"configMapGenerator"`
}

func TestKustomizationsNameEveryFile(t *testing.T) {
	for folder, kind := range map[string]string{pods: "*.yaml", monitoring: "*.yaml", "../metrics/dashboards/": "*.json"} {
		k := decode[kustomization](t, folder+"kustomization.yaml")
		named := k.Resources
		for _, g := range k.Generators {
			named = append(named, g.Files...)
		}
		for _, name := range named {
			exists(t, folder+"kustomization.yaml", folder+name)
		}
		files, err := filepath.Glob(folder + kind)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", folder, len(files), err)
		}
		for _, f := range files {
			if name := filepath.Base(f); name != "kustomization.yaml" && !slices.Contains(named, name) {
				t.Errorf("%skustomization.yaml: does not name %s", folder, name)
			}
		}
	}
}

func TestGrafanaFindsTheBoardsByTheirLabel(t *testing.T) {
	boards := decode[kustomization](t, "../metrics/dashboards/kustomization.yaml").Generators[0]
	if boards.Options.Labels["grafana_dashboard"] != "1" {
		t.Errorf("labels %v, want grafana_dashboard 1", boards.Options.Labels)
	}
}

func TestKubectlBuildsEverything(t *testing.T) {
	if _, err := exec.LookPath("kubectl"); err != nil {
		t.Skip("kubectl is not installed; nothing else here builds the kustomizations")
	}
	out, err := exec.Command("kubectl", "kustomize", "kubernetes").Output()
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, m := range regexp.MustCompile(`(?m)^kind: (\w+)$`).FindAllStringSubmatch(string(out), -1) {
		kinds = append(kinds, m[1])
	}
	slices.Sort(kinds)
	want := []string{"ConfigMap", "ConfigMap", "Deployment", "HorizontalPodAutoscaler", "NetworkPolicy",
		"PodDisruptionBudget", "PrometheusRule", "Service", "ServiceMonitor"}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
}
