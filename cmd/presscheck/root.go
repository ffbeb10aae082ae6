package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run is the program without its process: it returns the exit code.
func run(ctx context.Context, args []string, std streams, environ []string) int {
	root := newRoot(std, environ)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err != nil && err.Error() != "" {
		fmt.Fprintln(std.err, "presscheck:", err)
	}
	return exitCode(err)
}

func newRoot(std streams, environ []string) *cobra.Command {
	root := &cobra.Command{
		Use:   "presscheck",
		Short: "Check articles before they are published",
		Long: "presscheck stands between a CMS and the public: it says whether an article may be\n" +
			"published, must be reviewed or is to be rejected, with the exact characters that are\n" +
			"wrong, why, and the repaired text.",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetIn(std.in)
	root.SetOut(std.out)
	root.SetErr(std.err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage(fmt.Errorf("%w\nSee '%s --help'", err, c.CommandPath()))
	})
	s := &setup{environ: environ}
	root.PersistentFlags().StringVar(&s.file, "config", "", "configuration `FILE` (YAML)")
	root.AddCommand(newCheck(s, std), newRepair(s, std), newServe(s, std), newEval(s, std), newFilters(s, std), newPolicy(s, std),
		newConfig(s, std), newErase(s, std), newTokenCommand(s, std), newAudit(s, std), newVersion(std), newHealthcheck(s, std))
	return root
}

// args wraps a check of positional arguments so that its failure is wrong usage.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, list []string) error {
		if err := check(c, list); err != nil {
			return usage(fmt.Errorf("%w\nSee '%s --help'", err, c.CommandPath()))
		}
		return nil
	}
}
