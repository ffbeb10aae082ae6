package deploy

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/configs"
)

type compose struct {
	Services map[string]service
	Networks map[string]any
	Volumes  map[string]any
	Secrets  map[string]struct{ File string }
}

type service struct {
	Image       string
	Build       struct{ Context string }
	Command     []string
	Environment map[string]string
	Ports       []string
	Networks    []string
	Volumes     []string
	Secrets     []string
	DependsOn   map[string]any `yaml:"depends_on"`
	ReadOnly    bool           `yaml:"read_only"`
	CapDrop     []string       `yaml:"cap_drop"`
	SecurityOpt []string       `yaml:"security_opt"`
	MemLimit    string         `yaml:"mem_limit"`
	StopGrace   time.Duration  `yaml:"stop_grace_period"`
	Health      struct {
		Test []string
	} `yaml:"healthcheck"`
}

func TestContainersMayDoLittle(t *testing.T) {
	for name, s := range decode[compose](t, "compose.yaml").Services {
		if !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
			t.Errorf("%s: writable root, privileges or capabilities", name)
		}
		if len(s.Health.Test) == 0 {
			t.Errorf("%s: no health check", name)
		}
		if _, tag, _ := strings.Cut(s.Image, ":"); tag == "" || tag == "latest" {
			t.Errorf("%s: image %s names no version", name, s.Image)
		}
		for _, p := range s.Ports {
			if !strings.HasPrefix(p, "127.0.0.1:") {
				t.Errorf("%s: port %s is open to the network", name, p)
			}
		}
	}
}

func TestSecretsAreFilesThatStayHere(t *testing.T) {
	file := decode[compose](t, "compose.yaml")
	for ignoring, folder := range map[string]string{".gitignore": "/secrets/", "../.dockerignore": "deploy/secrets"} {
		if !strings.Contains(read(t, ignoring), folder+"\n") {
			t.Errorf("%s: no %s", ignoring, folder)
		}
	}
	for name, s := range file.Secrets {
		if want := "./secrets/" + name; s.File != want {
			t.Errorf("secret %s is in %s, want %s", name, s.File, want)
		}
	}
	secret := regexp.MustCompile(`PASSWORD|TOKEN|SECRET|DSN`)
	for name, s := range file.Services {
		for variable, value := range s.Environment {
			at, ok := strings.CutPrefix(value, "/run/secrets/")
			switch {
			case !secret.MatchString(variable):
			case !strings.HasSuffix(variable, "_FILE") || !ok:
				t.Errorf("%s: %s is a secret, but no file", name, variable)
			case !slices.Contains(s.Secrets, at):
				t.Errorf("%s: %s is not among its secrets", name, value)
			}
		}
	}
}

func TestSecretsAreMadeOnce(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secrets.sh"), []byte(read(t, "secrets.sh")), 0o755); err != nil {
		t.Fatal(err)
	}
	made := func() map[string]string {
		if out, err := exec.Command("sh", filepath.Join(dir, "secrets.sh")).CombinedOutput(); err != nil {
			t.Fatalf("secrets.sh: %v\n%s", err, out)
		}
		all := map[string]string{}
		for name, s := range decode[compose](t, "compose.yaml").Secrets {
			all[name] = strings.TrimSpace(read(t, filepath.Join(dir, s.File)))
		}
		return all
	}
	first := made()
	if diff := cmp.Diff(first, made()); diff != "" {
		t.Errorf("a second run changes secrets:\n%s", diff)
	}
	if want := "postgres://presscheck:" + first["postgres_password"] + "@postgres/presscheck"; first["store_dsn"] != want {
		t.Errorf("store_dsn is %s, want %s", first["store_dsn"], want)
	}
	for name, s := range first {
		if len(s) < 32 {
			t.Errorf("%s has %d characters, want 32 or more", name, len(s))
		}
	}
}

func TestComposeNamesWhatThereIs(t *testing.T) {
	file := decode[compose](t, "compose.yaml")
	for name, s := range file.Services {
		for _, v := range s.Volumes {
			from, _, _ := strings.Cut(v, ":")
			if _, ok := file.Volumes[from]; !ok {
				exists(t, name, from)
			}
		}
		for _, other := range s.Networks {
			if _, ok := file.Networks[other]; !ok {
				t.Errorf("%s: no network %s", name, other)
			}
		}
		for _, other := range s.Secrets {
			if _, ok := file.Secrets[other]; !ok {
				t.Errorf("%s: no secret %s", name, other)
			}
		}
		for other := range s.DependsOn {
			if _, ok := file.Services[other]; !ok {
				t.Errorf("%s: no service %s", name, other)
			}
		}
	}
	exists(t, "build", filepath.Join(file.Services["presscheck"].Build.Context, "Dockerfile"))
}

func TestComposeSetsWhatTheServiceKnows(t *testing.T) {
	env := map[string]string{}
	for name, value := range decode[compose](t, "compose.yaml").Services["presscheck"].Environment {
		env[name] = operator.ReplaceAllString(value, "$1")
	}
	areSettings(t, env)
}

// areSettings compares names itself, because Load leaves variables alone that
// look like no setting.
func areSettings(t *testing.T, variables map[string]string) {
	t.Helper()
	known := map[string]bool{}
	for section, settings := range decode[map[string]map[string]any](t, "../configs/default.yaml") {
		for setting := range settings {
			known["PRESSCHECK_"+strings.ToUpper(section+"_"+setting)] = true
		}
	}
	var env []string
	for name, value := range variables {
		if strings.HasPrefix(name, "PRESSCHECK_") && !known[name] {
			t.Errorf("%s is not a setting", name)
		}
		env = append(env, name+"="+value)
	}
	if _, err := configs.Load(configs.Options{Env: env}); err != nil {
		t.Error(err)
	}
}

// operator matches ${NAME:-default}, which the operator may set.
var operator = regexp.MustCompile(`\$\{\w+:-(.*?)\}`)

func TestComposeServiceHasItsPortAndTime(t *testing.T) {
	s := decode[compose](t, "compose.yaml").Services["presscheck"]
	if want := []string{"127.0.0.1:" + port(t) + ":" + port(t)}; !slices.Equal(s.Ports, want) {
		t.Errorf("ports %q, want %q", s.Ports, want)
	}
	if want := []string{"CMD", "/presscheck", "healthcheck"}; !slices.Equal(s.Health.Test, want) {
		t.Errorf("health check %q, want %q", s.Health.Test, want)
	}
	if most := stopping(image(t).Server); s.StopGrace <= most {
		t.Errorf("killed after %v, but stopping takes up to %v", s.StopGrace, most)
	}
	leavesRoom(t, s.Environment["GOMEMLIMIT"], strings.Replace(s.MemLimit, "g", "GiB", 1))
}
