package policy_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/format"

	"github.com/presscheck/presscheck/policy/tests"
)

// coverageFloor is the share of the lines of each rule that its tests must run through.
const coverageFloor = 0.95

func TestRego(t *testing.T) {
	report, err := tests.Run(t.Context(), os.DirFS("rules"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range report.Tests {
		t.Run(r.Name, func(t *testing.T) {
			if r.Failed != "" {
				t.Errorf("%s: %s", r.Place, r.Failed)
			}
		})
	}
	for _, c := range report.Files {
		if c.Share() < coverageFloor {
			t.Errorf("tests run through %d of %d lines of %s; not through %v", c.Lines-c.Missed, c.Lines, c.File, c.At)
		}
	}
}

func TestRegoIsFormatted(t *testing.T) {
	for name, text := range regoFiles(t) {
		want, err := format.Source(name, text)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(text)); d != "" {
			t.Errorf("%s is not as opa fmt would write it (-want +got):\n%s", name, d)
		}
	}
}

func TestEveryRuleIsTested(t *testing.T) {
	files := regoFiles(t)
	for name := range files {
		if test := strings.TrimSuffix(name, ".rego") + "_test.rego"; !isRegoTest(name) && files[test] == nil {
			t.Errorf("%s has no %s", name, test)
		}
	}
}

// regoFiles are the rules and their tests, by name.
func regoFiles(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	rules := os.DirFS("rules")
	err := fs.WalkDir(rules, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".rego") {
			return err
		}
		text, err := fs.ReadFile(rules, name)
		files[name] = text
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func isRegoTest(name string) bool { return strings.HasSuffix(name, "_test.rego") }
