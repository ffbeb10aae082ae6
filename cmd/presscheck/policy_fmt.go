package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/policy/authoring"
)

func newPolicyFmt(s *setup, std streams) *cobra.Command {
	var check, write bool
	cmd := &cobra.Command{
		Use:     "fmt [FOLDER]",
		Short:   "Format the Rego of a policy",
		Long:    "Show what opa fmt would change in the rules and tests. Exit code 1 with --check: something would change.",
		Example: "  presscheck policy fmt -w policies/",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, named []string) error {
			folder, err := s.folder(cmd, named)
			if err != nil {
				return err
			}
			if write && folder.path == "" {
				return usage(fmt.Errorf("policy fmt -w needs a FOLDER: the policy that comes with the program cannot be written"))
			}
			changed, err := authoring.Format(folder)
			if err != nil {
				return failed(err)
			}
			for _, name := range slices.Sorted(maps.Keys(changed)) {
				if err := show(std, folder, name, changed[name], write, check); err != nil {
					return err
				}
			}
			if check && len(changed) > 0 {
				return exitError{code: exitFailed}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "name the files that would change, and nothing else")
	cmd.Flags().BoolVarP(&write, "write", "w", false, "write the changes, and name the files")
	cmd.MarkFlagsMutuallyExclusive("check", "write")
	return cmd
}

func show(std streams, folder policyFolder, name string, want []byte, write, check bool) error {
	if write {
		if err := os.WriteFile(filepath.Join(folder.path, name), want, 0o644); err != nil {
			return err
		}
	}
	if write || check {
		_, err := fmt.Fprintln(std.out, name)
		return err
	}
	old, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	_, err = std.out.Write(diff.Diff(name, old, name+" as formatted", want))
	return err
}
