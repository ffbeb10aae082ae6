// Package linkblock finds links and keywords that do not belong to the article
// they stand in: the one to forty short anchors, or names joined by bars, that a
// spam kit leaves at the edges of a hacked page or between its paragraphs.
//
//	links ──runs──▶ block, anchor ┐
//	                              ├─measure against the article─▶ score ─▶ finding, cut
//	text ───lists─▶ list, stuffing┘
//
// Honest pages are full of dense blocks of links, so no shape convicts: a
// candidate is measured against the article around it, and each measure adds
// its points to one score (score.go, weights.csv). The input is the parsed article and
// nothing else; no address is fetched.
package linkblock

import (
	"context"
	_ "embed"
	"errors"
	"fmt"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/standing"
)

//go:embed README.md
var readme string

// Kinds of finding.
const (
	InjectedLinks   = "injected-links"   // a run of links foreign to the article
	ForeignAnchor   = "foreign-anchor"   // a single such link, with the sentence that it came in
	KeywordList     = "keyword-list"     // keywords without links, joined by one separator
	KeywordStuffing = "keyword-stuffing" // the same few words in many orders
)

// Filter finds foreign blocks of links and keywords. A setting of zero means
// its default.
type Filter struct {
	MinLinks    int      `mapstructure:"min_links"`    // links that make a block; default 2
	MinKeywords int      `mapstructure:"min_keywords"` // keywords that make a list; default 4
	MaxGap      int      `mapstructure:"max_gap"`      // columns of text between two links of one block; default 30
	Threshold   float64  `mapstructure:"threshold"`    // least confidence that is reported, in (0,1]; default 0.5
	OwnDomains  []string `mapstructure:"own_domains"`  // registrable domains whose links are the site's own, as those of sister papers
	Trades      []string `mapstructure:"trades"`       // more files like those in trades/, named for their trade; read by Validate

	vocabulary *vocabulary // with Trades; nil without
}

// New returns the filter with its default settings.
func New() *Filter {
	return &Filter{MinLinks: 2, MinKeywords: 4, MaxGap: 30, Threshold: 0.5}
}

func (f *Filter) withDefaults() Filter {
	s, d := *f, New()
	if s.MinLinks == 0 {
		s.MinLinks = d.MinLinks
	}
	if s.MinKeywords == 0 {
		s.MinKeywords = d.MinKeywords
	}
	if s.MaxGap == 0 {
		s.MaxGap = d.MaxGap
	}
	if s.Threshold == 0 {
		s.Threshold = d.Threshold
	}
	return s
}

// Validate reports the first setting that is out of range, and reads the files
// of Trades. It must be called before Check if there are any, and again when
// they have changed.
func (f *Filter) Validate() error {
	for _, s := range []struct {
		name  string
		value int
	}{{"min_links", f.MinLinks}, {"min_keywords", f.MinKeywords}, {"max_gap", f.MaxGap}} {
		if s.value < 0 {
			return &filters.SettingError{Path: []string{s.name}, Problem: fmt.Sprintf("want 0 or more, got %d", s.value)}
		}
	}
	if f.Threshold < 0 || f.Threshold > 1 {
		return &filters.SettingError{Path: []string{"threshold"}, Problem: fmt.Sprintf("want 0 to 1, got %v", f.Threshold)}
	}
	if len(f.Trades) == 0 {
		f.vocabulary = nil
		return nil
	}
	v, err := readVocabulary(f.Trades)
	if err != nil {
		return &filters.SettingError{Path: []string{"trades"}, Problem: err.Error()}
	}
	f.vocabulary = v
	return nil
}

var errNotRead = errors.New("the files of trades are not read; call Validate first")

// Info describes the filter.
func (*Filter) Info() filters.Info {
	return filters.Info{Name: "linkblock", Doc: readme, Kinds: []string{InjectedLinks, ForeignAnchor, KeywordList, KeywordStuffing}}
}

// Check reports the foreign blocks of doc in source order. No two overlap: a
// list of keywords inside a block of links is part of that.
func (f *Filter) Check(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	found, err := f.find(ctx, doc)
	if err != nil {
		return nil, err
	}
	return standing.Fixes(ctx, doc, found, f.find)
}

// find is Check with fixes that have not been tried.
func (f *Filter) find(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	if len(f.Trades) > 0 && f.vocabulary == nil {
		return nil, errNotRead
	}
	p := newPage(doc, f.withDefaults())
	links, err := p.linkBlocks(ctx)
	if err != nil {
		return nil, err
	}
	lists, err := p.judge(ctx, p.lists)
	if err != nil {
		return nil, err
	}
	return standing.Apart(append(links, lists...)), nil
}
