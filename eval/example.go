package eval

import (
	"fmt"
	"slices"
	"strings"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
)

// An example is a case that went wrong: damage that was missed, or a false
// alarm, with its evidence.
type example struct {
	Article    string        `json:"article"`
	Language   string        `json:"language,omitempty"`
	Kind       string        `json:"kind,omitempty"`       // that was wanted or found; empty if only a verdict was expected
	Fault      string        `json:"fault,omitempty"`      // family/variant
	Verdict    policy.Action `json:"verdict"`              // that was given
	Damage     int           `json:"damage,omitempty"`     // characters, of what was missed
	Confidence float64       `json:"confidence,omitempty"` // of a false alarm
	Message    string        `json:"message,omitempty"`    // of a false alarm
	Place      string        `json:"place"`                // 12:7-12:31, columns in bytes
	Excerpt    []piece       `json:"excerpt"`
}

// A piece of an excerpt is either evidence or what stands around it. What a
// reader could not see is escaped as in Go.
type piece struct {
	Text   string `json:"text"`
	Marked bool   `json:"marked,omitempty"`
}

// missed is one example for each kind of which something was not found, or one
// for an article that should have been held, whatever for.
func (k judged) missed() []example {
	if len(k.c.Wanted) == 0 {
		if k.c.isClean() || k.report.Verdict.Action != policy.Publish {
			return nil
		}
		return []example{k.example("", []article.Span{{Start: 0, End: len(k.report.Document.Source)}}, true)}
	}
	kinds := map[string]bool{}
	var all []example
	for _, w := range k.c.Wanted {
		if kinds[w.Kinds[0]] || slices.ContainsFunc(k.report.Found, w.isFoundBy) {
			continue
		}
		kinds[w.Kinds[0]] = true
		all = append(all, k.example(w.Kinds[0], w.Spans, true))
	}
	return all
}

// alarms is the strongest finding of each kind in a clean article.
func (k judged) alarms() []example {
	if !k.c.isClean() {
		return nil
	}
	strongest := map[string]filters.Finding{}
	for _, f := range k.report.Found {
		if f.Confidence > strongest[kindOf(f)].Confidence {
			strongest[kindOf(f)] = f
		}
	}
	var all []example
	for kind, f := range strongest {
		e := k.example(kind, []article.Span{f.Span}, false)
		e.Confidence, e.Message = rounded(f.Confidence), valid(f.Message)
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b example) int { return strings.Compare(a.Kind, b.Kind) })
	return all
}

func (k judged) example(kind string, spans []article.Span, missed bool) example {
	e := example{Article: valid(k.c.Name), Language: k.c.Language, Kind: kind, Verdict: k.report.Verdict.Action, Excerpt: []piece{}}
	if f := k.c.Fault; f != nil {
		e.Fault = f.Family + "/" + f.Variant
	}
	if missed {
		e.Damage = k.damage(spans)
	}
	if spans = merged(spans); len(spans) > 0 {
		doc := k.report.Document
		line, column := doc.Position(spans[0].Start)
		endLine, endColumn := doc.Position(spans[0].End)
		e.Place = fmt.Sprintf("%d:%d-%d:%d", line, column, endLine, endColumn)
		e.Excerpt = excerpt(doc.Source, spans)
	}
	return e
}

// quote is the evidence in an excerpt.
func (e *example) quote() string {
	for _, p := range e.Excerpt {
		if p.Marked {
			return p.Text
		}
	}
	return ""
}
