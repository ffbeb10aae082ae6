package eval

import (
	"cmp"

	"github.com/presscheck/presscheck/policy"
)

// addGroup counts what was wanted of one kind, and found.
func (t *tally) addGroup(o outcome, g group) {
	t.wanted[g.kind] = true
	tag := language(o.language)
	rows := []*counts{t.row(byFilter, filterOf(g.kind)), t.row(byKind, g.kind), t.row(byKindLanguage, g.kind+" "+tag)}
	for _, c := range rows {
		if o.expected != policy.Publish {
			c.Held.add(o.given != policy.Publish)
		}
	}
	for _, c := range append(rows, t.total, t.row(byLanguage, tag)) {
		t.count(c, g)
	}
}

func (t *tally) count(c *counts, g group) {
	c.Recall.Count += g.found.Count
	c.Recall.Of += g.found.Of
	if g.placed {
		c.overlap += g.overlap
		c.Overlap.Of++
	}
	for _, strength := range g.strength {
		exceed(c.hits, t.thresholds, strength)
	}
}

// exceed counts strength for each threshold that it reaches.
func exceed(reached []int, thresholds []float64, strength float64) {
	for i, threshold := range thresholds {
		if strength > 0 && strength >= threshold {
			reached[i]++
		}
	}
}

// addFault counts a fault that was put in.
func (t *tally) addFault(o outcome) {
	if o.fault == nil {
		return
	}
	for _, c := range []*counts{
		t.total,
		t.row(byFamily, o.fault.Family),
		t.row(byVariant, o.fault.Family+"/"+o.fault.Variant),
		t.row(bySize, o.size),
		t.row(byInjected, language(cmp.Or(o.fault.Language, o.language))),
	} {
		c.Restored.Count += o.restored.Count
		c.Restored.Of += o.restored.Of
		if c == t.total {
			continue
		}
		c.Held.add(o.given != policy.Publish)
		for _, g := range o.groups {
			t.count(c, g)
		}
	}
}

// addSights counts what was found.
func (t *tally) addSights(o outcome) {
	perFilter := map[string]sight{}
	for _, s := range o.seen {
		t.addBands(s)
		t.sighted(o, s, t.row(byKind, s.kind), t.row(byKindLanguage, s.kind+" "+language(o.language)))
		for _, c := range []*counts{t.total, t.row(byLanguage, language(o.language))} {
			c.Precision.Count += s.right.Count
			c.Precision.Of += s.right.Of
		}
		f := perFilter[filterOf(s.kind)]
		f.right.Count += s.right.Count
		f.right.Of += s.right.Of
		f.strength, f.blamed = max(f.strength, s.strength), f.blamed || s.blamed
		perFilter[filterOf(s.kind)] = f
	}
	for name, s := range perFilter {
		t.sighted(o, s, t.row(byFilter, name))
	}
}

func (t *tally) sighted(o outcome, s sight, rows ...*counts) {
	for _, c := range rows {
		c.Precision.Count += s.right.Count
		c.Precision.Of += s.right.Of
		if o.isUnspecified() {
			c.Seen.Count++
			exceed(c.seen, t.thresholds, s.strength)
		}
		if o.clean {
			c.Alarms.Count++
			exceed(c.alarmed, t.thresholds, s.strength)
			if s.blamed {
				c.HeldClean.Count++
			}
		}
	}
}
