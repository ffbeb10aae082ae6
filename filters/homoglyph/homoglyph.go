// Package homoglyph finds words that are written with the wrong letters: letters
// of another script that look the same, styled letters (mathematical, enclosed,
// full-width, small capitals, superscript, regional indicators) in the place of
// plain ones, letters pulled apart by spaces, digits for letters. Its input are
// the blocks of an article, with words that inline tags break joined again.
//
// A mixture is judged inside a word only, and by what the article itself is
// written in. What counts for that are letters whose shape belongs to one
// script alone: д and f say what an article is written in, а and o do not.
package homoglyph

import (
	"cmp"
	"context"
	_ "embed"
	"slices"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/inblock"
)

//go:embed README.md
var page string

// Kinds of finding.
const (
	MixedScript   = "mixed-script"
	StyledLetters = "styled-letters"
	SpacedLetters = "spaced-letters"
	Leet          = "leet"
)

// Filter holds the settings; New returns the defaults.
type Filter struct {
	OwnLetters  int      `mapstructure:"own_letters"`  // unmistakable letters of a script that an article needs to be said to use it
	StyledWord  int      `mapstructure:"styled_word"`  // letters of a styled word, at least
	StyledProse int      `mapstructure:"styled_prose"` // styled words in a row that are prose rather than a disguised name
	SpacedWord  int      `mapstructure:"spaced_word"`  // letters of a spaced word, at least
	Names       []string `mapstructure:"names"`        // words, in lower case, that are worth disguising
	FixFrom     float64  `mapstructure:"fix_from"`     // confidence from which a finding offers the plain word
}

// New returns the filter with its default settings.
func New() *Filter {
	return &Filter{OwnLetters: 3, StyledWord: 3, StyledProse: 4, SpacedWord: 5, Names: defaultNames(), FixFrom: 0.5}
}

// Validate reports settings that the filter cannot work with.
func (f *Filter) Validate() error {
	for _, s := range []struct {
		name         string
		value, least int
	}{{"own_letters", f.OwnLetters, 1}, {"styled_word", f.StyledWord, 2}, {"styled_prose", f.StyledProse, 2}, {"spaced_word", f.SpacedWord, 3}} {
		if s.value < s.least {
			return &filters.SettingError{Path: []string{s.name}, Problem: "is too small"}
		}
	}
	return nil
}

// Info describes the filter.
func (*Filter) Info() filters.Info {
	return filters.Info{Name: "homoglyph", Doc: page, Kinds: []string{MixedScript, StyledLetters, SpacedLetters, Leet}}
}

// Check reports the disguised words of doc.
func (f *Filter) Check(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	c := checker{Filter: f, doc: doc}
	type suspicious struct {
		block *article.Block
		suspects
	}
	var all []suspicious
	blocks := doc.Blocks()
	for i := range blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := c.read(blocks[i].Data)
		c.eastAsian = c.eastAsian || s.han
		if !s.none() {
			all = append(all, suspicious{&blocks[i], s})
		}
	}
	for _, s := range all {
		c.judge(s.block, s.suspects)
	}
	c.judgeTypos()
	slices.SortStableFunc(c.found, func(a, b filters.Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return c.found, nil
}

// A checker gathers the findings of one article.
type checker struct {
	*Filter
	doc     *article.Document
	names   map[string]bool // nil until asked for
	room    []word          // for the words of a chain
	profile profile
	reader  inblock.Reader
	typos   []typo
	found   []filters.Finding

	eastAsian bool // the article has text in an East Asian script
}

// judge looks at the suspicious words of one block.
func (c *checker) judge(b *article.Block, s suspects) {
	s.words = slices.DeleteFunc(s.words, func(w word) bool { return c.reader.Quoted(b, w.start) })
	for _, chain := range s.chains {
		if !c.reader.Quoted(b, chain.start) && c.spaced(b, chain, s.total) {
			s.words = slices.DeleteFunc(s.words, func(w word) bool { return chain.start <= w.start && w.end <= chain.end })
		}
	}
	c.mixed(b, s.words)
	c.styled(b, s)
	for _, w := range s.leet {
		if !c.reader.Quoted(b, w.start) {
			c.leet(b, w)
		}
	}
}
