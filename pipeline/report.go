package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

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
