// Package mojibake finds text that was decoded with the wrong charset, and
// what such accidents leave behind. Its input is the texts of an article.Document
// and the attributes that readers see.
//
// A wrong decoding is found by undoing it: the suspicious words are encoded
// back in the charset they may have been read in, strictly, and decoded in the
// one they may have been written in, strictly. What comes out must be shorter
// to describe, as text of some language, than what stands there (package
// plausible), by more than chance allows for.
package mojibake

import (
	"cmp"
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
	WrongDecoding = "wrong-decoding" // proven by inversion
	LostBytes     = "lost-bytes"     // what stands where bytes were thrown away
	LostLetters   = "lost-letters"   // letters turned into question marks
)

// Filter is the filter and its settings.
type Filter struct {
	// MinGain is how many nats a repair must save to be believed of a single
	// word; words that were damaged alike support one another.
	MinGain float64 `mapstructure:"min_gain"`

	// MinLostWords is how many words with a letter turned into "?" an article
	// must have, unless it has the same word in full.
	MinLostWords int `mapstructure:"min_lost_words"`

	// Quoted is how many damaged words an article on encodings may show.
	Quoted int `mapstructure:"quoted"`
}

// New returns the filter with its defaults: MinGain as measured on clean pages
// and texts in 266 languages, which stay below it.
func New() *Filter { return &Filter{MinGain: 9, MinLostWords: 3, Quoted: 30} }

// Info describes the filter.
func (*Filter) Info() filters.Info {
	return filters.Info{Name: "mojibake", Doc: page, Kinds: []string{WrongDecoding, LostBytes, LostLetters}}
}

// Check looks at every passage of doc, and at what it would be after repair:
// fixes that would leave, or bring to light, more to repair are not offered,
// because nobody would know how far to go.
func (f *Filter) Check(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	return f.check(ctx, doc, true)
}

func (f *Filter) look(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	s := newSurvey(doc, f.MinGain)
	if len(s.passages) == 0 {
		return nil, nil
	}
	if err := s.look(ctx); err != nil {
		return nil, err
	}
	remains := append(s.lostBytes(), s.lostLetters(f.MinLostWords)...)
	if len(remains) == 0 && len(s.chosen()) == 0 {
		return nil, nil
	}
	if s.spareQuotes(f.Quoted) {
		remains = slices.DeleteFunc(remains, isExample)
	}
	found := append(s.wrongDecodings(), remains...)
	slices.SortStableFunc(found, func(a, b filters.Finding) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	return found, nil
}

// isExample reports whether a finding is no longer than what an article on
// encodings shows of lost bytes and letters.
func isExample(f filters.Finding) bool {
	n, _ := f.Evidence["characters"].(int)
	return n <= longestExample
}

const longestExample = 3

func mayBeDamaged(p *article.Passage) bool {
	return !p.ASCII && !isUsual(p.Text) || mayHaveLost(p.Text)
}
