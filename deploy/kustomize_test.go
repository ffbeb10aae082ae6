package deploy

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type kustomization struct {
	Resources  []string
	Labels     []struct{ Pairs labels }
	Patches    []struct{ Path string }
	Generators []struct {
		Files   []string
		Options struct{ Labels labels }
	} `yaml:"configMapGenerator"`
}

func TestOperatorScrapesTheServiceUnderItsJob(t *testing.T) {
	scrape := decode[struct {
		Spec struct {
			JobLabel  string `yaml:"jobLabel"`
			Selector  selector
			Endpoints []struct{ Port, Path string }
		}
	}](t, monitoring+"scrape.yaml").Spec
	given := decode[kustomization](t, pods+"kustomization.yaml").Labels[0].Pairs
	if diff := cmp.Diff(given, scrape.Selector.Match); diff != "" {
		t.Errorf("selector (-labels of the service, +match)\n%s", diff)
	}
	if given[scrape.JobLabel] != "presscheck" {
		t.Errorf("job %q; alerts and boards know presscheck", given[scrape.JobLabel])
	}
	if scrape.Endpoints[0].Path != "/metrics" {
		t.Errorf("it asks for %q, want /metrics", scrape.Endpoints[0].Path)
	}
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

func TestKustomizationsNameEveryFile(t *testing.T) {
	for folder, kind := range map[string]string{
		pods: "*.yaml", monitoring: "*.yaml", store: "*.yaml", complete: "*.yaml",
		"../metrics/dashboards/": "*.json", "../metrics/alerts/": "rules.yaml", "grafana/": "provisioning/*/*.yaml",
	} {
		k := decode[kustomization](t, folder+"kustomization.yaml")
		named := k.Resources
		for _, g := range k.Generators {
			for _, f := range g.Files {
				named = append(named, f[strings.Index(f, "=")+1:]) // key=file, or file
			}
		}
		for _, p := range k.Patches {
			named = append(named, p.Path)
		}
		for _, name := range named {
			exists(t, folder+"kustomization.yaml", folder+name)
		}
		files, err := filepath.Glob(folder + kind)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", folder, len(files), err)
		}
		for _, f := range files {
			if name := strings.TrimPrefix(f, folder); name != "kustomization.yaml" && !slices.Contains(named, name) {
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

// TestStoreFitsThePodItPatches reads the component for PostgreSQL.
func TestStoreFitsThePodItPatches(t *testing.T) {
	_, c := template(t)
	patch := decode[deployment](t, store+"deployment.yaml").Spec.Template.Spec.Containers[0]
	if patch.Name != c.Name {
		t.Errorf("it patches container %q, the pod has %q", patch.Name, c.Name)
	}
	env := map[string]string{}
	for _, v := range patch.Env {
		env[v.Name] = v.Value
		if strings.HasSuffix(v.Name, "_FILE") && filepath.Dir(v.Value) != patch.Mounts[0].Path {
			t.Errorf("%s=%s is not below %s", v.Name, v.Value, patch.Mounts[0].Path)
		}
	}
	areSettings(t, env)
}
