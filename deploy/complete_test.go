package deploy

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

const complete = "kubernetes/complete/"

// An object is a manifest as far as these tests look at it.
type object struct {
	Kind     string
	Metadata struct{ Name string }
	Spec     struct {
		Selector struct {
			Match labels `yaml:"matchLabels"`
			Plain labels `yaml:",inline"` // of a service
		}
		Template struct {
			Metadata struct{ Labels labels }
			Spec     pod
		}
		Ports []struct{ Port int }
	}
}

// objects are those of kubernetes/complete, of some kinds, by name.
func objects(t *testing.T, kinds ...string) map[string]object {
	t.Helper()
	found := map[string]object{}
	for _, file := range []string{"postgres", "prometheus", "grafana"} {
		d := yaml.NewDecoder(bytes.NewReader([]byte(read(t, complete+file+".yaml"))))
		for {
			var o object
			if err := d.Decode(&o); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if slices.Contains(kinds, o.Kind) {
				found[o.Metadata.Name] = o
			}
		}
	}
	if len(found) == 0 {
		t.Fatalf("no objects of kind %s", kinds)
	}
	return found
}

func TestWhatStandsBesideTheServiceMayDoLittle(t *testing.T) {
	services := decode[compose](t, "compose.yaml").Services
	for name, o := range objects(t, "Deployment", "StatefulSet") {
		p, c := o.Spec.Template.Spec, o.Spec.Template.Spec.Containers[0]
		switch {
		case !p.Security.NonRoot || p.Security.User == 0 || p.Security.Seccomp.Type != "RuntimeDefault":
			t.Errorf("%s runs as root, or without seccomp", name)
		case p.Token == nil || *p.Token:
			t.Errorf("%s gets a token of the cluster", name)
		case c.Security.Escalate == nil || *c.Security.Escalate || !c.Security.ReadOnly || !slices.Equal(c.Security.Caps.Drop, []string{"ALL"}):
			t.Errorf("%s may write its root, gain privileges or use capabilities", name)
		case c.Readiness.Period == 0:
			t.Errorf("%s has no readiness probe", name)
		case c.Resources.Limits["memory"] == "":
			t.Errorf("%s may use all memory there is", name)
		}
		if c.Image != services[name].Image {
			t.Errorf("%s has image %s, in the compose file %s", name, c.Image, services[name].Image)
		}
		if diff := cmp.Diff(o.Spec.Template.Metadata.Labels, o.Spec.Selector.Match); diff != "" {
			t.Errorf("%s: selector (-label, +match)\n%s", name, diff)
		}
	}
}

func TestServicesOfTheCompleteSetFindTheirPods(t *testing.T) {
	services := objects(t, "Service")
	for name, o := range objects(t, "Deployment", "StatefulSet") {
		if diff := cmp.Diff(o.Spec.Template.Metadata.Labels, services[name].Spec.Selector.Plain); diff != "" {
			t.Errorf("%s: (-labels of the pod, +selector of the service)\n%s", name, diff)
		}
	}
	given := decode[deployment](t, pods+"deployment.yaml").Spec.Template.Metadata.Labels
	if diff := cmp.Diff(given, services["presscheck-pods"].Spec.Selector.Plain); diff != "" {
		t.Errorf("presscheck-pods: (-labels of the pod, +selector)\n%s", diff)
	}
}

// TestTheCompleteSetIsScrapedAsByTheComposeFile compares the two configurations
// of Prometheus, which differ in where the instances are.
func TestTheCompleteSetIsScrapedAsByTheComposeFile(t *testing.T) {
	type config struct {
		Global  map[string]string
		Scrapes []struct {
			Job  string `yaml:"job_name"`
			Path string `yaml:"metrics_path"`
			DNS  []struct {
				Names []string
				Port  int
			} `yaml:"dns_sd_configs"`
		} `yaml:"scrape_configs"`
	}
	want, got := decode[config](t, "prometheus.yaml"), decode[config](t, complete+"scrape.yaml")
	at := got.Scrapes[0].DNS[0]
	service := objects(t, "Service")[at.Names[0]]
	if len(service.Spec.Ports) != 1 || service.Spec.Ports[0].Port != at.Port {
		t.Errorf("it scrapes %v at port %d, which no service has", at.Names, at.Port)
	}
	got.Scrapes[0].DNS = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-prometheus.yaml +scrape.yaml)\n%s", diff)
	}
}

func TestTheStoreOfTheCompleteSetIsReached(t *testing.T) {
	if dsn := read(t, "secrets.sh"); !strings.Contains(dsn, "@postgres/presscheck") {
		t.Error("the connection string of secrets.sh is not for the service postgres")
	}
	p := objects(t, "StatefulSet")["postgres"].Spec.Template.Spec.Containers[0]
	got := map[string]string{}
	for _, v := range p.Env {
		got[v.Name] = v.Value
	}
	for name, value := range decode[compose](t, "compose.yaml").Services["postgres"].Environment {
		if !strings.HasSuffix(name, "_FILE") && got[name] != value {
			t.Errorf("%s is %q, in the compose file %q", name, got[name], value)
		}
	}
}
