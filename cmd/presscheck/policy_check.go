package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/policy"
)

func newPolicyCheck(s *setup, std streams) *cobra.Command {
	return &cobra.Command{
		Use:   "check [FOLDER]",
		Short: "Let a policy through the gate that the service has",
		Long: "Compile the policy strictly, check its settings and the kinds it names, run its tests, and ask it for\n" +
			"decisions. Every problem is printed with file and line. Expired exemptions and rules without a mode are\n" +
			"no problems and are printed as warnings. Exit code 1: the service would refuse it.",
		Example: "  presscheck policy check policies/",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, named []string) error {
			folder, err := s.folder(cmd, named)
			if err != nil {
				return err
			}
			engine, err := policy.Gate(cmd.Context(), folder, kinds())
			if err != nil {
				return failed(err)
			}
			for _, warning := range engine.Warnings(time.Now()) {
				fmt.Fprintln(std.out, "warning:", warning)
			}
			_, err = fmt.Fprintf(std.out, "valid: %s, policy revision %s\n", counted(len(engine.Rules()), "rule"), engine.Revision())
			return err
		},
	}
}
