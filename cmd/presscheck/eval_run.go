package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/configs"
	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/suite"
	"github.com/presscheck/presscheck/policy"
)

// patience is the limit of time while measuring: a slow machine must not turn
// into other figures.
const patience = 5 * time.Minute

// A bench builds runs that differ in settings and nothing else.
type bench struct {
	config *configs.Config
	engine *policy.Engine
	jobs   int
	worst  int
}

func newBench(ctx context.Context, config *configs.Config, c *evalCommand) (*bench, error) {
	list, err := newFilterList(config)
	if err != nil {
		return nil, err
	}
	engine, err := newEngine(ctx, config.Policy, list)
	if err != nil {
		return nil, err
	}
	engine.Timeout = patience
	return &bench{config: config, engine: engine, jobs: c.jobs, worst: c.worst}, nil
}

// patientLimits are the configured ones without that of time.
func patientLimits(config *configs.Config) article.Limits {
	l := limits(config.Article)
	l.Budget = patience
	return l
}

// run is one set of filters: as configured, with settings on top.
func (b *bench) run(settings map[string]map[string]any) (*eval.Run, error) {
	list, err := newFilterList(b.config)
	if err != nil {
		return nil, err
	}
	if err := filters.Configure(list, settings); err != nil {
		return nil, usage(err)
	}
	p := newPipeline(b.config, list, b.engine, nil)
	p.Limits, p.Timeout = patientLimits(b.config), patience
	p.Now = func() time.Time { return time.Unix(0, 0) } // policies that ask for the date judge alike every day
	return &eval.Run{Check: p.Check, Kinds: suite.Kinds(list), Workers: b.jobs, Worst: b.worst}, nil
}

func (c *evalCommand) runOnce(cmd *cobra.Command, std streams, b *bench, from eval.Source) error {
	var before *eval.Report
	if c.baseline != "" {
		var err error
		if before, err = readBaseline(c.baseline); err != nil {
			return usage(err)
		}
	}
	run, err := b.run(nil)
	if err != nil {
		return err
	}
	bar := newProgress(std.err, "measuring", from.Len())
	run.Progress = bar.add
	report, err := run.Measure(cmd.Context(), from)
	bar.finish()
	if err != nil {
		return err
	}
	if before != nil {
		report.Comparison = eval.Compare(before, report)
	}
	if err := c.print(std.out, report); err != nil {
		return err
	}
	return c.judge(cmd, report)
}

func readBaseline(name string) (*eval.Report, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := eval.ReadReport(f)
	if err != nil {
		return nil, fmt.Errorf("baseline %s: %w", name, err)
	}
	return r, nil
}

func (c *evalCommand) print(to io.Writer, report *eval.Report) error {
	if c.html != "" {
		if err := writeFile(c.html, report.WriteHTML); err != nil {
			return err
		}
	}
	if c.json {
		return report.WriteJSON(to)
	}
	return report.WriteText(to)
}

// judge turns what failed and what the gates say into an exit code.
func (c *evalCommand) judge(cmd *cobra.Command, report *eval.Report) error {
	if n := len(report.Failed); n > 0 {
		return failedToMeasure(n)
	}
	var gate eval.Gate
	if cmd.Flags().Changed("max-false-alarms") {
		gate.MaxFalseAlarms = &c.alarms
	}
	if cmd.Flags().Changed("min-recall") {
		gate.MinRecall = &c.recall
	}
	var missed []error
	for _, what := range gate.Missed(report) {
		missed = append(missed, errors.New(what))
	}
	if len(missed) > 0 {
		return exitError{exitHeld, errors.Join(missed...)}
	}
	return nil
}

func failedToMeasure(n int) error {
	return fmt.Errorf("%s could not be measured; the report lists them", counted(n, "article"))
}

func (c *evalCommand) runSweep(cmd *cobra.Command, std streams, b *bench, from eval.Source, sweep eval.Sweep) error {
	bar := newProgress(std.err, "measuring", from.Len()*sweep.Runs())
	swept, err := sweep.Measure(cmd.Context(), from, func(settings map[string]map[string]any) (*eval.Run, error) {
		run, err := b.run(settings)
		if err == nil {
			run.Progress = bar.add
		}
		return run, err
	})
	bar.finish()
	if _, wrong := errors.AsType[*filters.SettingError](err); wrong {
		return usage(err)
	}
	if err != nil {
		return err
	}
	write := swept.WriteText
	if c.json {
		write = swept.WriteJSON
	}
	if err := write(std.out); err != nil {
		return err
	}
	if n := len(swept.Failed); n > 0 {
		return failedToMeasure(n)
	}
	return nil
}
