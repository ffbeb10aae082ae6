// Package structure reports what kept presscheck from reading an article in
// full: markup that was refused, bytes that are no text, text whose place in
// the source is unknown. Its findings rest on what package article says of the
// document; they are why such an article is never taken for clean.
package structure

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

//go:embed README.md
var page string

// Kinds of finding.
const (
	TooLarge    = "too-large"
	TooComplex  = "too-complex"
	TooDeep     = "too-deep"
	Unplaced    = "unplaced-text"
	Undecodable = "undecodable-bytes"
)

// Filter has no settings: the limits are those of the parse.
type Filter struct{}

// New returns the filter.
func New() *Filter { return &Filter{} }

// Info describes the filter.
func (*Filter) Info() filters.Info {
	return filters.Info{Name: "structure", Doc: page, Kinds: []string{TooLarge, TooComplex, TooDeep, Unplaced, Undecodable}}
}

// Check reports the refusal of doc, its undecodable bytes and its lost texts.
func (*Filter) Check(_ context.Context, doc *article.Document) ([]filters.Finding, error) {
	if err := doc.Refusal(); err != nil {
		return []filters.Finding{refusal(doc, err)}, nil
	}
	found := undecodable(doc)
	if len(doc.Lost()) > 0 {
		found = append([]filters.Finding{unplaced(doc)}, found...)
	}
	return found, nil
}

func refusal(doc *article.Document, err error) filters.Finding {
	kind := TooComplex
	switch {
	case errors.Is(err, article.ErrTooLarge):
		kind = TooLarge
	case errors.Is(err, article.ErrTooDeep):
		kind = TooDeep
	}
	return filters.Finding{
		Kind:       kind,
		Span:       article.Span{Start: 0, End: len(doc.Source)},
		Message:    "The article was not read: " + err.Error() + ".",
		Confidence: 1,
		Evidence:   map[string]any{"bytes": len(doc.Source)},
	}
}

func unplaced(doc *article.Document) filters.Finding {
	bytes := 0
	for _, n := range doc.Lost() {
		bytes += len(n.Data)
	}
	return filters.Finding{
		Kind:       Unplaced,
		Span:       article.Span{Start: 0, End: len(doc.Source)},
		Message:    "The markup is so broken that some text could not be traced to the source and was not looked at.",
		Confidence: 1,
		Evidence:   map[string]any{"texts": len(doc.Lost()), "bytes": bytes},
	}
}

// undecodable reports each run of bytes that are no text in the charset of the
// article.
func undecodable(doc *article.Document) []filters.Finding {
	if doc.Encoding.Undecodable == 0 {
		return nil
	}
	var found []filters.Finding
	for at := 0; at < len(doc.Source); {
		end := at
		for end < len(doc.Source) && isLost(doc.Source[end:], doc.Encoding.Charset) {
			_, size := utf8.DecodeRuneInString(doc.Source[end:])
			end += size
		}
		if end > at {
			found = append(found, lostBytes(doc, article.Span{Start: at, End: end}))
		}
		_, size := utf8.DecodeRuneInString(doc.Source[end:])
		at = end + max(size, 1)
	}
	return found
}

// isLost reports whether s begins with an invalid byte or, in text that was
// decoded from another charset, with the character that stands for one.
func isLost(s, charset string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return r == utf8.RuneError && (size == 1 || charset != "utf-8" && strings.HasPrefix(s, "\uFFFD"))
}

func lostBytes(doc *article.Document, s article.Span) filters.Finding {
	return filters.Finding{
		Kind:       Undecodable,
		Span:       s,
		Message:    fmt.Sprintf("These bytes are no text in %s.", doc.Encoding.Charset),
		Confidence: 1,
		Evidence:   map[string]any{"charset": doc.Encoding.Charset},
	}
}
