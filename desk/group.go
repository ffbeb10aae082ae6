package desk

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/groups"
)

// A group is near-identical items that can be decided at once.
type group struct {
	groups.Group
	Rows      []member
	Samples   []member // to be looked at before the decision
	Free      int      // items that nobody else has
	MayDecide bool
	Codes     []string // to reject for
	Undo      string   // for how long the decision can be taken back
	Wrong     string   // why the form was not taken, if so
	Code      string   // and what it said
	Note      string
}

// A member is an item in the list of a group.
type member struct {
	groups.Member
	Held    bool   // in somebody else's hands
	Checked bool   // to be decided on
	Sample  string // why it is one to be looked at; empty unless it is
}

// Listed is the item and its version, as the form carries them.
func (m member) Listed() string { return m.ID + "." + strconv.FormatInt(m.Version, 10) }

// decidedWithin bounds the decision on a group. It goes on when the browser has
// gone.
const decidedWithin = time.Minute

func (p *pages) group(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	g, err := p.groupOf(r, who, item)
	if err != nil {
		return err
	}
	return p.render(w, r, "group.html", g)
}

// groupOf is the group of the item. Somebody who may not decide groups there
// sees it all the same.
func (p *pages) groupOf(r *http.Request, who access.Person, item review.Item) (group, error) {
	g := group{MayDecide: who.May(access.Lead, item.Site), Codes: p.codesToReject(item.Site), Undo: span(p.Store.Undo)}
	sites := who.Sites(access.See)
	if g.MayDecide {
		sites = who.Sites(access.Lead)
	}
	var err error
	if g.Group, err = groups.Of(r.Context(), p.Store, item.ID, sites); err != nil {
		return g, err
	}
	for _, m := range g.Members {
		held := m.Lease != nil && !m.Lease.Expired && m.Lease.By != who.Name
		g.Rows = append(g.Rows, member{Member: m, Held: held, Checked: !held})
		if !held {
			g.Free++
		}
	}
	g.choose()
	return g, nil
}

// choose marks the items to be looked at: those that are least like the others.
func (g *group) choose() {
	if len(g.Rows) == 0 {
		return
	}
	fewest, farthest := 0, 0
	for i, m := range g.Rows {
		if m.Common < g.Rows[fewest].Common {
			fewest = i
		}
		if m.Distance > g.Rows[farthest].Distance {
			farthest = i
		}
	}
	g.Rows[len(g.Rows)/2].Sample = "one from the middle"
	g.Rows[farthest].Sample = "the one that differs most from the first"
	g.Rows[fewest].Sample = "the one with the fewest common words"
	for _, m := range g.Rows {
		if m.Sample != "" {
			g.Samples = append(g.Samples, m)
		}
	}
}

// decideGroup decides on what the form lists and ticks.
func (p *pages) decideGroup(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	d, err := groupDecisionOf(r)
	if err != nil {
		return err
	}
	d.Item, d.Reviewer, d.Sites = item.ID, who.Name, who.Sites(access.Lead)
	if !slices.ContainsFunc(d.Listed, func(l groups.Listed) bool { return !l.Out }) {
		return p.groupAgain(w, r, who, item, "No item is ticked, so nothing was decided.")
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(r.Context()), decidedWithin)
	defer stop()
	id, err := groups.Decide(ctx, p.Store, d)
	switch {
	case errors.Is(err, review.ErrInvalid):
		return p.groupAgain(w, r, who, item, "To reject needs a reason. Nothing was decided yet.")
	case err != nil:
		return err
	}
	http.Redirect(w, r, "/desk/groups/decided/"+id, http.StatusSeeOther)
	return nil
}

func groupDecisionOf(r *http.Request) (d groups.Decision, err error) {
	d.Outcome, d.Code, d.Note = r.PostFormValue("outcome"), r.PostFormValue("code"), r.PostFormValue("note")
	if d.Outcome != review.Reject {
		d.Code = ""
	}
	for _, listed := range r.PostForm["listed"] {
		id, text, _ := strings.Cut(listed, ".")
		version, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return d, errGroupForm
		}
		d.Listed = append(d.Listed, groups.Listed{Item: id, Version: version, Out: !slices.Contains(r.PostForm["take"], id)})
	}
	return d, nil
}

var errGroupForm = problem{http.StatusBadRequest, "The form is damaged", "Nothing was decided. Open the group anew and decide there."}

// groupAgain shows the group with the form as it was sent, and what is wrong
// with it.
func (p *pages) groupAgain(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item, wrong string) error {
	g, err := p.groupOf(r, who, item)
	if err != nil {
		return err
	}
	g.Wrong, g.Code, g.Note = wrong, r.PostFormValue("code"), r.PostFormValue("note")
	for i := range g.Rows {
		m := &g.Rows[i]
		m.Checked = !m.Held && slices.Contains(r.PostForm["take"], m.ID)
	}
	return p.renderStatus(w, r, http.StatusUnprocessableEntity, "group.html", g)
}
