// Package gloss finds pinyin readings that a spam kit has injected behind the
// characters of a Chinese article, 國(guó)際, and the characters that it split
// in doing so. Its input is the paragraphs of an article.Document; what it
// knows of characters comes from OpenCC and go-pinyin.
//
// The kit converts an article to traditional characters, encodes it as GBK and
// replaces, byte by byte, each member of a set by itself and its reading. So
// three things give it away: only converted characters are glossed, common ones
// too, and every time that they occur. A teacher does none of these.
package gloss

import (
	"context"
	_ "embed"
	"slices"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

//go:embed README.md
var page string

// Kinds of finding.
const (
	InjectedReading = "injected-reading" // one for each paragraph, with all its readings
	SplitCharacter  = "split-character"  // one for each character that a reading was inserted into
)

// Filter holds the settings. They speak of the article as a whole: a reading is
// a Mandarin one in half-width parentheses right behind its character.
type Filter struct {
	MinReadings  int     `mapstructure:"min_readings"`  // readings behind converted characters that it takes, default 4
	MaxTaught    float64 `mapstructure:"max_taught"`    // as many readings behind unchanged characters, for each behind a converted one, are still damage; default 0.1
	MinCoverage  float64 `mapstructure:"min_coverage"`  // share of the occurrences of the characters with a reading that must have it, default 0.3
	MinScattered int     `mapstructure:"min_scattered"` // readings and split characters that it takes if they are few, common and far apart, 0 for never; default 2
	ToneNumbers  bool    `mapstructure:"tone_numbers"`  // also take readings that write the tone as a number, guo2; default false
}

// New returns the filter with its default settings.
func New() *Filter {
	return &Filter{MinReadings: 4, MinScattered: 2, MaxTaught: 0.1, MinCoverage: 0.3}
}

// Info describes the filter.
func (*Filter) Info() filters.Info {
	return filters.Info{Name: "gloss", Doc: page, Kinds: []string{InjectedReading, SplitCharacter}}
}

// Validate reports a setting that is out of range.
func (f *Filter) Validate() error {
	switch {
	case f.MinReadings < 1:
		return &filters.SettingError{Path: []string{"min_readings"}, Problem: "must be at least 1"}
	case f.MinScattered < 0:
		return &filters.SettingError{Path: []string{"min_scattered"}, Problem: "must not be negative"}
	case f.MaxTaught < 0:
		return &filters.SettingError{Path: []string{"max_taught"}, Problem: "must not be negative"}
	case f.MinCoverage < 0 || f.MinCoverage > 1:
		return &filters.SettingError{Path: []string{"min_coverage"}, Problem: "must be from 0 to 1"}
	}
	return nil
}

// Check looks at all readings of the article together, and if they are damage
// reports them paragraph by paragraph. An article without any costs a search
// for ")" in its text.
func (f *Filter) Check(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	found, err := f.passages(ctx, doc)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	s := take(found)
	s.count(doc)
	splits, damaged := f.judge(doc, found, &s)
	if !damaged {
		return nil, nil
	}
	findings := report(found, s, splits)
	slices.SortStableFunc(findings, func(a, b filters.Finding) int { return a.Span.Start - b.Span.Start })
	return findings, ctx.Err()
}
