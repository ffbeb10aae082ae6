package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newConfig(s *setup, std streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config print|validate",
		Short: "Show or check the configuration",
		Args:  args(cobra.NoArgs),
		RunE:  func(cmd *cobra.Command, _ []string) error { return usage(fmt.Errorf("config needs print or validate")) },
	}
	cmd.AddCommand(newConfigPrint(s, std), newConfigValidate(s, std))
	return cmd
}

func newConfigPrint(s *setup, std streams) *cobra.Command {
	return &cobra.Command{
		Use:     "print",
		Short:   "Print the settings in force and where each comes from",
		Example: "  presscheck config print --config presscheck.yaml",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := s.config(cmd)
			if err != nil {
				return err
			}
			return c.Print(std.out, true)
		},
	}
}

func newConfigValidate(s *setup, std streams) *cobra.Command {
	return &cobra.Command{
		Use:   "validate",
		Short: "Check the configuration, the filters' settings and the policy",
		Args:  args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, err := s.offline(cmd)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(std.out, "valid: %d filters, %d rules, policy revision %s\n",
				len(p.Filters), len(p.Policy.Rules()), p.Policy.Revision())
			return err
		},
	}
}
