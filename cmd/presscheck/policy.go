package main

import (
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/filters/suite"
	"github.com/presscheck/presscheck/policy"
)

func newPolicy(s *setup, std streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy check|test|fmt|doc|bench|explain|replay|new",
		Short: "Write, check and understand policies",
		Long: "Work on the policy in a FOLDER; without one, on the folder that policy.path names, else on the\n" +
			"policy that comes with the program.",
		Args: args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return usage(fmt.Errorf("policy needs check, test, fmt, doc, bench, explain, replay or new\nSee 'presscheck policy --help'"))
		},
	}
	cmd.AddCommand(newPolicyCheck(s, std), newPolicyTest(s, std), newPolicyFmt(s, std), newPolicyDoc(s, std),
		newPolicyBench(s, std), newPolicyExplain(s, std), newPolicyReplay(s, std), newPolicyNew(s, std))
	return cmd
}

// A policyFolder is the policy that a command works on.
type policyFolder struct {
	fs.FS
	path string // empty: the embedded one
}

// folder is the one that a command names, the configured one, or none.
func (s *setup) folder(cmd *cobra.Command, named []string) (policyFolder, error) {
	path := ""
	if len(named) > 0 {
		path = named[0]
	} else {
		c, err := s.config(cmd)
		if err != nil {
			return policyFolder{}, err
		}
		path = c.Policy.Path
	}
	if path == "" {
		return policyFolder{FS: policy.Embedded()}, nil
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return policyFolder{}, usage(fmt.Errorf("policy: %w", err))
	case !info.IsDir():
		return policyFolder{}, usage(fmt.Errorf("policy: %s is no folder", path))
	}
	return policyFolder{os.DirFS(path), path}, nil
}

// kinds are those that the filters of the program report.
func kinds() map[string][]string { return suite.Kinds(suite.Filters()) }

// failed marks err as found in what was looked at, not in how it was asked for.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return exitError{exitFailed, err}
}
