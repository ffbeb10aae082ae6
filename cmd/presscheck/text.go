package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// longestQuote is how many characters of evidence a line of text output shows.
const longestQuote = 160

// writeText prints a report for people: the verdict and its reasons, then each
// finding with its place, indented below the one within which it lies. An
// article that may be published without a word is left out unless all is set.
func writeText(w io.Writer, r *pipeline.Report, all bool) error {
	if !all && r.Verdict.Action == policy.Publish && len(r.Findings) == 0 {
		return nil
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s: %s\n", r.Source, r.Verdict.Action)
	for _, reason := range r.Verdict.Reasons {
		fmt.Fprintf(out, "    %s (%s): %s\n", reason.Rule, effect(reason), reason.Message)
	}
	for i, f := range r.Found {
		place := filters.Brief(r.Document, f, longestQuote)
		if r.Findings[i].Within == "" {
			fmt.Fprintf(out, "%s:%s\n    %s\n", r.Source, place, f.Message)
		} else {
			fmt.Fprintf(out, "    %s\n        %s\n", place, f.Message)
		}
	}
	return out.Flush()
}

// effect says what a reason does: hold the article, or why it does not.
func effect(r policy.Reason) string {
	switch {
	case len(r.SuppressedBy) > 0:
		e := r.SuppressedBy[0]
		return fmt.Sprintf("exempt until %s by %s: %s", e.Expires, e.Owner, e.Reason)
	case r.Holds():
		return r.Action.String()
	}
	return r.Mode.String()
}

// spoken is d as it is said, to the second: "15 minutes", "1 day 12 hours".
func spoken(d time.Duration) string {
	var parts []string
	for _, unit := range []struct {
		name string
		long time.Duration
	}{{"day", 24 * time.Hour}, {"hour", time.Hour}, {"minute", time.Minute}, {"second", time.Second}} {
		if n := int(d / unit.long); n > 0 {
			parts = append(parts, counted(n, unit.name))
			d -= time.Duration(n) * unit.long
		}
	}
	if len(parts) == 0 {
		return "less than a second"
	}
	return strings.Join(parts, " ")
}
