package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/policy"
)

// A Report is the answer to one submission: the JSON object that the command
// `check --json` prints and `POST /v1/check` answers.
type Report struct {
	Source   string         `json:"source"` // as submitted
	ID       string         `json:"id"`     // the same for the same content, content type and site
	Verdict  policy.Verdict `json:"verdict"`
	Findings []Finding      `json:"findings"` // in source order, the wider first
	Article  policy.Facts   `json:"article"`
	Trial    *Trial         `json:"trial,omitempty"` // nil unless the pipeline has a candidate; for people here, not for the CMS
	Item     string         `json:"item,omitempty"`  // its id on the review desk, if it is kept there

	Document *article.Document `json:"-"` // what was judged
	Found    []filters.Finding `json:"-"` // as the filters returned it
	Input    policy.Input      `json:"-"` // what the policy was asked
}

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

func newReport(s Submission, doc *article.Document, in policy.Input, v policy.Verdict) *Report {
	r := &Report{
		Source:   s.Source,
		ID:       submissionID(s),
		Verdict:  v,
		Findings: make([]Finding, 0, len(in.Findings)),
		Article:  in.Article,
		Document: doc,
		Found:    in.Findings,
		Input:    in,
	}
	for _, f := range in.Findings {
		r.Findings = append(r.Findings, outward(doc, f))
	}
	join(r.Findings)
	return r
}

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

// submissionID names what was submitted, so that the same article for the same
// site is recognised when it comes again.
func submissionID(s Submission) string {
	h := sha256.New()
	for _, part := range []string{s.Site, s.ContentType} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	h.Write(s.Content)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func factsOf(doc *article.Document) policy.Facts {
	return policy.Facts{
		Bytes:       len(doc.Source),
		Charset:     doc.Encoding.Charset,
		Undecodable: doc.Encoding.Undecodable,
		Script:      filters.Script(doc),
		Links:       len(doc.Links()),
	}
}

// count records the report in the metrics.
func (p *Pipeline) count(r *Report) {
	p.Metrics.Article(r.Article.Bytes, r.Article.Links)
	p.Metrics.Language(r.Verdict.Action.String(), r.Document.Language())
	found := map[[2]string]bool{}
	for _, f := range r.Findings {
		p.Metrics.Finding(f.Filter, f.Kind)
		if kind := [2]string{f.Filter, f.Kind}; !found[kind] {
			found[kind] = true
			p.Metrics.Found(r.Verdict.Action.String(), f.Filter, f.Kind)
		}
	}
	var struck []string
	for _, reason := range slices.Concat(r.Verdict.Reasons, r.Verdict.Shadow) {
		switch {
		case reason.Holds():
			struck = append(struck, reason.Rule)
			p.Metrics.Reason(reason.Rule, reason.Action.String())
		case len(reason.SuppressedBy) > 0:
			p.Metrics.IdleReason(reason.Rule, "suppressed")
		default:
			p.Metrics.IdleReason(reason.Rule, reason.Mode.String())
		}
	}
	slices.Sort(struck)
	p.Flood.Record(slices.Compact(struck))
	if r.Trial != nil {
		p.Metrics.Tried(r.Verdict.Action.String(), r.Trial.Verdict.Action.String(), r.Trial.Flipped, r.Input.Site)
	}
}
