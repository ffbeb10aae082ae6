package eval

import (
	"fmt"
	"io"
	"strings"
)

func (c *Comparison) text(to io.Writer) {
	if !c.SameArticles {
		fmt.Fprintf(to, "the baseline was measured on other articles: its figures compare different things\n\n")
	}
	if len(c.Figures) == 0 {
		fmt.Fprintf(to, "no figure differs from the baseline\n\n")
	} else {
		t := newTable("changed", "", "before", "after")
		for _, f := range c.Figures {
			if f.Table != byVariant && f.Table != byKindLanguage {
				t.AppendRow([]any{f.name(), f.Figure, f.before(), f.after()})
			}
		}
		render(to, t)
	}
	fmt.Fprintf(to, "articles with another verdict: %d; of the same verdict with other findings: %d\n", len(c.Articles), c.OtherKinds)
	for _, a := range c.Articles {
		fmt.Fprintf(to, "  %s  %s → %s (expected %s)%s\n", a.Name, a.Before, a.After, a.Expected, a.why())
	}
}

// name is the row with its table, without the table for the total.
func (f change) name() string { return strings.TrimPrefix(f.Table+" "+f.Row, " ") }

func (f change) before() string { return orNone(f.Before) }
func (f change) after() string  { return orNone(f.After) }

func orNone(x *float64) string {
	if x == nil {
		return "none"
	}
	return fmt.Sprintf("%.3f", *x)
}

// why lists what is new and what is gone.
func (a flip) why() string {
	var why strings.Builder
	for _, part := range []struct {
		sign  string
		names []string
	}{{"+", a.RulesNew}, {"+", a.KindsNew}, {"−", a.RulesGone}, {"−", a.KindsGone}} {
		for _, name := range part.names {
			fmt.Fprintf(&why, " %s%s", part.sign, name)
		}
	}
	return why.String()
}
