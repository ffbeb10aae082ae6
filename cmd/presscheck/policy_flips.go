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
		if f.Unjudged {
			continue
		}
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
			if _, err := fmt.Fprintf(out, "    %v → %v%s\n", f.Then, f.Now, f.place()); err != nil {
				return err
			}
		}
	}
	return r.printTotals(out)
}

func (f flip) place() string {
	return fmt.Sprintf("  %s revision %d  %q %q", f.Item, f.Revision, f.Site, f.ExternalID)
}

// printTotals also lists what could not be judged then, which is no flip.
func (r *replayed) printTotals(out io.Writer) error {
	if r.Unjudged > 0 {
		if _, err := fmt.Fprintf(out, "not judged then: %s\n", counted(r.Unjudged, "article")); err != nil {
			return err
		}
	}
	for _, f := range r.list {
		if !f.Unjudged {
			continue
		}
		if _, err := fmt.Fprintf(out, "    → %v%s\n", f.Now, f.place()); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(out, "%s judged again by policy %s: %s; %d could not be judged\n",
		counted(r.Articles, "article"), r.Candidate, counted(r.Flips, "flip"), r.Unanswered)
	return err
}
