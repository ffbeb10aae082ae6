package decisionlog

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/settings"
)

// A Call says how an article came to be judged.
type Call struct {
	RequestID string // as in the program's log
	Client    string // address and port
	TraceID   string // hexadecimal, as is SpanID; both are empty unless the request is traced
	SpanID    string
}

// path is that of the decision in the policy.
const path = "presscheck/verdict"

// An event is one decision in the shape of OPA's decision logs (EventV1 of OPA
// 1.22, "Decision Log Service API"). What OPA has no field for is custom.
type event struct {
	Labels      map[string]string     `json:"labels"`
	DecisionID  string                `json:"decision_id"` // UUID, version 7
	TraceID     string                `json:"trace_id,omitempty"`
	SpanID      string                `json:"span_id,omitempty"`
	Bundles     map[string]bundleInfo `json:"bundles"`
	Path        string                `json:"path"`
	Input       input                 `json:"input"`
	Result      policy.Verdict        `json:"result"`
	Erased      []string              `json:"erased,omitempty"` // JSON pointers into the event
	RequestedBy string                `json:"requested_by,omitempty"`
	Timestamp   time.Time             `json:"timestamp"`
	RuleLabels  []map[string]string   `json:"rule_labels,omitempty"`
	Custom      custom                `json:"custom"`
}

type bundleInfo struct {
	Revision string `json:"revision"`
}

// custom is what a reader needs besides to find the article again.
type custom struct {
	ReportID   string          `json:"report_id"`
	ExternalID string          `json:"external_id,omitempty"`
	RequestID  string          `json:"request_id,omitempty"`
	Shadow     []policy.Reason `json:"shadow,omitempty"`    // of rules that are only watched
	Candidate  *policy.Verdict `json:"candidate,omitempty"` // what the candidate said
}

// input is what the policy was asked, as input.schema.json has it, and with
// Whole the article itself.
type input struct {
	Article  policy.Facts                    `json:"article"`
	Site     string                          `json:"site"`
	URL      string                          `json:"url"`
	Title    string                          `json:"title,omitempty"`
	Author   map[string]any                  `json:"author,omitempty"`
	Now      time.Time                       `json:"now"`
	Findings map[string]map[string][]finding `json:"findings"`
	Content  string                          `json:"content,omitempty"`
}

type finding struct {
	ID         string         `json:"id"`
	Confidence float64        `json:"confidence"`
	Span       article.Span   `json:"span"`
	Evidence   map[string]any `json:"evidence,omitempty"`
}

func (l *Log) event(s pipeline.Submission, r *pipeline.Report, c Call) event {
	now := l.now()
	e := event{
		Labels:      l.Labels,
		DecisionID:  newID(now),
		TraceID:     c.TraceID,
		SpanID:      c.SpanID,
		Bundles:     map[string]bundleInfo{"policy": {r.Verdict.Revision}},
		Path:        path,
		Input:       newInput(r),
		Result:      r.Verdict,
		RequestedBy: c.Client,
		Timestamp:   now.UTC(),
		Custom:      custom{ReportID: r.ID, ExternalID: s.ExternalID, RequestID: c.RequestID, Shadow: r.Verdict.Shadow},
	}
	for _, reason := range r.Verdict.Reasons {
		e.RuleLabels = append(e.RuleLabels, map[string]string{"rule": reason.Rule, "action": reason.Action.String()})
	}
	if r.Trial != nil {
		e.Bundles["candidate"] = bundleInfo{r.Trial.Verdict.Revision}
		e.Custom.Candidate = &r.Trial.Verdict
	}
	if l.Whole {
		e.Input.Content = r.Document.Source
		return e
	}
	e.mask()
	return e
}

func newInput(r *pipeline.Report) input {
	in := input{
		Article:  r.Input.Article,
		Site:     r.Input.Site,
		URL:      r.Input.URL,
		Title:    r.Input.Title,
		Author:   r.Input.Author,
		Now:      r.Input.Now.UTC(),
		Findings: map[string]map[string][]finding{},
	}
	for _, f := range r.Input.Findings {
		if in.Findings[f.Filter] == nil {
			in.Findings[f.Filter] = map[string][]finding{}
		}
		in.Findings[f.Filter][f.Kind] = append(in.Findings[f.Filter][f.Kind], outward(f))
	}
	return in
}

func outward(f filters.Finding) finding {
	return finding{f.ID, f.Confidence, f.Span, f.Evidence}
}

// mask erases what is of the article or of its author: title, author, and all
// that quotes the text, which are the evidence and the messages made from it.
// The rest says which rules fired, where, and how sure the filters were.
func (e *event) mask() {
	e.Erased = []string{"/input/title", "/input/author"}
	e.Input.Title, e.Input.Author = "", nil
	for filter, kinds := range e.Input.Findings {
		for kind, list := range kinds {
			for i := range list {
				list[i].Evidence = nil
				e.Erased = append(e.Erased, fmt.Sprintf("/input/findings/%s/%s/%d/evidence", filter, kind, i))
			}
		}
	}
	e.Result.Reasons = e.maskReasons(e.Result.Reasons, "/result/reasons")
	e.Custom.Shadow = e.maskReasons(e.Custom.Shadow, "/custom/shadow")
	if e.Custom.Candidate != nil {
		v := *e.Custom.Candidate
		v.Reasons = e.maskReasons(v.Reasons, "/custom/candidate/reasons")
		e.Custom.Candidate = &v
	}
}

func (e *event) maskReasons(reasons []policy.Reason, at string) []policy.Reason {
	masked := slices.Clone(reasons)
	for i := range masked {
		at := at + "/" + strconv.Itoa(i)
		masked[i].Message = ""
		e.Erased = append(e.Erased, at+"/message")
		masked[i].SuppressedBy = e.maskAuthors(masked[i].SuppressedBy, at+"/suppressed_by")
		masked[i].Expired = e.maskAuthors(masked[i].Expired, at+"/expired")
	}
	return masked
}

func (e *event) maskAuthors(exemptions []settings.Exemption, at string) []settings.Exemption {
	masked := slices.Clone(exemptions)
	for i := range masked {
		masked[i].Author = ""
		e.Erased = append(e.Erased, at+"/"+strconv.Itoa(i)+"/author")
	}
	return masked
}

// newID is a UUID of version 7 (RFC 9562 §5.7): ids of later decisions sort
// later, down to a millisecond.
func newID(now time.Time) string {
	var b [16]byte
	_, _ = rand.Read(b[6:]) // never fails
	ms := now.UnixMilli()
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i))
	}
	b[6] = 0x70 | b[6]&0x0f
	b[8] = 0x80 | b[8]&0x3f
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
