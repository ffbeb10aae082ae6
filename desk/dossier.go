package desk

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/desk/internal/marked"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
)

// A dossier is what the page of an item shows.
type dossier struct {
	review.Item
	View     view // the list that the item was found in
	Hands    hands
	Audited  bool // the one who looks may read the audit log of it
	Undo     *undoable
	Codes    []string // to reject for
	Events   []review.Event
	Earlier  int // events before those
	Author   tally
	OfSite   tally
	Similar  []review.Item
	Text     *text // nil: it was erased
	Previews bool  // the frame with the preview was asked for
}

// A text is one revision of an article as it is shown.
type text struct {
	review.Stored
	Current  bool // it is the last revision
	Refused  bool // it cannot be read; only its source can be shown
	Reasons  []reason
	Nearest  *compared // the rule that nearly had a reason
	Findings []remark
	More     int // findings that are not in the list
	Source   source
	Reading  reading
	Repair   repaired
}

// similarShown is how many near-identical items are named.
const similarShown = 8

func (p *pages) item(w http.ResponseWriter, r *http.Request) error {
	who, item, err := p.itemOf(r)
	if err != nil {
		return err
	}
	d := dossier{Item: item, Codes: p.codesToReject(item.Site), Hands: p.handsOf(who, item), Audited: who.May(access.Audit, item.Site)}
	if d.View, err = viewOf(r.URL.Query()); err != nil {
		return err
	}
	d.Undo = p.undoableItem(item, who, r.URL.RawQuery)
	d.Previews = r.URL.Query().Has("preview")
	if err := p.past(r.Context(), who, &d); err != nil {
		return err
	}
	number, err := revisionOf(r.URL.Query().Get("revision"))
	if err != nil {
		return err
	}
	if d.Text, err = p.text(r.Context(), item, number, r.URL.Query().Has("all")); err != nil {
		return err
	}
	if d.Text != nil {
		d.Text.Source.All, d.Text.Reading.All = d.With("all"), d.With("all")
	}
	return p.render(w, r, "item.html", d)
}

func revisionOf(given string) (int64, error) {
	if given == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(given, 10, 64)
	if err != nil || n < 1 {
		return 0, errNowhere
	}
	return n, nil
}

// text is the revision with that number, the last for 0, or nil if the item was
// erased. All of it is shown, however large, if whole.
func (p *pages) text(ctx context.Context, item review.Item, number int64, whole bool) (*text, error) {
	stored, err := p.Store.Revision(ctx, item.ID, number)
	switch {
	case errors.Is(err, review.ErrNotFound) && item.Status == review.StatusErased:
		return nil, nil
	case err != nil:
		return nil, err
	}
	doc := p.read(stored.Submission)
	e := evidenceOf(doc, stored.Report.Findings)
	limit := shownBytes
	if whole {
		limit = len(doc.Source)
	}
	t := &text{
		Stored: stored, Current: stored.Number == item.Revision, Refused: doc.Refusal() != nil,
		Source: sourceOf(e, limit), Reading: readingOf(e, limit), Repair: repairedOf(doc.Source, stored.Report.Findings),
	}
	t.Findings, t.More = remarksOf(stored.Report.Findings)
	t.Reasons, t.Nearest = p.reasonsOf(ctx, stored)
	return t, nil
}

// shownBytes is how much of an article is shown before somebody asks for all of
// it: a browser lays that out in less than a second.
const shownBytes = 200_000

// patience is how many times longer an article may take to be read for a person
// than to be judged: what was read then is to be read now, on a busy day, too.
const patience = 4

// read is the article as it was when it was judged. A refused one has a source,
// and nothing else.
func (p *pages) read(s pipeline.Submission) *article.Document {
	limits := p.Limits
	limits.Budget = patience * cmp.Or(limits.Budget, 250*time.Millisecond)
	limits.BudgetPerMiB = patience * cmp.Or(limits.BudgetPerMiB, 250*time.Millisecond)
	doc, _ := s.Read(limits)
	return doc
}

// evidence is an article with the places of its findings.
type evidence struct {
	doc      *article.Document
	findings []pipeline.Finding
	places   []article.Span
	segments []marked.Segment // of the whole source
}

func evidenceOf(doc *article.Document, findings []pipeline.Finding) evidence {
	e := evidence{doc: doc, findings: findings}
	for _, f := range findings {
		e.places = append(e.places, f.Span)
	}
	e.segments = marked.Cut(article.Span{Start: 0, End: len(doc.Source)}, e.places)
	return e
}

// hands are in whose hands an item is, and what the one who looks may do.
type hands struct {
	By      string
	Mine    bool
	Free    bool // it waits, and nobody has it
	Left    int  // seconds
	MayAct  bool // decide, claim, skip
	MayLead bool // take over, reopen
}

func (p *pages) handsOf(who access.Person, item review.Item) hands {
	h := hands{MayAct: who.May(access.Decide, item.Site), MayLead: who.May(access.Lead, item.Site)}
	open := item.Status == review.StatusOpen
	if l := item.Lease; open && l != nil && !l.Expired {
		h.By, h.Mine, h.Left = l.By, l.By == who.Name, p.left(l.Until)
	}
	h.Free = open && h.By == ""
	return h
}

// Decidable reports whether the one who looks can decide now.
func (h hands) Decidable() bool { return h.MayAct && (h.Mine || h.Free) }

// With is the address of the page with one thing more asked for.
func (d dossier) With(what string) string {
	return address("/desk/items/"+url.PathEscape(d.ID), strings.TrimPrefix(d.View.Query()+"&"+what, "&"))
}

// Nearest are the first of the near-identical items.
func (d dossier) Nearest() []review.Item { return d.Similar[:min(len(d.Similar), similarShown)] }
