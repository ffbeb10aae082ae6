// Package invisible finds characters that a reader does not see where nothing
// calls for them: inside words to get them past word lists, in runs that carry
// hidden data, or turning the direction of the text. Its input are the blocks
// of an article, with words that inline tags break joined again.
//
// Most unseen characters on the web are honest. Persian, Hindi and Thai need
// them, emoji are built with them, editors leave them behind. Each rule says
// where its characters belong before it says where they do not.
package invisible

import (
	"cmp"
	"context"
	_ "embed"
	"slices"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/inblock"
	"github.com/presscheck/presscheck/filters/internal/scripts"
	"github.com/presscheck/presscheck/filters/internal/standing"
)

//go:embed README.md
var page string

// Kinds of finding.
const (
	ZeroWidth          = "zero-width"
	Joiner             = "joiner"
	SoftHyphen         = "soft-hyphen"
	DirectionMark      = "direction-mark"
	DirectionOverride  = "direction-override"
	Unbalanced         = "unbalanced-direction"
	TagCharacters      = "tag-characters"
	VariationSelectors = "variation-selectors"
	StackedMarks       = "stacked-marks"
	Annotation         = "annotation"
	OddSpace           = "odd-space"
)

// Filter holds the settings; New returns the defaults.
type Filter struct {
	StackedMarks int     `mapstructure:"stacked_marks"` // combining marks on one letter that are too many on a second one as well
	Decorated    int     `mapstructure:"decorated"`     // letters in a row that carry the same ornament, at least
	SpacedWord   int     `mapstructure:"spaced_word"`   // letters of a word that odd spaces pull apart, at least
	DataRun      int     `mapstructure:"data_run"`      // unseen characters side by side that may carry data, at least
	FixFrom      float64 `mapstructure:"fix_from"`      // confidence from which a finding offers to remove its characters
}

// New returns the filter with its default settings.
func New() *Filter {
	return &Filter{StackedMarks: stackHeight, Decorated: 4, SpacedWord: 4, DataRun: 12, FixFrom: 0.5}
}

// Validate reports settings that the filter cannot work with.
func (f *Filter) Validate() error {
	switch {
	case f.StackedMarks < stackHeight:
		return &filters.SettingError{Path: []string{"stacked_marks"}, Problem: "must be 4 or more"}
	case f.Decorated < 3:
		return &filters.SettingError{Path: []string{"decorated"}, Problem: "must be 3 or more"}
	case f.SpacedWord < 3:
		return &filters.SettingError{Path: []string{"spaced_word"}, Problem: "must be 3 or more"}
	case f.DataRun < 4:
		return &filters.SettingError{Path: []string{"data_run"}, Problem: "must be 4 or more"}
	}
	return nil
}

// Info describes the filter.
func (*Filter) Info() filters.Info {
	return filters.Info{Name: "invisible", Doc: page, Kinds: []string{ZeroWidth, Joiner, SoftHyphen, DirectionMark,
		DirectionOverride, Unbalanced, TagCharacters, VariationSelectors, StackedMarks, Annotation, OddSpace}}
}

// Check reports the unseen characters of doc that nothing calls for.
func (f *Filter) Check(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	found, err := f.look(ctx, doc)
	if err != nil {
		return nil, err
	}
	return standing.Fixes(ctx, doc, found, f.look)
}

func (f *Filter) look(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	c := checker{Filter: f, doc: doc}
	blocks := doc.Blocks()
	for i := range blocks {
		if blocks[i].ASCII {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		marks := scan(blocks[i].Data)
		if len(marks) == 0 {
			continue
		}
		marks = slices.DeleteFunc(marks, func(m mark) bool { return c.reader.Quoted(&blocks[i], m.at) })
		c.block(passage{&blocks[i], marks})
	}
	slices.SortStableFunc(c.found, func(a, b filters.Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return c.found, nil
}

// A checker gathers the findings of one article.
type checker struct {
	*Filter
	doc    *article.Document
	reader inblock.Reader
	rtl    rightToLeft
	known  vocabulary // nil until asked for
	drafts []draft    // of the block at hand
	found  []filters.Finding
}

func (c *checker) block(p passage) {
	if len(p.marks) == 0 {
		return
	}
	var seen [decoration + 1]bool
	for _, m := range p.marks {
		seen[m.class] = true
	}
	for _, rule := range []struct {
		needs []class
		apply func(passage)
	}{
		{[]class{zeroWidth, joiner, softHyphen, directionMark}, c.words},
		{[]class{zeroWidth, joiner, directionMark}, c.dataRuns},
		{[]class{directionControl}, c.direction},
		{[]class{tag}, c.tags},
		{[]class{selector}, c.selectors},
		{[]class{stacked}, c.stacks},
		{[]class{decoration}, c.decorations},
		{[]class{annotation}, c.annotations},
		{[]class{oddSpace}, c.spacedWords},
	} {
		if slices.ContainsFunc(rule.needs, func(k class) bool { return seen[k] }) {
			rule.apply(p)
		}
	}
	c.settle(p)
}

// rightToLeft remembers whether an article has any text that runs from right
// to left.
type rightToLeft struct{ known, has bool }

func (c *checker) hasRightToLeft() bool {
	if !c.rtl.known {
		c.rtl.known = true
		for _, b := range c.doc.Blocks() {
			if slices.ContainsFunc([]rune(b.Data), func(r rune) bool { return r >= 0x590 && scripts.Of(r).RightToLeft() }) {
				c.rtl.has = true
				break
			}
		}
	}
	return c.rtl.has
}
