package deploy

import (
	"errors"
	"path/filepath"
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
	store      = "kubernetes/store/"
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
	Name  string
	Image string
	Args  []string
	Ports []struct {
		Name string
		Port int `yaml:"containerPort"`
	}
	Env []struct {
		Name, Value string

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
	ports := map[string]string{}
	for _, p := range c.Ports {
		ports[p.Name] = strconv.Itoa(p.Port)
	}
	if diff := cmp.Diff(map[string]string{"http": port(t), "metrics": metricsPort(t)}, ports); diff != "" {
		t.Errorf("ports (-want +got)\n%s", diff)
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
	if grace := time.Duration(p.Grace) * time.Second; grace <= stopping(s) {
		t.Errorf("killed after %v, but stopping takes up to %v", grace, stopping(s))
	}
	if want := []string{"serve", "--config", filepath.Join(c.Mounts[0].Path, "presscheck.yaml")}; !slices.Equal(c.Args, want) {
		t.Errorf("args %q, want %q", c.Args, want)
	}
}

// stopping takes up to ShutdownTimeout for requests, and then as long for the
// decision log.
func stopping(s configs.Server) time.Duration { return s.DrainDelay + 2*s.ShutdownTimeout }

func TestGoKeepsBelowTheMemoryOfThePod(t *testing.T) {
	_, c := template(t)
	if len(c.Env) != 1 || c.Env[0].Name != "GOMEMLIMIT" || c.Env[0].From.Resource.Resource != "requests.memory" {
		t.Errorf("environment %+v, want GOMEMLIMIT from requests.memory", c.Env)
	}
	r := c.Resources
	leavesRoom(t, r.Requests["memory"]+"B", r.Limits["memory"]+"B")
	if r.Requests["cpu"] == "" || r.Limits["cpu"] == "" {
		t.Errorf("resources %+v: none for processors, which the autoscaler and GOMAXPROCS go by", r)
	}
}

// leavesRoom holds Go's limit to 90% of the container's, give or take a little.
func leavesRoom(t *testing.T, soft, hard string) {
	t.Helper()
	var s, h configs.ByteSize
	if err := errors.Join(s.UnmarshalText([]byte(soft)), h.UnmarshalText([]byte(hard))); err != nil {
		t.Fatal(err)
	}
	if share := float64(s) / float64(h); share < 0.85 || share > 0.95 {
		t.Errorf("Go may use %s of %s, want about 90%%", soft, hard)
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

func TestManifestsNameEachOther(t *testing.T) {
	_, c := template(t)
	type target struct {
		Port       string
		TargetPort string `yaml:"targetPort"`
	}
	service := decode[struct{ Spec struct{ Ports []target } }](t, pods+"service.yaml")
	network := decode[struct {
		Spec struct{ Ingress []struct{ Ports []target } }
	}](t, pods+"network.yaml")
	for name, got := range map[string]string{
		"service": service.Spec.Ports[0].TargetPort,
		"network": network.Spec.Ingress[0].Ports[0].Port,
	} {
		if got != c.Ports[0].Name {
			t.Errorf("%s: port %q, want that of the pod, %s", name, got, c.Ports[0].Name)
		}
	}
	type object struct{ Kind, Name string }
	scaler := decode[struct {
		Spec struct {
			Target object `yaml:"scaleTargetRef"`
		}
	}](t, pods+"autoscaler.yaml")
	scaled := decode[struct {
		Kind     string
		Metadata object
	}](t, pods+"deployment.yaml")
	if want := (object{scaled.Kind, scaled.Metadata.Name}); scaler.Spec.Target != want {
		t.Errorf("scales %v, want %v", scaler.Spec.Target, want)
	}
}
