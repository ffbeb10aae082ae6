package configs_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/spf13/pflag"

	"github.com/presscheck/presscheck/configs"
)

// file writes text to presscheck.yaml in a new current folder, so that places
// in messages are the same everywhere, and returns its name.
func file(t *testing.T, text string) string {
	t.Helper()
	t.Chdir(t.TempDir())
	const name = "presscheck.yaml"
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func load(t *testing.T, o configs.Options) *configs.Config {
	t.Helper()
	c, err := configs.Load(o)
	if err != nil {
		t.Fatalf("Load(%+v): %v", o, err)
	}
	return c
}

// flags returns the flag set of a command that offers two settings and one
// flag of its own, after it has read args.
func flags(t *testing.T, args ...string) *pflag.FlagSet {
	t.Helper()
	fs := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	fs.String("log-level", "info", "")
	fs.Duration("server-read-timeout", time.Second, "")
	fs.Int("server-max-in-flight", 0, "")
	fs.String("config", "", "")
	if err := fs.Parse(args); err != nil {
		t.Fatal(err)
	}
	return fs
}

func TestTheHighestSourceWins(t *testing.T) {
	const text = "log:\n  level: warn\n"
	env := []string{"PRESSCHECK_LOG_LEVEL=error"}
	tests := []struct {
		name      string
		text      string
		env, args []string
		level     string
		where     string
	}{
		{"nothing is set", "", nil, nil, "info", "default"},
		{"the file beats the default", text, nil, nil, "warn", "presscheck.yaml:2"},
		{"the environment beats the file", text, env, nil, "error", "environment PRESSCHECK_LOG_LEVEL"},
		{"a flag beats the environment", text, env, []string{"--log-level=debug"}, "debug", "flag --log-level"},
		{"a flag that was not given hides nothing", text, nil, []string{"--config=x"}, "warn", "presscheck.yaml:2"},
		{"an empty variable counts as not set", text, []string{"PRESSCHECK_LOG_LEVEL="}, nil, "warn", "presscheck.yaml:2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := load(t, configs.Options{File: file(t, test.text), Env: test.env, Flags: flags(t, test.args...)})
			want := []string{test.level, test.where}
			if diff := cmp.Diff(want, []string{c.Log.Level, c.Where("log", "level")}); diff != "" {
				t.Errorf("log.level and its origin (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEverySourceCanGiveEveryForm(t *testing.T) {
	want := configs.Default().Server
	want.ReadTimeout, want.MaxInFlight, want.MaxBody = 90*time.Second, 7, 1<<20

	sources := map[string]configs.Options{
		"the file": {File: file(t, "server:\n  read_timeout: 1m30s\n  max_in_flight: 7\n  max_body: 1048576\n")},
		"the environment": {Env: []string{
			"PRESSCHECK_SERVER_READ_TIMEOUT=90s", "PRESSCHECK_SERVER_MAX_IN_FLIGHT=7", "PRESSCHECK_SERVER_MAX_BODY=1024KiB"}},
		"flags, with one variable": {
			Env:   []string{"PRESSCHECK_SERVER_MAX_BODY=1MiB"},
			Flags: flags(t, "--server-read-timeout=90s", "--server-max-in-flight=7")},
	}
	for name, o := range sources {
		if diff := cmp.Diff(want, load(t, o).Server); diff != "" {
			t.Errorf("server from %s (-want +got):\n%s", name, diff)
		}
	}
}

func TestFilesThatSetNothingAreFine(t *testing.T) {
	for name, text := range map[string]string{
		"empty":               "",
		"comments only":       "# nothing yet\n",
		"sections of nothing": "server:\n  # address: :80\nfilters:\n",
		"one separator":       "---\n",
	} {
		got := load(t, configs.Options{File: file(t, text)})
		if diff := cmp.Diff(configs.Default(), got, cmpopts.IgnoreUnexported(configs.Config{})); diff != "" {
			t.Errorf("a file that is %s (-default +got):\n%s", name, diff)
		}
	}
}

func TestVariablesOfOthersAreIgnored(t *testing.T) {
	load(t, configs.Options{Env: []string{
		"HOME=/", "PRESSCHECK_CONFIG=x", "PRESSCHECK_TEST_POSTGRES=postgres://", "SERVER_ADDRESS=x", "odd",
		"PRESSCHECK_PORT=tcp://10.0.0.1:80", "PRESSCHECK_SERVICE_HOST=10.0.0.1",
		"PRESSCHECK_SERVER_SERVICE_PORT_HTTP=80", "PRESSCHECK_FILTERS_PORT_8080_TCP_ADDR=10.0.0.1",
	}})
}

func TestAllMistakesAreReportedAtOnce(t *testing.T) {
	_, err := configs.Load(configs.Options{
		File:  file(t, "server:\n  adress: :80\n  idle_timeout: 3\n"),
		Env:   []string{"PRESSCHECK_ARTICLE_MAX_NODES=many"},
		Flags: flags(t, "--log-level=loud"),
	})
	want := []string{
		"presscheck.yaml:2: server.adress is not a setting; did you mean server.address?",
		"presscheck.yaml:3: server.idle_timeout is 3 without a unit; write for example 3ms or 3s",
		`environment PRESSCHECK_ARTICLE_MAX_NODES: article.max_nodes is "many", not a whole number; write for example 100`,
		`flag --log-level: log.level is "loud"; write one of debug, info, warn, error`,
	}
	if diff := cmp.Diff(want, lines(err)); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
}

func lines(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

func TestAMissingFileIsAnError(t *testing.T) {
	t.Chdir(t.TempDir())
	c, err := configs.Load(configs.Options{File: "no.yaml"})
	want := []string{"read configuration: open no.yaml: no such file or directory"}
	if diff := cmp.Diff(want, lines(err)); diff != "" || c != nil {
		t.Errorf("Load = %v, error (-want +got):\n%s", c, diff)
	}
}
