// Package toolcall finds what language models leave in articles by mistake:
// calls of tools that should have gone elsewhere, the tokens of their chat
// templates, and the marks that stand for citations. Its input is the
// paragraphs of an article.Document.
//
// A call that leaks is often followed by gambling words and letters of scripts
// that have nothing to do with the article, to=functions.search 彩票ҵы json,
// which belong to it. An article that explains all this quotes it, or speaks of
// tokens and tool calls, and is left alone.
package toolcall

import (
	"context"
	_ "embed"
	"strings"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/inblock"
)

//go:embed README.md
var page string

// LeakedCall is the only kind of finding: one for each fragment, with the
// foreign words that are stuck to it.
const LeakedCall = "leaked-call"

// Filter is the filter and its settings.
type Filter struct {
	// Topic is how many words on the workings of language models among a
	// thousand make an article one about them, in which fragments are quoted.
	Topic float64 `mapstructure:"topic"`
}

// New returns the filter with its default: no page of 327 that were measured
// has more than 0.6 such words among a thousand.
func New() *Filter { return &Filter{Topic: 3} }

// Info describes the filter.
func (*Filter) Info() filters.Info {
	return filters.Info{Name: "toolcall", Doc: page, Kinds: []string{LeakedCall}}
}

// Validate reports a setting that is out of range.
func (f *Filter) Validate() error {
	if f.Topic < 0 {
		return &filters.SettingError{Path: []string{"topic"}, Problem: "must not be negative"}
	}
	return nil
}

// Check looks at the paragraphs that may hold a fragment. If one of these is
// quoted, the article speaks of them all.
func (f *Filter) Check(ctx context.Context, doc *article.Document) ([]filters.Finding, error) {
	var found []filters.Finding
	var reader inblock.Reader
	var home home // zero: not yet known
	blocks := doc.Blocks()
	for i := range blocks {
		b := &blocks[i]
		if !isSuspicious(b.Data) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if home == 0 {
			home = homeOf(doc)
		}
		fragments := scan(b.Data, home)
		for _, g := range fragments {
			if reader.Quoted(b, g.start) || isQuoted(b.Data, g) {
				return nil, nil
			}
		}
		found = append(found, report(doc, b, fragments, home)...)
	}
	if len(found) == 0 || f.isOnModels(blocks) {
		return nil, nil
	}
	return found, nil
}

// isSettled reports whether nothing is left to find once all fragments are
// taken out, for what stood on either side of one may make another.
func isSettled(data string, fragments []fragment, home home) bool {
	var rest strings.Builder
	at := 0
	for _, g := range fragments {
		start, end := room(data, g)
		rest.WriteString(data[at:max(at, start)])
		at = end
	}
	rest.WriteString(data[at:])
	return len(scan(rest.String(), home)) == 0
}
