package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/review"
)

func newErase(s *setup, std streams) *cobra.Command {
	var filter review.Filter
	var before string
	cmd := &cobra.Command{
		Use:   "erase",
		Short: "Erase articles of a site, an author or an age from the review desk",
		Long: "Erase all that is personal of the articles that every given flag fits: texts, quotes, titles,\n" +
			"addresses, authors, notes. Figures stay. What was still to be decided no longer is.\n" +
			"Every article that was erased is in the audit log.",
		Example: "  presscheck erase --site example.org --author writer@example.org\n  presscheck erase --before 365d",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if filter.Before, err = ago(before); err != nil {
				return usage(fmt.Errorf("--before: %w", err))
			}
			if filter.Site == "" && filter.Author == "" && filter.Before.IsZero() {
				return usage(errors.New("erase needs at least one of --site, --author and --before"))
			}
			c, err := s.config(cmd)
			if err != nil {
				return err
			}
			db, err := needDatabase(cmd.Context(), c.Store, "nothing is kept that could be erased")
			if err != nil {
				return err
			}
			n, err := newDesk(db, c.Store, nil).Erase(cmd.Context(), operator, filter)
			_, printErr := fmt.Fprintf(std.out, "erased: %s\n", counted(n, "article"))
			return errors.Join(err, printErr, db.Close())
		},
	}
	cmd.Flags().StringVar(&filter.Site, "site", "", "of this `SITE`")
	cmd.Flags().StringVar(&filter.Author, "author", "", "of the `AUTHOR` with this id or, where the CMS gave none, email or name")
	cmd.Flags().StringVar(&before, "before", "", "held longer than this `TIME` ago, such as 365d")
	return cmd
}
