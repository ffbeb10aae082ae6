// Package hiddentext finds links and text that are hidden from the reader and
// do not belong to the article: what a spam kit leaves for search engines and
// language models in a box of one pixel, far to the left of the page, in white
// on white.
//
//	document ─▶ regions: hidden by style or by a script, siblings joined
//	              └─▶ measure how, by what, of what, beside what ─▶ score ─▶ finding
//
// Honest pages hide menus, share bars, tabs and banners, so hiding does not
// convict: each measure of a region adds its points to one score (score.go).
// The input is the parsed article and nothing else; no script is run and no
// address fetched.
package hiddentext

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/standing"
)

//go:embed README.md
var readme string

// Kinds of finding.
const (
	HiddenLinks = "hidden-links" // there are links to other sites in it
	HiddenText  = "hidden-text"  // there are none
)

// Filter finds hidden regions that are foreign to the article. A setting of
// zero means its default.
type Filter struct {
	MinWords   int      `mapstructure:"min_words"`   // words that make hidden text without links worth a look; default 5
	Threshold  float64  `mapstructure:"threshold"`   // least confidence that is reported, in (0,1]; default 0.5
	OwnDomains []string `mapstructure:"own_domains"` // registrable domains whose links are the site's own, as those of sister papers
}

// New returns the filter with its default settings.
func New() *Filter { return &Filter{MinWords: 5, Threshold: 0.5} }

func (f *Filter) withDefaults() Filter {
	s, d := *f, New()
	if s.MinWords == 0 {
		s.MinWords = d.MinWords
	}
	if s.Threshold == 0 {
		s.Threshold = d.Threshold
	}
	return s
}

// Validate reports the first setting that is out of range.
func (f *Filter) Validate() error {
	if f.MinWords < 0 {
		return &filters.SettingError{Path: []string{"min_words"}, Problem: fmt.Sprintf("want 0 or more, got %d", f.MinWords)}
	}
	if f.Threshold < 0 || f.Threshold > 1 {
		return &filters.SettingError{Path: []string{"threshold"}, Problem: fmt.Sprintf("want 0 to 1, got %v", f.Threshold)}
	}
	return nil
}

// Info describes the filter.
func (*Filter) Info() filters.Info {
	return filters.Info{Name: "hiddentext", Doc: readme, Kinds: []string{HiddenLinks, HiddenText}}
}

// Check reports the hidden regions of doc that are foreign to it, in source
// order. No two overlap.
func (f *Filter) Check(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	found, err := f.find(ctx, doc)
	if err != nil {
		return nil, err
	}
	return standing.Fixes(ctx, doc, found, f.find)
}
