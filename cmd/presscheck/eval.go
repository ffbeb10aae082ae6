package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval"
	"github.com/presscheck/presscheck/eval/faults"
)

// An evalCommand holds the flags of `presscheck eval`.
type evalCommand struct {
	json     bool
	html     string
	inject   string
	seed     uint64
	perPage  int
	families []string
	write    string
	sweep    string
	baseline string
	worst    int
	jobs     int
	alarms   float64
	recall   float64
}

func newEval(s *setup, std streams) *cobra.Command {
	var c evalCommand
	cmd := &cobra.Command{
		Use:   "eval [flags] CORPUS | --inject DIR",
		Short: "Measure what is found and how often clean articles are objected to",
		Long: "Check a folder of articles whose damage is known, from labels.jsonl beside them or because it\n" +
			"is put in (--inject), and say per filter, kind and language how much is found and how many\n" +
			"clean articles raise an alarm, with 95% intervals. Limits of time are lifted, so that the\n" +
			"result is the same on every machine.\n" +
			"Exit code 0: measured; 3: --min-recall or --max-false-alarms is missed; 1: something could\n" +
			"not be measured.",
		Example: "  presscheck eval --html report.html labelled/\n" +
			"  presscheck eval --inject clean/ --seed 7 --per-page 3 --json > before.json\n" +
			"  presscheck eval --inject clean/ --seed 7 --per-page 3 --baseline before.json\n" +
			"  presscheck eval labelled/ --sweep linkblock.confidence=0.5..0.95/0.05",
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, folders []string) error { return c.run(cmd, s, std, folders) },
	}
	c.register(cmd)
	return cmd
}

func (c *evalCommand) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&c.json, "json", false, "print the report as JSON, for --baseline and other programs")
	flags.StringVar(&c.html, "html", "", "also write the report as one page to `FILE`")
	flags.StringVar(&c.inject, "inject", "", "put faults into the clean articles of `DIR`")
	flags.Uint64Var(&c.seed, "seed", 1, "of the chance by which faults are put in")
	flags.IntVar(&c.perPage, "per-page", 1, "faults for each article, each in a copy of its own")
	flags.StringSliceVar(&c.families, "family", nil, "put in faults of these families only (`NAME`,…)")
	flags.StringVar(&c.write, "write", "", "keep the articles with and without faults in the new folder `DIR`, labelled")
	flags.StringVar(&c.sweep, "sweep", "", "measure once for each value of a setting: `filter.setting=a..b/step`")
	flags.StringVar(&c.baseline, "baseline", "", "compare with the JSON report in `FILE`")
	flags.IntVar(&c.worst, "worst", 20, "missed and false alarms to show, each")
	flags.IntVarP(&c.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "articles checked at once, 1 or more")
	flags.Float64Var(&c.alarms, "max-false-alarms", 0, "fail if more clean articles of 1,000 are not published")
	flags.Float64Var(&c.recall, "min-recall", 0, "fail if a smaller share, such as 0.97, is found in all or of a family of faults")
}

func (c *evalCommand) run(cmd *cobra.Command, s *setup, std streams, folders []string) error {
	if err := c.validate(cmd, folders); err != nil {
		return usage(err)
	}
	var sweep eval.Sweep
	if c.sweep != "" {
		var err error
		if sweep, err = eval.ParseSweep(c.sweep); err != nil {
			return usage(err)
		}
	}
	config, err := s.config(cmd)
	if err != nil {
		return err
	}
	from, err := c.source(folders, patientLimits(config)) // before the filters are built: it may fail at once
	if err != nil {
		return err
	}
	b, err := newBench(cmd.Context(), config, c)
	if err != nil {
		return err
	}
	if c.sweep != "" {
		return c.runSweep(cmd, std, b, from, sweep)
	}
	return c.runOnce(cmd, std, b, from)
}

func (c *evalCommand) validate(cmd *cobra.Command, folders []string) error {
	given := cmd.Flags().Changed
	for _, flag := range []string{"seed", "per-page", "family", "write"} {
		if given(flag) && c.inject == "" {
			return fmt.Errorf("--%s goes with --inject", flag)
		}
	}
	for _, flag := range []string{"html", "baseline", "write", "max-false-alarms", "min-recall"} {
		if given(flag) && c.sweep != "" {
			return fmt.Errorf("--%s does not go with --sweep", flag)
		}
	}
	switch {
	case (len(folders) == 1) == (c.inject != ""):
		return fmt.Errorf("name either a CORPUS or --inject DIR\nSee '%s --help'", cmd.CommandPath())
	case c.perPage < 1 || c.jobs < 1:
		return errors.New("--per-page and --jobs must be 1 or more")
	case c.worst < 0:
		return errors.New("--worst must be 0 or more")
	case given("min-recall") && (c.recall <= 0 || c.recall > 1):
		return fmt.Errorf("--min-recall is %g, it must be a share above 0 and up to 1", c.recall)
	}
	return nil
}

// source is what the command line says to measure on.
func (c *evalCommand) source(folders []string, limits article.Limits) (eval.Source, error) {
	folder := c.inject
	if folder == "" {
		folder = folders[0]
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, usage(errors.Join(err, fmt.Errorf("%s is no folder of articles", folder)))
	}
	corpus, err := eval.Open(os.DirFS(folder))
	if err != nil {
		return nil, usage(fmt.Errorf("corpus %s: %w", folder, err))
	}
	if c.inject == "" {
		return corpus, nil
	}
	return c.injection(corpus, limits)
}

// injection puts faults into the clean articles of pages.
func (c *evalCommand) injection(pages eval.Source, limits article.Limits) (eval.Source, error) {
	families, err := chosen(faults.Families(), c.families)
	if err != nil {
		return nil, usage(err)
	}
	injection := &eval.Injection{
		Pages:    pages,
		Families: families,
		Seed:     c.seed,
		PerPage:  c.perPage,
		Workers:  c.jobs,
		Limits:   limits,
	}
	if c.write == "" {
		return injection, nil
	}
	recorded, err := eval.Record(injection, c.write)
	if err != nil {
		return nil, usage(err)
	}
	return recorded, nil
}

// chosen are the families called names, all if there are no names.
func chosen(all []faults.Family, names []string) ([]faults.Family, error) {
	var known []string
	for _, f := range all {
		known = append(known, f.Name)
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("there is no family of faults %q; there are %s", name, strings.Join(known, ", "))
		}
	}
	return slices.DeleteFunc(all, func(f faults.Family) bool {
		return len(names) > 0 && !slices.Contains(names, f.Name)
	}), nil
}

// writeFile writes to a file that replaces an earlier one.
func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
