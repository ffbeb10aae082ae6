package policy_test

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"go.yaml.in/yaml/v3"

	"github.com/presscheck/presscheck/policy"
)

// coverageFloor is the share of the lines of each rule that its tests must run through.
const coverageFloor = 0.95

func TestRego(t *testing.T) {
	modules := regoModules(t)
	covered := cover.New()
	for _, r := range runRego(t, modules, covered) {
		t.Run(strings.TrimPrefix(r.Package, "data.")+"."+r.Name, func(t *testing.T) {
			if !r.Pass() {
				t.Errorf("%v: %v%s", r.Location, r, r.Output)
			}
		})
	}
	report := covered.Report(modules)
	for name, file := range report.Files {
		lines := file.CoveredLines + file.NotCoveredLines
		if !isRegoTest(name) && float64(file.CoveredLines) < coverageFloor*float64(lines) {
			t.Errorf("tests run through %d of %d lines of %s; not through %v", file.CoveredLines, lines, name, file.NotCovered)
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

func runRego(t *testing.T, modules map[string]*ast.Module, covered *cover.Cover) []*tester.Result {
	t.Helper()
	compiler, err := policy.NewCompiler(modules)
	if err != nil {
		t.Fatal(err)
	}
	store := inmem.NewFromObject(regoData(t))
	runner := tester.NewRunner().SetCompiler(compiler).SetModules(modules).SetStore(store).
		RaiseBuiltinErrors(true).SetCoverageQueryTracer(covered)
	var results []*tester.Result
	err = storage.Txn(context.Background(), store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		ch, err := runner.RunTests(context.Background(), txn)
		if err != nil {
			return err
		}
		for r := range ch {
			results = append(results, r)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func regoModules(t *testing.T) map[string]*ast.Module {
	t.Helper()
	modules := map[string]*ast.Module{}
	for name, text := range regoFiles(t) {
		m, err := policy.Parse(name, text)
		if err != nil {
			t.Fatal(err)
		}
		modules[name] = m
	}
	return modules
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

func regoData(t *testing.T) map[string]any {
	t.Helper()
	text, err := os.ReadFile("rules/data.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var data map[string]any
	if err := yaml.Unmarshal(text, &data); err != nil {
		t.Fatal(err)
	}
	return data
}

func isRegoTest(name string) bool { return strings.HasSuffix(name, "_test.rego") }
