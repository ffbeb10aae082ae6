package policy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy/tests"
)

// Gate compiles the policy in fsys and lets it pass only if nothing is wrong
// with it: what New refuses, kinds that the filters do not report (known, by
// filter), tests of its own that fail, and decisions that do not decode. The
// error lists every problem that could be seen, a line each, with file and line;
// what cannot be read or compiled hides the rest. It takes as long as the tests.
func Gate(ctx context.Context, fsys fs.FS, known map[string][]string) (*Engine, error) {
	e, err := New(fsys)
	if err != nil {
		return nil, err
	}
	report, err := tests.Run(ctx, fsys)
	if err == nil {
		err = report.Err()
	}
	if err := errors.Join(e.CheckKinds(known), err, e.smoke(ctx, known)); err != nil {
		return nil, fmt.Errorf("check policy: %w", err)
	}
	return e, nil
}

// smoke asks for decisions on an article without findings, and on one with a
// finding of every kind, for no site and for the first that there is.
func (e *Engine) smoke(ctx context.Context, known map[string][]string) error {
	patient := *e
	patient.Timeout = smokeLimit
	empty, full := Input{Now: smokeTime}, Input{Now: smokeTime, Findings: oneOfEach(known)}
	if sites := e.written.Settings.Names("sites"); len(sites) > 0 {
		full.Site = sites[0]
	}
	_, err := patient.Evaluate(ctx, empty)
	_, fullErr := patient.Evaluate(ctx, full)
	return errors.Join(said(err, "an article without findings"), said(fullErr, "an article with a finding of every kind"))
}

var smokeTime = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// smokeLimit is generous: a gate must not refuse for the machine being busy.
const smokeLimit = 10 * time.Second

func said(err error, what string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("decision on %s: %w", what, err)
}

func oneOfEach(known map[string][]string) []filters.Finding {
	var all []filters.Finding
	for _, filter := range slices.Sorted(maps.Keys(known)) {
		for _, kind := range known[filter] {
			all = append(all, filters.Finding{ID: filter + "/" + kind, Filter: filter, Kind: kind, Confidence: 1})
		}
	}
	return all
}
