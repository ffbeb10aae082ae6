package main

import (
	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/authoring"
)

func newPolicyDoc(s *setup, std streams) *cobra.Command {
	return &cobra.Command{
		Use:     "doc [FOLDER]",
		Short:   "Write the rule book of a policy, as Markdown",
		Example: "  presscheck policy doc policies/ > rules.md",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, named []string) error {
			folder, err := s.folder(cmd, named)
			if err != nil {
				return err
			}
			engine, err := policy.New(folder)
			if err != nil {
				return failed(err)
			}
			return authoring.WriteBook(std.out, engine)
		},
	}
}
