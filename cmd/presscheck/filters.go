package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/suite"
)

func newFilters(_ *setup, std streams) *cobra.Command {
	return &cobra.Command{
		Use:     "filters [NAME]",
		Short:   "Say what is looked for",
		Long:    "List the filters with the kinds of damage that they find, or print one filter's page.",
		Example: "  presscheck filters\n  presscheck filters gloss",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(_ *cobra.Command, names []string) error {
			if len(names) == 0 {
				return listFilters(std.out, suite.Filters())
			}
			return showFilter(std.out, suite.Filters(), names[0])
		},
	}
}

func listFilters(w io.Writer, list []filters.Filter) error {
	for _, f := range list {
		info := f.Info()
		if _, err := fmt.Fprintf(w, "%s\n    %s\n", info.Name, info.Summary()); err != nil {
			return err
		}
		for _, kind := range info.Kinds {
			fmt.Fprintf(w, "    %s/%s\n", info.Name, kind)
		}
	}
	return nil
}

func showFilter(w io.Writer, list []filters.Filter, name string) error {
	var names []string
	for _, f := range list {
		info := f.Info()
		if info.Name == name {
			_, err := io.WriteString(w, info.Doc)
			return err
		}
		names = append(names, info.Name)
	}
	return usage(fmt.Errorf("there is no filter %q; there are %s", name, strings.Join(names, ", ")))
}
