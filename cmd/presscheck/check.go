package main

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/go-json-experiment/json"
	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// A checkCommand holds the flags of `presscheck check`.
type checkCommand struct {
	json    bool
	verbose bool
	as      string
	site    string
	url     string
	jobs    int
}

func newCheck(s *setup, std streams) *cobra.Command {
	var c checkCommand
	cmd := &cobra.Command{
		Use:   "check [flags] PATH|-…",
		Short: "Say what is wrong with articles, and where",
		Long: "Check the articles in files, folders, archives (.zip, .tar, .tar.gz) or standard input (-).\n" +
			"Exit code 0: all may be published; 3: something is to be reviewed or rejected;\n" +
			"1: something could not be checked.",
		Example: "  presscheck check article.html\n" +
			"  presscheck check --json drafts/ | jq -r 'select(.verdict.action != \"publish\").source'\n" +
			"  curl -s https://example.org/page | presscheck check --url https://example.org/page -",
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, paths []string) error { return c.run(cmd, s, std, paths) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&c.json, "json", false, "print one JSON object a line, as POST /v1/check answers it")
	flags.BoolVarP(&c.verbose, "verbose", "v", false, "show articles without findings, too")
	flags.StringVar(&c.as, "as", "", "read every article as `html or text`, whatever its name")
	flags.StringVar(&c.site, "site", "", "`NAME` of the site that the articles are for")
	flags.StringVar(&c.url, "url", "", "`ADDRESS` at which the article will be published")
	flags.IntVarP(&c.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "articles checked at once, 1 or more")
	return cmd
}

func (c *checkCommand) run(cmd *cobra.Command, s *setup, std streams, paths []string) error {
	if c.as != "" && c.as != "html" && c.as != "text" {
		return usage(fmt.Errorf("--as is %q, it must be html or text", c.as))
	}
	if c.jobs < 1 {
		return usage(fmt.Errorf("--jobs is %d, it must be 1 or more", c.jobs))
	}
	p, err := s.offline(cmd)
	if err != nil {
		return err
	}
	out := c.printer(std.out, len(paths) == 1 && isSingle(paths[0]))
	bar := newCheckProgress(std.err, paths)
	defer bar.finish()
	work := func(ctx context.Context, in input) outcome { return c.check(ctx, p, in) }
	ctx := cmd.Context()
	for o := range pipeline.Ordered(ctx, inputs(paths, std.in, p.Limits.Bytes), c.jobs, work) {
		bar.clear()
		if err := out.print(o); err != nil {
			return err
		}
		bar.add()
	}
	bar.finish()
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("interrupted after %d articles", out.total())
	}
	if !c.json {
		out.summary(std.out)
	}
	return out.result(std.err)
}

// An outcome is what became of one input.
type outcome struct {
	name   string
	report *pipeline.Report // nil if the input could not be read
	err    error            // not nil if it could not be read or not be judged
}

func (c *checkCommand) check(ctx context.Context, p *pipeline.Pipeline, in input) outcome {
	if in.err != nil {
		return outcome{name: in.name, err: in.err}
	}
	report, err := p.Check(ctx, pipeline.Submission{
		Source:      in.name,
		Content:     in.content,
		ContentType: contentType(in.name, c.as),
		Site:        c.site,
		URL:         c.url,
	})
	return outcome{in.name, report, err}
}

// A printer writes outcomes and remembers how they went.
type printer struct {
	write    func(*pipeline.Report) error
	verdicts map[policy.Action]int
	findings int
	failed   []error
}

func (c *checkCommand) printer(w io.Writer, single bool) *printer {
	p := &printer{verdicts: map[policy.Action]int{}}
	p.write = func(r *pipeline.Report) error { return writeText(w, r, c.verbose || single) }
	if c.json {
		p.write = func(r *pipeline.Report) error { return writeJSON(w, r) }
	}
	return p
}

func (p *printer) print(o outcome) error {
	if o.err != nil {
		p.failed = append(p.failed, fmt.Errorf("%s: %w", o.name, o.err))
	}
	if o.report == nil {
		return nil
	}
	p.verdicts[o.report.Verdict.Action]++
	p.findings += len(o.report.Findings)
	return p.write(o.report)
}

func (p *printer) total() int {
	return p.verdicts[policy.Publish] + p.verdicts[policy.Review] + p.verdicts[policy.Reject]
}

func (p *printer) summary(w io.Writer) {
	fmt.Fprintf(w, "%s: %d publish, %d review, %d reject; %s\n", counted(p.total(), "article"),
		p.verdicts[policy.Publish], p.verdicts[policy.Review], p.verdicts[policy.Reject], counted(p.findings, "finding"))
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// result reports what failed and turns the outcomes into an exit code.
func (p *printer) result(w io.Writer) error {
	for _, err := range p.failed {
		fmt.Fprintln(w, "presscheck:", err)
	}
	switch {
	case len(p.failed) > 0:
		return exitError{code: exitFailed}
	case p.total() == 0:
		return exitError{exitFailed, fmt.Errorf("no article found: folders and archives are searched for .html, .htm, .xhtml and .txt files")}
	case p.verdicts[policy.Review]+p.verdicts[policy.Reject] > 0:
		return exitError{code: exitHeld}
	}
	return nil
}

func writeJSON(w io.Writer, r *pipeline.Report) error {
	if err := json.MarshalWrite(w, r, json.Deterministic(true)); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	_, err := w.Write([]byte("\n"))
	return err
}
