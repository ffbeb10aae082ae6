// Package tests runs the tests that the authors of a policy wrote beside their
// rules (*_test.rego), and says which lines no test runs through. The policy comes
// from whoever is about to put it in force, or is writing it.
package tests

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"

	"github.com/presscheck/presscheck/policy/written"
)

// A Report is what became of the tests of a policy.
type Report struct {
	Tests []Result   // by file and line
	Files []Coverage // of the policy itself, by name
}

// A Result is what became of one test.
type Result struct {
	Place  string // file:line
	Name   string // package.test_name
	Failed string // why; empty: it passed
}

// A Coverage is how much of a file its tests run through.
type Coverage struct {
	File          string
	Lines, Missed int   // that do something; of those, the ones that no test does
	At            []int // first lines of what is missed
}

// Share is in 0 to 1; of a file without lines 1.
func (c Coverage) Share() float64 {
	if c.Lines == 0 {
		return 1
	}
	return float64(c.Lines-c.Missed) / float64(c.Lines)
}

// Err lists the tests that failed, or is nil.
func (r *Report) Err() error {
	var faults []error
	for _, t := range r.Tests {
		if t.Failed != "" {
			faults = append(faults, fmt.Errorf("%s: %s: %s", t.Place, t.Name, t.Failed))
		}
	}
	return errors.Join(faults...)
}

// limit is the time that one test may take: rules that run for longer would
// never have been of use.
const limit = 30 * time.Second

// Run runs the tests of the policy in fsys, with its settings. The error says why
// they could not be run; that some failed is in the report.
func Run(ctx context.Context, fsys fs.FS) (*Report, error) {
	p, err := written.ReadWithTests(fsys)
	if err != nil {
		return nil, fmt.Errorf("read tests: %w", err)
	}
	results, covered, err := run(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("run tests: %w", err)
	}
	report := &Report{}
	for _, r := range results {
		report.Tests = append(report.Tests, outcome(r))
	}
	for _, name := range slices.Sorted(maps.Keys(p.Modules)) {
		if !written.IsTest(name) {
			report.Files = append(report.Files, coverage(name, covered.Files[name]))
		}
	}
	return report, nil
}

func run(ctx context.Context, p written.Policy) ([]*tester.Result, cover.Report, error) {
	compiler, err := p.Compiler()
	if err != nil {
		return nil, cover.Report{}, err
	}
	covered := cover.New()
	store := inmem.NewFromObject(p.Settings.Data())
	runner := tester.NewRunner().SetCompiler(compiler).SetModules(p.Modules).SetStore(store).
		RaiseBuiltinErrors(true).SetTimeout(limit).SetCoverageQueryTracer(covered)
	var results []*tester.Result
	err = storage.Txn(ctx, store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		ch, err := runner.RunTests(ctx, txn)
		if err != nil {
			return written.Faults(err)
		}
		for r := range ch {
			results = append(results, r)
		}
		return nil
	})
	slices.SortFunc(results, func(a, b *tester.Result) int {
		return cmp.Or(cmp.Compare(a.Location.File, b.Location.File), cmp.Compare(a.Location.Row, b.Location.Row))
	})
	return results, covered.Report(p.Modules), err
}

func outcome(r *tester.Result) Result {
	t := Result{
		Place: fmt.Sprintf("%s:%d", r.Location.File, r.Location.Row),
		Name:  strings.TrimPrefix(r.Package, "data.") + "." + r.Name,
	}
	switch {
	case r.Pass():
	case r.Error != nil:
		t.Failed = r.Error.Error()
	case len(r.SubResults) > 0:
		t.Failed = "failed for " + strings.Join(failed(r.SubResults), ", ")
	default:
		t.Failed = "failed"
	}
	return t
}

func failed(cases tester.SubResultMap) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		if cases[name].Fail {
			names = append(names, name)
		}
	}
	return names
}

func coverage(name string, r *cover.FileReport) Coverage {
	c := Coverage{File: name}
	if r == nil {
		return c
	}
	c.Lines, c.Missed = r.CoveredLines+r.NotCoveredLines, r.NotCoveredLines
	for _, missed := range r.NotCovered {
		c.At = append(c.At, missed.Start.Row)
	}
	slices.Sort(c.At)
	c.At = slices.Compact(c.At)
	return c
}
