package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/audit"
)

func newAudit(s *setup, std streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Verify and export the log of who did what",
		Args:  args(cobra.NoArgs),
	}
	cmd.AddCommand(newAuditVerify(s, std), newAuditExport(s, std))
	return cmd
}

func newAuditVerify(s *setup, std streams) *cobra.Command {
	var head, from string
	cmd := &cobra.Command{
		Use:   "verify [FILE|-]",
		Short: "Find records that were altered, removed, inserted or moved",
		Long: "Verify the log in the database, or one that was exported as JSON, and name each record that\n" +
			"is not as it was written. The head that it prints is to be written down elsewhere: with it,\n" +
			"--head also finds that the end of the log was removed. Exit code 3: not all is as it was.",
		Example: "  presscheck audit verify\n  presscheck audit verify --head 41:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, files []string) error {
			begin, known, err := heads(from, head)
			if err != nil {
				return err
			}
			verify := func() (audit.Verdict, error) { return verifyLog(cmd, s, std, begin, known) }
			if len(files) == 1 {
				verify = func() (audit.Verdict, error) { return verifyFile(std.in, files[0], begin, known) }
			}
			v, err := verify()
			if err != nil {
				return err
			}
			return printVerdict(std.out, v)
		},
	}
	cmd.Flags().StringVar(&head, "head", "", "a `HEAD` of this log that was written down before")
	cmd.Flags().StringVar(&from, "from", "", "begin behind this `HEAD`, up to which all was verified before")
	return cmd
}

// heads reads the flags; each may be empty.
func heads(from, head string) (begin audit.Head, known []audit.Head, err error) {
	if from != "" {
		if begin, err = audit.ParseHead(from); err != nil {
			return begin, nil, usage(fmt.Errorf("--from: %w", err))
		}
	}
	if head != "" {
		one, err := audit.ParseHead(head)
		if err != nil {
			return begin, nil, usage(fmt.Errorf("--head: %w", err))
		}
		known = append(known, one)
	}
	return begin, known, nil
}

func verifyFile(in io.Reader, file string, from audit.Head, known []audit.Head) (audit.Verdict, error) {
	if file == "-" {
		return audit.Verify(audit.ReadJSON(in), from, known...)
	}
	f, err := os.Open(file)
	if err != nil {
		return audit.Verdict{}, err
	}
	defer f.Close()
	return audit.Verify(audit.ReadJSON(f), from, known...)
}

func verifyLog(cmd *cobra.Command, s *setup, std streams, from audit.Head, known []audit.Head) (v audit.Verdict, err error) {
	err = withLog(cmd, s, func(ctx context.Context, log audit.Log) error {
		bar, err := logProgress(ctx, log, std.err, "verifying", from.Seq)
		if err != nil {
			return err
		}
		defer bar.finish()
		v, err = log.Verify(ctx, bar.add, from, known...)
		return err
	})
	return v, err
}

// withLog calls f with the configured log.
func withLog(cmd *cobra.Command, s *setup, f func(context.Context, audit.Log) error) (err error) {
	c, err := s.config(cmd)
	if err != nil {
		return err
	}
	db, err := needDatabase(cmd.Context(), c.Store, "there is no log of who did what")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return f(cmd.Context(), audit.Log{DB: db})
}

// logProgress is over the records behind after.
func logProgress(ctx context.Context, log audit.Log, w io.Writer, doing string, after int64) (*progress, error) {
	head, err := log.Head(ctx)
	return newProgress(w, doing, int(head.Seq-after)), err
}

// shownFaults is how many faults are named; more help nobody.
const shownFaults = 100

func printVerdict(out io.Writer, v audit.Verdict) error {
	for n, f := range v.Faults {
		if n == shownFaults {
			fmt.Fprintf(out, "and %s more\n", counted(len(v.Faults)-n, "fault"))
			break
		}
		if _, err := fmt.Fprintf(out, "record %d: %s\n", f.Seq, f.Problem); err != nil {
			return err
		}
	}
	if len(v.Faults) > 0 {
		_, err := fmt.Fprintf(out, "%s verified: the log was tampered with\n", counted(v.Rows, "record"))
		return errors.Join(exitError{code: exitHeld}, err)
	}
	_, err := fmt.Fprintf(out, "%s verified; head %v\n", counted(v.Rows, "record"), v.Head)
	return err
}

// An exportOrder says which records to export, and how.
type exportOrder struct{ format, since, until, site string }

func newAuditExport(s *setup, std streams) *cobra.Command {
	var order exportOrder
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Print the log of who did what",
		Long: "Print the log as JSON, one record a line, or as CSV for a spreadsheet. Of a whole log in JSON\n" +
			"anybody can verify that nothing was altered. The head of the log goes to standard error.",
		Example: "  presscheck audit export --format csv --since 30d --site example.org > audit.csv",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			write, filter, err := order.read()
			if err != nil {
				return usage(err)
			}
			return withLog(cmd, s, func(ctx context.Context, log audit.Log) error {
				return export(ctx, log, filter, write, std)
			})
		},
	}
	cmd.Flags().StringVar(&order.format, "format", "json", "json or csv")
	cmd.Flags().StringVar(&order.since, "since", "", "only what was done in this `TIME` until now, such as 12h or 30d")
	cmd.Flags().StringVar(&order.until, "until", "", "only what was done longer than this `TIME` ago")
	cmd.Flags().StringVar(&order.site, "site", "", "only what was done on this `SITE`")
	return cmd
}

type logWriter func(io.Writer, iter.Seq2[audit.Record, error]) error

func (o exportOrder) read() (write logWriter, f audit.Filter, err error) {
	switch o.format {
	case "json":
		write = audit.WriteJSON
	case "csv":
		write = audit.WriteCSV
	default:
		return nil, f, fmt.Errorf("--format: %q is not known; it is json or csv", o.format)
	}
	if f.Since, err = ago(o.since); err != nil {
		return nil, f, fmt.Errorf("--since: %w", err)
	}
	if f.Until, err = ago(o.until); err != nil {
		return nil, f, fmt.Errorf("--until: %w", err)
	}
	if o.site != "" {
		f.Sites = []string{o.site}
	}
	return write, f, nil
}

func export(ctx context.Context, log audit.Log, filter audit.Filter, write logWriter, std streams) error {
	head, err := log.Head(ctx)
	if err != nil {
		return err
	}
	bar := newProgress(std.err, "exporting", int(head.Seq))
	exported := func(yield func(audit.Record, error) bool) {
		for r, err := range log.Records(ctx, filter) {
			bar.to(int(r.Seq))
			if !yield(r, err) {
				return
			}
		}
	}
	err = write(std.out, exported)
	bar.finish()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.err, "head %v\n", head)
	return err
}
