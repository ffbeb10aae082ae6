package eval

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/presscheck/presscheck/policy"
)

// The tables of a report, in its order.
const (
	byFilter       = "filter"
	byKind         = "kind"
	byLanguage     = "language"
	byKindLanguage = "kind and language"
	byBand         = "confidence"
	byFamily       = "fault family"
	bySize         = "fault size"
	byInjected     = "language of the fault"
	byVariant      = "fault variant"
)

func tableNames() []string {
	return []string{byFilter, byKind, byLanguage, byKindLanguage, byBand, byFamily, bySize, byInjected, byVariant}
}

// result closes the books.
func (t *tally) result(kinds map[string][]string) *Report {
	r := &t.report
	r.Schema = schema
	r.Corpus.Digest = fmt.Sprintf("%016x", t.digest)
	r.Corpus.Missed, r.Corpus.Alarms = t.missed.seen, t.alarms.seen
	r.Missed, r.Alarms = t.missed.kept, t.alarms.kept
	r.Total = t.total.finish()
	for _, a := range []policy.Action{policy.Publish, policy.Review, policy.Reject} {
		if v := t.verdicts[a]; v != nil {
			r.Verdicts = append(r.Verdicts, *v)
		}
	}
	for _, name := range tableNames() {
		r.Tables = append(r.Tables, t.table(name))
	}
	for _, name := range []string{byFilter, byKind} {
		r.Curves = append(r.Curves, t.curves(name)...)
	}
	r.Unknown = t.unknown(kinds)
	slices.SortFunc(r.Articles, func(a, b verdictOf) int { return strings.Compare(a.Name, b.Name) })
	return r
}

func (c *counts) finish() Row {
	if c.Overlap.Of > 0 {
		c.Overlap.Mean = rounded(c.overlap / float64(c.Overlap.Of))
	}
	return c.Row
}

// table closes one table. What a filter or kind could be silent or alarmed in
// is all that there is, or all of its language.
func (t *tally) table(name string) Table {
	table := Table{Name: name, Rows: []Row{}}
	for _, key := range slices.Sorted(maps.Keys(t.rows[name])) {
		c := t.rows[name][key]
		switch name {
		case byFilter, byKind:
			c.outOf(t.total)
		case byKindLanguage:
			_, tag, _ := strings.Cut(key, " ")
			c.outOf(t.row(byLanguage, tag))
		}
		table.Rows = append(table.Rows, c.finish())
	}
	return table
}

func (c *counts) outOf(all *counts) {
	c.Seen.Of, c.Alarms.Of, c.HeldClean.Of = all.Seen.Of, all.Alarms.Of, all.Alarms.Of
}

func (t *tally) curves(table string) []curve {
	var all []curve
	for _, key := range slices.Sorted(maps.Keys(t.rows[table])) {
		c := t.rows[table][key]
		drawn := curve{Name: key}
		for i, threshold := range t.thresholds {
			drawn.Points = append(drawn.Points, point{
				Threshold: threshold,
				Recall:    Rate{c.hits[i], c.Recall.Of},
				Seen:      Rate{c.seen[i], t.total.Seen.Of},
				Alarms:    Rate{c.alarmed[i], t.total.Alarms.Of},
			})
		}
		all = append(all, drawn)
	}
	return all
}

// unknown are the kinds that were wanted and that no filter can report.
func (t *tally) unknown(kinds map[string][]string) []string {
	var all []string
	for kind := range t.wanted {
		filter, name, _ := strings.Cut(kind, "/")
		if kinds != nil && !slices.Contains(kinds[filter], name) {
			all = append(all, kind)
		}
	}
	slices.Sort(all)
	return all
}
