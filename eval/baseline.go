package eval

import (
	"slices"
	"strings"

	"github.com/presscheck/presscheck/policy"
)

// A Comparison says what is different from an earlier run over the same
// articles.
type Comparison struct {
	SameArticles bool     `json:"same_articles"` // else the figures compare different things
	Figures      []change `json:"figures"`       // that changed, in the order of the tables
	Articles     []flip   `json:"articles"`      // whose verdict changed, by name
	OtherKinds   int      `json:"other_kinds"`   // articles of the same verdict in which other kinds were found
}

// A change is one figure of one row, before and after.
type change struct {
	Table  string   `json:"table"` // empty for the total
	Row    string   `json:"row"`
	Figure string   `json:"figure"`
	Before *float64 `json:"before"` // nil if it did not apply
	After  *float64 `json:"after"`
}

// A flip is an article that was judged otherwise before, and why: rules that
// object now or did then, kinds that are found now or were then.
type flip struct {
	Name      string        `json:"name"`
	Expected  policy.Action `json:"expected"`
	Before    policy.Action `json:"before"`
	After     policy.Action `json:"after"`
	RulesNew  []string      `json:"rules_new"`
	RulesGone []string      `json:"rules_gone"`
	KindsNew  []string      `json:"kinds_new"`
	KindsGone []string      `json:"kinds_gone"`
}

// Compare says how after differs from before.
func Compare(before, after *Report) *Comparison {
	c := &Comparison{SameArticles: before.Corpus.Digest == after.Corpus.Digest}
	c.rows("", []Row{before.Total}, []Row{after.Total})
	for _, name := range tableNames() {
		if name != byBand { // findings that change their band are no news
			c.rows(name, before.table(name).Rows, after.table(name).Rows)
		}
	}
	c.articles(before.Articles, after.Articles)
	return c
}

// rows compares rows of the same name; both lists are sorted by it.
func (c *Comparison) rows(table string, before, after []Row) {
	known := map[string]Row{}
	for _, r := range before {
		known[r.Name] = r
	}
	for _, r := range after {
		c.figures(table, known[r.Name], r)
		delete(known, r.Name)
	}
	for _, r := range before {
		if _, gone := known[r.Name]; gone {
			c.figures(table, r, Row{})
		}
	}
}

func (c *Comparison) figures(table string, before, after Row) {
	name := max(before.Name, after.Name) // one of them may be empty
	for _, f := range figures() {
		if f.value(before) != f.value(after) {
			c.Figures = append(c.Figures, change{table, name, f.title, f.number(before), f.number(after)})
		}
	}
}

// number is the figure of r in its unit, nil if it rests on nothing.
func (f figure) number(r Row) *float64 {
	if f.of(r) == 0 {
		return nil
	}
	x := r.Overlap.Mean
	if f.rate != nil {
		x = f.rate(r).Share() * f.per
	}
	return new(rounded(x))
}

// articles compares what is listed. An article that only one report lists was
// clean, published and without findings in the other.
func (c *Comparison) articles(before, after []verdictOf) {
	known := map[string]verdictOf{}
	for _, a := range before {
		known[a.Name] = a
	}
	for _, a := range after {
		b, ok := known[a.Name]
		if !ok {
			b = silent(a)
		}
		c.article(b, a)
		delete(known, a.Name)
	}
	for _, b := range before {
		if _, gone := known[b.Name]; gone {
			c.article(b, silent(b))
		}
	}
	slices.SortFunc(c.Articles, func(a, b flip) int { return strings.Compare(a.Name, b.Name) })
}

func silent(a verdictOf) verdictOf {
	return verdictOf{Name: a.Name, Expected: a.Expected, Verdict: policy.Publish}
}

func (c *Comparison) article(before, after verdictOf) {
	if before.Verdict == after.Verdict {
		if !slices.Equal(before.Kinds, after.Kinds) {
			c.OtherKinds++
		}
		return
	}
	c.Articles = append(c.Articles, flip{
		Name:      after.Name,
		Expected:  after.Expected,
		Before:    before.Verdict,
		After:     after.Verdict,
		RulesNew:  without(after.Rules, before.Rules),
		RulesGone: without(before.Rules, after.Rules),
		KindsNew:  without(after.Kinds, before.Kinds),
		KindsGone: without(before.Kinds, after.Kinds),
	})
}

func without(list, unwanted []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(unwanted, s) })
}
