package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
)

// A policyBench holds the flags of `presscheck policy bench`.
type policyBench struct {
	findings []int
	count    int
	site     string
}

func newPolicyBench(s *setup, std streams) *cobra.Command {
	var c policyBench
	cmd := &cobra.Command{
		Use:   "bench [FOLDER]",
		Short: "Measure what one decision costs",
		Long: "Ask for decisions on articles with so many findings, one kind after the other, and print the time and the\n" +
			"allocations of one. Times are of this machine; compare them within one run.",
		Example: "  presscheck policy bench --findings 0,100 policies/",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, named []string) error {
			if c.count < 1 {
				return usage(fmt.Errorf("--count is %d, it must be 1 or more", c.count))
			}
			folder, err := s.folder(cmd, named)
			if err != nil {
				return err
			}
			engine, err := policy.New(folder)
			if err != nil {
				return failed(err)
			}
			engine.Timeout = time.Minute
			for _, n := range c.findings {
				cost, err := c.measure(cmd.Context(), engine, n)
				if err != nil {
					return failed(fmt.Errorf("%s: %w", counted(n, "finding"), err))
				}
				fmt.Fprintf(std.out, "%6d findings %12d ns/op %10d B/op %8d allocs/op\n", n, cost.ns, cost.bytes, cost.allocs)
			}
			return nil
		},
	}
	cmd.Flags().IntSliceVar(&c.findings, "findings", []int{0, 15, 100}, "`NUMBERS` of findings")
	cmd.Flags().IntVar(&c.count, "count", 1000, "decisions that are measured together, 1 or more")
	cmd.Flags().StringVar(&c.site, "site", "", "`NAME` of the site that the articles are for")
	return cmd
}

// A cost is that of one decision.
type cost struct{ ns, bytes, allocs uint64 }

func (c *policyBench) measure(ctx context.Context, e *policy.Engine, n int) (cost, error) {
	in := policy.Input{Site: c.site, Now: time.Now(), Findings: many(n)}
	if _, err := e.Evaluate(ctx, in); err != nil { // also fills what is filled once
		return cost{}, err
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for range c.count {
		if _, err := e.Evaluate(ctx, in); err != nil {
			return cost{}, err
		}
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	of := uint64(c.count)
	return cost{uint64(took.Nanoseconds()) / of, (after.TotalAlloc - before.TotalAlloc) / of, (after.Mallocs - before.Mallocs) / of}, nil
}

// many are n findings of all kinds in turn.
func many(n int) []filters.Finding {
	var cycle []filters.Finding
	for filter, kinds := range kinds() {
		for _, kind := range kinds {
			cycle = append(cycle, filters.Finding{Filter: filter, Kind: kind, Confidence: 0.9})
		}
	}
	slices.SortFunc(cycle, func(a, b filters.Finding) int {
		return cmp.Or(cmp.Compare(a.Filter, b.Filter), cmp.Compare(a.Kind, b.Kind))
	})
	all := make([]filters.Finding, n)
	for i := range all {
		all[i] = cycle[i%len(cycle)]
		all[i].ID = fmt.Sprintf("%016x", i)
		all[i].Evidence = map[string]any{"readings": 2, "share": 0.4}
	}
	return all
}
