// Package variant finds paragraphs of a Chinese article that are written in the
// other orthography than the rest: simplified among traditional characters, or
// the reverse. Its input is the paragraphs of an article.Document; which
// characters belong to which orthography comes from OpenCC.
//
// People quote one another across orthographies, and pages mix them in names
// and menus, so a finding is weak evidence: it says that a passage was not
// written together with the article, not that anything is wrong with it.
package variant

import (
	"context"
	_ "embed"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

//go:embed README.md
var page string

// MixedVariant is the only kind of finding: one for each stretch of lines.
const MixedVariant = "mixed-variant"

// Filter holds the settings. A telling character is one that is written in one
// of the orthographies only.
type Filter struct {
	MinCharacters int     `mapstructure:"min_characters"` // telling characters that a line must have to be judged, default 8
	MinPurity     float64 `mapstructure:"min_purity"`     // share of them that must agree, in the line and in the rest of the article; default 0.8
	MaxShare      float64 `mapstructure:"max_share"`      // of the article's telling characters that may stand in such lines: beyond, the article is bilingual; default 0.4
}

// New returns the filter with its default settings. Of paragraphs that were
// converted character by character 95.2% are as pure as 0.9, 96.8% as 0.8, and
// no line more on 327 clean pages.
func New() *Filter { return &Filter{MinCharacters: 8, MinPurity: 0.8, MaxShare: 0.4} }

// Info describes the filter.
func (*Filter) Info() filters.Info {
	return filters.Info{Name: "variant", Doc: page, Kinds: []string{MixedVariant}}
}

// Validate reports a setting that is out of range.
func (f *Filter) Validate() error {
	switch {
	case f.MinCharacters < 1:
		return &filters.SettingError{Path: []string{"min_characters"}, Problem: "must be at least 1"}
	case f.MinPurity <= 0.5 || f.MinPurity > 1:
		return &filters.SettingError{Path: []string{"min_purity"}, Problem: "must be more than 0.5 and at most 1"}
	case f.MaxShare <= 0 || f.MaxShare > 0.5:
		return &filters.SettingError{Path: []string{"max_share"}, Problem: "must be more than 0 and at most 0.5"}
	}
	return nil
}

// Check weighs all lines against one another, but for the title, which often
// comes from elsewhere.
func (f *Filter) Check(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	var c census
	blocks := doc.Blocks()
	for i := range blocks {
		if b := &blocks[i]; b.Node == nil || b.Node.Data != "title" {
			c.read(b)
		}
	}
	if !c.isChinese() || ctx.Err() != nil {
		return nil, ctx.Err()
	}
	other := c.minority()
	var odd []line
	for _, l := range c.lines {
		if f.isPure(l.telling[other], l.total()) && l.telling[other] >= f.MinCharacters &&
			l.kinds[other] >= (f.MinCharacters+1)/2 && !l.isDeclared(other) {
			odd = append(odd, l)
		}
	}
	if !f.agrees(&c, odd, other) {
		return nil, nil
	}
	return c.findings(odd, other), nil
}

func (f *Filter) isPure(part, whole int) bool {
	return whole > 0 && float64(part) >= f.MinPurity*float64(whole)
}

// agrees reports whether the article without the odd lines is of one
// orthography, and long enough to say so.
func (f *Filter) agrees(c *census, odd []line, other variant) bool {
	own, strange, inside := c.telling[1-other], c.telling[other], 0
	for _, l := range odd {
		own -= l.telling[1-other]
		strange -= l.telling[other]
		inside += l.total()
	}
	return own >= 2*f.MinCharacters && f.isPure(own, own+strange) &&
		float64(inside) <= f.MaxShare*float64(c.telling[0]+c.telling[1])
}
