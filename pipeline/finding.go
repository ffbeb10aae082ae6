package pipeline

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// A Finding is a filters.Finding for readers outside the program.
type Finding struct {
	ID         string         `json:"id"`
	Within     string         `json:"within,omitempty"` // ID of the widest finding at whose place this one lies; empty if it stands alone
	Filter     string         `json:"filter"`
	Kind       string         `json:"kind"`
	Confidence float64        `json:"confidence"` // in (0,1]
	Span       article.Span   `json:"span"`       // bytes of the article in UTF-8, half-open
	Line       int            `json:"line"`       // of the first byte, from 1
	Column     int            `json:"column"`     // of the first byte, from 1, in bytes
	Quote      string         `json:"quote"`      // the source at Span, its middle left out beyond 1,000 characters; bytes that are not UTF-8 as \xNN
	Message    string         `json:"message"`
	Evidence   map[string]any `json:"evidence"` // never nil
	Fixes      []Fix          `json:"fixes"`    // never nil
}

// A Fix is one way to repair a finding.
type Fix struct {
	Message    string  `json:"message"`
	Confidence float64 `json:"confidence"` // in (0,1]
	Edits      []Edit  `json:"edits"`
}

// An Edit replaces the bytes from Start up to End by New.
type Edit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// longestQuote bounds an answer about a refused article, whose finding spans it all.
const longestQuote = 1000

func outward(doc *article.Document, f filters.Finding) Finding {
	line, column := doc.Position(f.Span.Start)
	out := Finding{
		ID:         f.ID,
		Filter:     f.Filter,
		Kind:       f.Kind,
		Confidence: f.Confidence,
		Span:       f.Span,
		Line:       line,
		Column:     column,
		Quote:      valid(filters.Shorten(f.Quote(doc.Source), longestQuote)),
		Message:    f.Message,
		Evidence:   f.Evidence,
		Fixes:      make([]Fix, 0, len(f.Fixes)),
	}
	if out.Evidence == nil {
		out.Evidence = map[string]any{}
	}
	for _, fix := range f.Fixes {
		out.Fixes = append(out.Fixes, Fix{fix.Message, fix.Confidence, edits(fix.Edits)})
	}
	return out
}

func edits(list []article.Edit) []Edit {
	out := make([]Edit, 0, len(list))
	for _, e := range list {
		out = append(out, Edit{e.Span.Start, e.Span.End, e.New})
	}
	return out
}

// Inward is the finding as its filter made it, without the evidence: what repair
// wants of a report that was kept.
func (f Finding) Inward() filters.Finding {
	in := filters.Finding{ID: f.ID, Filter: f.Filter, Kind: f.Kind, Span: f.Span, Message: f.Message, Confidence: f.Confidence}
	for _, fix := range f.Fixes {
		edits := make([]article.Edit, 0, len(fix.Edits))
		for _, e := range fix.Edits {
			edits = append(edits, article.Edit{Span: article.Span{Start: e.Start, End: e.End}, New: e.New})
		}
		in.Fixes = append(in.Fixes, filters.Fix{Message: fix.Message, Confidence: fix.Confidence, Edits: edits})
	}
	return in
}

// valid writes the bytes of s that are not UTF-8, which JSON cannot carry, as
// \xNN.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&out, `\x%02x`, s[i])
		} else {
			out.WriteString(s[i : i+size])
		}
		i += size
	}
	return out.String()
}
