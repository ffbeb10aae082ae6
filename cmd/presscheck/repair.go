package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/repair"
)

func newRepair(s *setup, std streams) *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use:   "repair [flags] PATH|-",
		Short: "Print an article with the damage undone",
		Long: "Print the article, in its own charset, with every sure fix applied; what was changed and\n" +
			"what was left goes to standard error. Exit code 0: nothing is left to object to; 3: the\n" +
			"repaired article still is to be reviewed or rejected.",
		Example: "  presscheck repair article.html > repaired.html",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, paths []string) error {
			return runRepair(cmd, s, std, paths[0], as)
		},
	}
	cmd.Flags().StringVar(&as, "as", "", "read the article as `html or text`, whatever its name")
	return cmd
}

func runRepair(cmd *cobra.Command, s *setup, std streams, path, as string) error {
	p, err := s.offline(cmd)
	if err != nil {
		return err
	}
	in, err := single(path, std.in, p.Limits.Bytes)
	if err != nil {
		return err
	}
	submission := pipeline.Submission{Source: in.name, Content: in.content, ContentType: contentType(in.name, as)}
	report, err := p.Check(cmd.Context(), submission)
	if err != nil {
		return err
	}
	fixed, err := repair.Apply(report.Document.Source, report.Found, repair.Sure)
	if err != nil {
		return err
	}
	if submission, err = repaired(submission, report.Document, fixed.Source); err != nil {
		return err
	}
	if _, err := std.out.Write(submission.Content); err != nil {
		return err
	}
	describe(std.err, report, fixed)
	again, err := p.Check(cmd.Context(), submission)
	if err != nil {
		return err
	}
	return judged(std.err, again)
}

// repaired is s with another source, in the charset that it came in. Without a
// change it is s, byte for byte.
func repaired(s pipeline.Submission, doc *article.Document, source string) (pipeline.Submission, error) {
	if source == doc.Source {
		return s, nil
	}
	raw, err := doc.Encoding.Encode(source, doc.Plain)
	if err != nil {
		return s, fmt.Errorf("%s: %w; convert the article to UTF-8 first", s.Source, err)
	}
	media, _, _ := strings.Cut(s.ContentType, ";")
	s.Content, s.ContentType = raw, media+"; charset="+doc.Encoding.Charset
	return s, nil
}

// single reads the one article that path names.
func single(path string, stdin io.Reader, limit int) (input, error) {
	all := slices.Collect(inputs([]string{path}, stdin, limit))
	if len(all) != 1 {
		return input{}, usage(fmt.Errorf("%s holds %d articles; repair takes one", path, len(all)))
	}
	return all[0], all[0].err
}

func describe(w io.Writer, r *pipeline.Report, fixed repair.Result) {
	for _, c := range fixed.Applied {
		fmt.Fprintf(w, "%s:%s\n    %s\n", r.Source, filters.Brief(r.Document, c.Finding, longestQuote), c.Fix.Message)
	}
	for _, f := range fixed.Left {
		fmt.Fprintf(w, "%s:%s\n    left as it is: %s\n", r.Source, filters.Brief(r.Document, f, longestQuote), f.Message)
		if len(f.Fixes) > 0 {
			fmt.Fprintf(w, "    a fix that needs a person (confidence %.2f): %s\n", f.Fixes[0].Confidence, f.Fixes[0].Message)
		}
	}
	fmt.Fprintf(w, "%s repaired, %d left\n", counted(len(fixed.Applied), "finding"), len(fixed.Left))
}

func judged(w io.Writer, r *pipeline.Report) error {
	fmt.Fprintf(w, "the repaired article: %s\n", r.Verdict.Action)
	if r.Verdict.Action != policy.Publish {
		return exitError{code: exitHeld}
	}
	return nil
}
