package eval

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/zeebo/xxh3"

	"github.com/presscheck/presscheck/policy"
)

// A tally counts outcomes, one after another.
type tally struct {
	thresholds []float64
	report     Report
	total      *counts
	rows       map[string]map[string]*counts // by table and name
	verdicts   map[policy.Action]*verdicts
	missed     worst
	alarms     worst
	digest     uint64
	wanted     map[string]bool // kinds
}

// counts is a Row that grows.
type counts struct {
	Row
	overlap             float64 // sum
	hits, seen, alarmed []int   // what would count at each threshold
}

func newTally(r *Run) *tally {
	t := &tally{
		thresholds: r.thresholds(),
		rows:       map[string]map[string]*counts{},
		verdicts:   map[policy.Action]*verdicts{},
		missed:     worst{limit: r.Worst, compare: byDamage},
		alarms:     worst{limit: r.Worst, compare: byConfidence},
		wanted:     map[string]bool{},
	}
	t.total = t.newCounts("all")
	for filter, kinds := range r.Kinds {
		t.row(byFilter, filter)
		for _, kind := range kinds {
			t.row(byKind, filter+"/"+kind)
		}
	}
	return t
}

func (t *tally) newCounts(name string) *counts {
	n := len(t.thresholds)
	return &counts{Row: Row{Name: name}, hits: make([]int, n), seen: make([]int, n), alarmed: make([]int, n)}
}

// row is the one of that name in a table, made when first asked for.
func (t *tally) row(table, name string) *counts {
	if t.rows[table] == nil {
		t.rows[table] = map[string]*counts{}
	}
	c := t.rows[table][name]
	if c == nil {
		c = t.newCounts(name)
		t.rows[table][name] = c
	}
	return c
}

func (t *tally) add(o outcome) {
	if o.err != nil {
		t.report.Failed = append(t.report.Failed, failure{o.name, oneLine(o.err)})
		return
	}
	t.digest += xxh3.HashString(fmt.Sprintf("%s\x00%d", o.name, o.bytes))
	t.report.Policy = o.revision
	t.report.Corpus.Articles++
	t.report.Corpus.Bytes += int64(o.bytes)
	if o.clean {
		t.report.Corpus.Clean++
	}
	t.addVerdict(o)
	for _, g := range o.groups {
		t.addGroup(o, g)
	}
	t.addFault(o)
	t.addSights(o)
	for _, e := range o.missed {
		t.missed.add(e)
	}
	for _, e := range o.alarms {
		t.alarms.add(e)
	}
}

func oneLine(err error) string {
	first, _, _ := strings.Cut(err.Error(), "\n")
	return valid(first)
}

func language(tag string) string { return cmp.Or(tag, "und") }

func filterOf(kind string) string {
	filter, _, _ := strings.Cut(kind, "/")
	return filter
}

// addVerdict counts the article as a whole.
func (t *tally) addVerdict(o outcome) {
	if t.verdicts[o.expected] == nil {
		t.verdicts[o.expected] = &verdicts{Expected: o.expected}
	}
	v := t.verdicts[o.expected]
	switch o.given {
	case policy.Publish:
		v.Publish++
	case policy.Review:
		v.Review++
	default:
		v.Reject++
	}
	held := o.given != policy.Publish
	for _, c := range []*counts{t.total, t.row(byLanguage, language(o.language))} {
		if o.expected != policy.Publish {
			c.Held.add(held)
		}
		if o.isUnspecified() {
			c.Seen.add(len(o.seen) > 0)
		}
		if o.clean {
			c.Alarms.add(len(o.seen) > 0)
			c.HeldClean.add(held)
		}
	}
	if a := (verdictOf{o.name, o.expected, o.given, o.rules, kindsOf(o.seen)}); !o.clean || held || len(a.Kinds) > 0 {
		t.report.Articles = append(t.report.Articles, a)
	}
}

func kindsOf(seen []sight) []string {
	var kinds []string
	for _, s := range seen {
		kinds = append(kinds, s.kind)
	}
	return kinds
}
