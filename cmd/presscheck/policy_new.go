package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/authoring"
)

func newPolicyNew(s *setup, std streams) *cobra.Command {
	var kind, in string
	cmd := &cobra.Command{
		Use:   "new RULE",
		Short: "Lay down a new rule with its test",
		Long: "Write a rule that objects to confident findings of one kind, with a test and a threshold, for you to go on\n" +
			"from. It starts in shadow: counted, and not shown to the CMS. In a folder that is not there yet, the policy\n" +
			"that comes with the program is laid down first.",
		Example: "  presscheck policy new --in policies --kind gloss/split-character broken_words",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, names []string) error {
			filter, name, _ := strings.Cut(kind, "/")
			if !slices.Contains(kinds()[filter], name) {
				return usage(fmt.Errorf("--kind is %q; 'presscheck filters' lists those that there are, such as gloss/split-character", kind))
			}
			if in == "" {
				c, err := s.config(cmd)
				if err != nil {
					return err
				}
				if in = c.Policy.Path; in == "" {
					return usage(fmt.Errorf("policy new needs --in FOLDER, or a folder in the setting policy.path"))
				}
			}
			return layDown(cmd, std, in, names[0], filter, name)
		},
	}
	cmd.Flags().StringVar(&kind, "kind", "linkblock/injected-links", "`FILTER/KIND` that the rule objects to")
	cmd.Flags().StringVar(&in, "in", "", "`FOLDER` of the policy")
	return cmd
}

func layDown(cmd *cobra.Command, std streams, folder, rule, filter, kind string) error {
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		if err := os.CopyFS(folder, policy.Embedded()); err != nil {
			return err
		}
		fmt.Fprintf(std.out, "%s: the policy that comes with the program\n", folder)
	}
	files, err := authoring.Scaffold(os.DirFS(folder), rule, filter, kind)
	if err != nil {
		return usage(err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, files[name], 0o644); err != nil {
			return err
		}
		fmt.Fprintln(std.out, path)
	}
	if _, err := policy.Gate(cmd.Context(), os.DirFS(folder), kinds()); err != nil {
		return failed(fmt.Errorf("the rule is there, but the policy has problems: %w", err))
	}
	return nil
}
