package desk

import (
	"net/http"
	"slices"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/groups"
)

// A groupDecided is what became of the items of a group.
type groupDecided struct {
	groups.Record
	Parts  []fatePart
	Undo   int       // how many decisions can be taken back, by who looks
	Until  time.Time // all of these
	Left   int       // seconds until then
	Unseen int       // items of sites that who looks does not see
}

// A fatePart is the items of which the same became.
type fatePart struct {
	Title, Why string
	Items      []groups.Item
}

// fates are what can become of an item of a group, as the page shows it.
var fates = []struct{ fate, title, why string }{
	{groups.FateDecided, "Decided", ""},
	{groups.FateUndone, "Undone", "They wait in their queues again, and nobody was told."},
	{groups.FateLeftOut, "Left out on the page", "They were not ticked, or somebody else had them when the page was made."},
	{groups.FateChanged, "Left out: changed", "Something happened to them after the page was made, such as a new text. Look at them again."},
	{groups.FateTaken, "Left out: in other hands", "Somebody else has them open and will decide."},
	{groups.FateSettled, "Left out: decided meanwhile", "Somebody, or a new text that may be published, ended their wait."},
	{groups.FateNew, "Left out: came meanwhile", "They are as near to the others, but were not on the page."},
	{groups.FateCode, "Left out: reason not known there", "Their site has other reasons to reject for."},
	{groups.FateRepair, "Left out: cannot be repaired", "What was found in them does not fit their text any more. Look at them one by one."},
	{groups.FateBusy, "Left out: busy", "Somebody was doing something to them at that moment."},
	{groups.FateNotReached, "Not reached", "Something broke off before their turn. They wait as before."},
}

func (p *pages) groupDecided(w http.ResponseWriter, r *http.Request) error {
	who, record, _, err := p.recordOf(r)
	if err != nil {
		return err
	}
	page := groupDecided{Record: record}
	if record.Reviewer == who.Name {
		page.Undo, page.Until = record.Undoable(p.Store.Now())
		page.Left = int(page.Until.Sub(p.Store.Now()).Seconds())
	}
	seen := slices.DeleteFunc(record.Items, func(i groups.Item) bool { return !who.May(access.See, i.Site) })
	page.Unseen = len(record.Items) - len(seen)
	for _, f := range fates {
		part := fatePart{Title: f.title, Why: f.why}
		for _, i := range seen {
			if i.Fate == f.fate {
				part.Items = append(part.Items, i)
			}
		}
		if len(part.Items) > 0 {
			page.Parts = append(page.Parts, part)
		}
	}
	return p.render(w, r, "groupdecided.html", page)
}

// recordOf is the record that a path names, with its first item, for somebody
// who sees that. Others are not told that there is one.
func (p *pages) recordOf(r *http.Request) (access.Person, groups.Record, review.Item, error) {
	who, _ := access.PersonOf(r.Context())
	record, err := groups.RecordOf(r.Context(), p.Store, r.PathValue("group"))
	if err != nil {
		return who, record, review.Item{}, err
	}
	item, err := p.Store.Item(r.Context(), record.Item)
	if err == nil && !who.May(access.See, item.Site) {
		err = errNoItem
	}
	return who, record, item, err
}

// undoGroup takes back what the same person decided.
func (p *pages) undoGroup(w http.ResponseWriter, r *http.Request) error {
	who, record, item, err := p.recordOf(r)
	switch {
	case err != nil:
		return err
	case record.Reviewer != who.Name, !who.May(access.Decide, item.Site):
		return errForbidden
	}
	if err := groups.Undo(r.Context(), p.Store, record.ID, who.Name); err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/groups/decided/"+record.ID, http.StatusSeeOther)
	return nil
}
