package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/explain"
	"github.com/presscheck/presscheck/policy/settings"
)

// A policyExplain holds the flags of `presscheck policy explain`.
type policyExplain struct {
	json   bool
	folder string
	site   string
	url    string
}

func newPolicyExplain(s *setup, std streams) *cobra.Command {
	var c policyExplain
	cmd := &cobra.Command{
		Use:   "explain FILE",
		Short: "Say how a verdict comes about",
		Long: "Judge the article in FILE, or the policy's input that was kept in FILE.json, and say which rules fired on\n" +
			"which findings, the thresholds in force and where they stand, and which rule came nearest without firing.",
		Example: "  presscheck policy explain --site daily article.html",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, files []string) error {
			p, err := s.offline(cmd)
			if err != nil {
				return err
			}
			if c.folder != "" {
				if p.Policy, err = c.engine(cmd, s); err != nil {
					return err
				}
			}
			in, places, err := c.input(cmd.Context(), p, files[0])
			if err != nil {
				return failed(err)
			}
			x, err := explain.Verdict(cmd.Context(), p.Policy, in)
			if err != nil {
				return failed(fmt.Errorf("%s: %w", files[0], err))
			}
			if c.json {
				return json.NewEncoder(std.out).Encode(x)
			}
			return writeExplanation(std.out, files[0], x, places)
		},
	}
	cmd.Flags().BoolVar(&c.json, "json", false, "print one JSON object")
	cmd.Flags().StringVar(&c.folder, "policy", "", "`FOLDER` of the policy, instead of the configured one")
	cmd.Flags().StringVar(&c.site, "site", "", "`NAME` of the site that the article is for")
	cmd.Flags().StringVar(&c.url, "url", "", "`ADDRESS` at which the article will be published")
	return cmd
}

func (c *policyExplain) engine(cmd *cobra.Command, s *setup) (*policy.Engine, error) {
	folder, err := s.folder(cmd, []string{c.folder})
	if err != nil {
		return nil, err
	}
	e, err := policy.Gate(cmd.Context(), folder, kinds())
	return e, failed(err)
}

// input is the one that was kept, or the one that the article makes. With it
// come the places of the findings, by id.
func (c *policyExplain) input(ctx context.Context, p *pipeline.Pipeline, file string) (policy.Input, map[string]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return policy.Input{}, nil, err
	}
	places := map[string]string{}
	if strings.HasSuffix(file, ".json") {
		var in policy.Input
		if err := json.Unmarshal(text, &in); err != nil {
			return in, nil, fmt.Errorf("%s: %w", file, err)
		}
		for _, f := range in.Findings {
			places[f.ID] = fmt.Sprintf("bytes %d to %d %s/%s", f.Span.Start, f.Span.End, f.Filter, f.Kind)
		}
		return in, places, nil
	}
	report, err := p.Check(ctx, pipeline.Submission{
		Source: file, Content: text, ContentType: contentType(file, ""), Site: c.site, URL: c.url,
	})
	for _, f := range report.Found {
		places[f.ID] = filters.Brief(report.Document, f, longestQuote/4)
	}
	return report.Input, places, err
}

func writeExplanation(w io.Writer, source string, x explain.Account, places map[string]string) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s: %s, policy revision %s\n", source, x.Verdict.Action, x.Verdict.Revision)
	for _, r := range x.Rules {
		fmt.Fprintf(out, "\n%s (%s%s): %s\n", r.Rule, r.Mode, origin(r.ModeFrom), fired(r))
		for _, reason := range r.Reasons {
			fmt.Fprintf(out, "    %s: %s\n", effect(reason), reason.Message)
			for _, id := range reason.Findings {
				fmt.Fprintf(out, "        %s\n", places[id])
			}
		}
		for _, t := range r.Thresholds {
			fmt.Fprintf(out, "    %s = %v%s\n", t.Name, t.Value, origin(t.From))
		}
	}
	if x.Nearest != "" {
		fmt.Fprintf(out, "\nnearest without firing: %s\n", x.Nearest)
	}
	return out.Flush()
}

func fired(r explain.Part) string {
	switch {
	case len(r.Reasons) > 0:
		return "fired"
	case r.Missed != nil:
		m := r.Missed
		return fmt.Sprintf("did not fire; %s is %.4g, and %.4g was compared with it", m.Threshold, m.Wanted, m.Got)
	}
	return "did not fire"
}

func origin(o settings.Origin) string {
	switch {
	case o.Site != "":
		return fmt.Sprintf(", of %s at %s", o.Site, o.Place)
	case o.Place != "":
		return ", at " + o.Place
	}
	return ", by default"
}
