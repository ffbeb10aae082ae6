package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/policy/tests"
)

// A policyTest holds the flags of `presscheck policy test`.
type policyTest struct {
	verbose  bool
	coverage bool
	floor    float64
}

func newPolicyTest(s *setup, std streams) *cobra.Command {
	var c policyTest
	cmd := &cobra.Command{
		Use:     "test [FOLDER]",
		Short:   "Run the tests of a policy",
		Long:    "Run the tests in the files *_test.rego. Exit code 1: one of them fails, or a file is covered too little.",
		Example: "  presscheck policy test --coverage policies/",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, named []string) error {
			if c.floor < 0 || c.floor > 100 {
				return usage(fmt.Errorf("--floor is %v, it must be from 0 to 100", c.floor))
			}
			folder, err := s.folder(cmd, named)
			if err != nil {
				return err
			}
			report, err := tests.Run(cmd.Context(), folder)
			if err != nil {
				return failed(err)
			}
			return c.report(std.out, report)
		},
	}
	cmd.Flags().BoolVarP(&c.verbose, "verbose", "v", false, "list the tests that pass, too")
	cmd.Flags().BoolVar(&c.coverage, "coverage", false, "show how much of each file the tests run through, and hold it to --floor")
	cmd.Flags().Float64Var(&c.floor, "floor", 95, "`PERCENT` of each file's lines that tests must run through")
	return cmd
}

func (c *policyTest) report(w io.Writer, report *tests.Report) error {
	broken := 0
	for _, t := range report.Tests {
		switch {
		case t.Failed != "":
			broken++
			fmt.Fprintf(w, "FAIL %s: %s: %s\n", t.Place, t.Name, t.Failed)
		case c.verbose:
			fmt.Fprintf(w, "pass %s\n", t.Name)
		}
	}
	thin := c.cover(w, report.Files)
	fmt.Fprintf(w, "%s, %d failed\n", counted(len(report.Tests), "test"), broken)
	switch {
	case broken > 0:
		return exitError{code: exitFailed}
	case thin > 0:
		return failed(fmt.Errorf("%s covered by less than %v%%", counted(thin, "file"), c.floor))
	}
	return nil
}

// cover prints the coverage and counts the files that are below the floor.
func (c *policyTest) cover(w io.Writer, files []tests.Coverage) int {
	if !c.coverage {
		return 0
	}
	thin := 0
	for _, f := range files {
		fmt.Fprintf(w, "%5.1f%% %s", 100*f.Share(), f.File)
		if f.Missed > 0 {
			fmt.Fprintf(w, " misses lines %v", f.At)
		}
		fmt.Fprintln(w)
		if 100*f.Share() < c.floor {
			thin++
		}
	}
	return thin
}
