package eval

import (
	"slices"
	"strings"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
)

// judged is a case with the report on it.
type judged struct {
	c      *Case
	report *pipeline.Report
}

func (k judged) fill(o *outcome) {
	o.given, o.revision = k.report.Verdict.Action, k.report.Verdict.Revision
	for _, reason := range k.report.Verdict.Reasons {
		if reason.Holds() {
			o.rules = append(o.rules, reason.Rule)
		}
	}
	slices.Sort(o.rules)
	o.rules = slices.Compact(o.rules)
	o.groups, o.seen = k.groups(), k.seen()
	o.missed, o.alarms = k.missed(), k.alarms()
	if k.c.Fault != nil {
		o.size = k.size()
		if k.c.Fault.Lossless && k.c.original.content != nil {
			o.restored.add(k.restored())
		}
	}
}

// groups sorts what was wanted by its first kind.
func (k judged) groups() []group {
	var all []group
	wanted := map[string][]Wanted{}
	for _, w := range k.c.Wanted {
		kind := w.Kinds[0]
		if wanted[kind] == nil {
			all = append(all, group{kind: kind})
		}
		wanted[kind] = append(wanted[kind], w)
	}
	for i := range all {
		k.look(&all[i], wanted[all[i].kind])
	}
	return all
}

func (k judged) look(g *group, wanted []Wanted) {
	var labelled, found []article.Span
	for _, w := range wanted {
		strongest := 0.0
		for _, f := range k.report.Found {
			if w.isFoundBy(f) {
				strongest = max(strongest, f.Confidence)
				found = append(found, f.Span)
			}
		}
		g.found.add(strongest > 0)
		g.strength = append(g.strength, strongest)
		labelled = append(labelled, w.Spans...)
	}
	g.overlap = overlap(labelled, found)
	g.placed = len(labelled) > 0 && len(found) > 0
}

func (w Wanted) isFoundBy(f filters.Finding) bool {
	return slices.Contains(w.Kinds, kindOf(f)) && (len(w.Spans) == 0 || overlapsAny(f.Span, w.Spans))
}

func kindOf(f filters.Finding) string { return f.Filter + "/" + f.Kind }

// seen sums up the findings of each kind.
func (k judged) seen() []sight {
	blamed := map[string]bool{}
	for _, reason := range k.report.Verdict.Reasons {
		for _, id := range reason.Findings {
			blamed[id] = true
		}
	}
	kinds := map[string]sight{}
	for _, f := range k.report.Found {
		s := kinds[kindOf(f)]
		s.kind = kindOf(f)
		right := k.isRight(f)
		s.right.add(right)
		s.bands.add(f.Confidence, right)
		s.strength = max(s.strength, f.Confidence)
		s.blamed = s.blamed || blamed[f.ID]
		kinds[s.kind] = s
	}
	var all []sight
	for _, s := range kinds {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b sight) int { return strings.Compare(a.kind, b.kind) })
	return all
}

// isRight reports whether f points at damage: at a place that is labelled, be
// it as another kind; where no place is known, if the kind is wanted, or if the
// article must be held and nobody said for what.
func (k judged) isRight(f filters.Finding) bool {
	if len(k.c.Wanted) == 0 {
		return !k.c.isClean()
	}
	return slices.ContainsFunc(k.c.Wanted, func(w Wanted) bool { return overlapsAny(f.Span, w.Spans) || w.isFoundBy(f) })
}
