package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/presscheck/presscheck/policy"
)

// differing lists the rules that object in one verdict alone, or otherwise than
// in the other, by name.
func differing(a, b policy.Verdict) []string {
	before, after := objections(a), objections(b)
	names := map[string]bool{}
	for rule, action := range before {
		if now, ok := after[rule]; !ok || now != action {
			names[rule] = true
		}
	}
	for rule := range after {
		if _, ok := before[rule]; !ok {
			names[rule] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// objections is the severest action for each rule whose objection holds.
func objections(v policy.Verdict) map[string]policy.Action {
	all := map[string]policy.Action{}
	for _, r := range v.Reasons {
		if !r.Holds() {
			continue
		}
		all[r.Rule] = max(all[r.Rule], r.Action)
	}
	return all
}

// print lists the flips under each of their rules, those with most flips first.
func (r *replayed) print(out io.Writer) error {
	byRule := map[string][]flip{}
	for _, f := range r.list {
		for _, rule := range f.Rules {
			byRule[rule] = append(byRule[rule], f)
		}
	}
	rules := slices.SortedFunc(maps.Keys(byRule), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(byRule[b]), len(byRule[a])), cmp.Compare(a, b))
	})
	for _, rule := range rules {
		if _, err := fmt.Fprintf(out, "%s: %s\n", rule, counted(len(byRule[rule]), "flip")); err != nil {
			return err
		}
		for _, f := range byRule[rule] {
			if _, err := fmt.Fprintf(out, "    %v → %v  %s revision %d  %q %q\n", f.Then, f.Now, f.Item, f.Revision, f.Site, f.ExternalID); err != nil {
				return err
			}
		}
	}
	_, err := fmt.Fprintf(out, "%s judged again by policy %s: %s; %d could not be judged\n",
		counted(r.Articles, "article"), r.Candidate, counted(r.Flips, "flip"), r.Unanswered)
	return err
}
