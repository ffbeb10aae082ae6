package server

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/groups"
)

// A groupRecord is groups.Record for programs: what became of the items that
// their token is good for.
type groupRecord struct {
	ID        string     `json:"group"`
	Item      string     `json:"item"` // that the group was asked for
	At        time.Time  `json:"at"`
	Reviewer  string     `json:"reviewer"`
	Outcome   string     `json:"outcome"`
	Code      string     `json:"code"`
	Items     []itemFate `json:"items"`
	Unseen    int        `json:"unseen"`   // items of other sites
	Undoable  int        `json:"undoable"` // decisions that can be taken back now, with this token
	UndoUntil time.Time  `json:"undo_until,omitzero"`
}

type itemFate struct {
	Item review.Item `json:"item"` // as it is now
	Fate string      `json:"fate"`
}

func (a *api) groupRecord(w http.ResponseWriter, r *http.Request) error {
	return a.answerGroup(w, r, r.PathValue("group"))
}

// undoGroup takes back what the same reviewer decided.
func (a *api) undoGroup(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	record, err := a.recordOf(r, r.PathValue("group"))
	if err != nil {
		return err
	}
	switch {
	case record.Reviewer != call.Reviewer:
		return fault{errConflict, "Somebody else decided on the group, and nobody but they can take that back. Open items again one by one instead."}
	case len(unseen(r, record)) > 0:
		return fault{errForbidden, "The group has items of sites that the token is not for. Ask with one that is for all of them."}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), a.WriteTimeout/2)
	defer cancel()
	if err := groups.Undo(ctx, a.Desk, record.ID, call.Reviewer); err != nil {
		return err
	}
	return a.answerGroup(w, r, record.ID)
}

var noGroup = fault{errNotFound, "No decision on a group has that id."}

// recordOf is the record with that id, if the token is good for the item that
// the group was asked for.
func (a *api) recordOf(r *http.Request, id string) (groups.Record, error) {
	record, err := groups.RecordOf(r.Context(), a.Desk, id)
	var item review.Item
	if err == nil {
		item, err = a.Desk.Item(r.Context(), record.Item)
	}
	if errors.Is(err, review.ErrNotFound) || err == nil && !tokenOf(r.Context()).On(item.Site) {
		err = noGroup
	}
	return record, err
}

// unseen are the items of the record that the token is not good for.
func unseen(r *http.Request, record groups.Record) []groups.Item {
	return slices.DeleteFunc(slices.Clone(record.Items), func(i groups.Item) bool { return tokenOf(r.Context()).On(i.Site) })
}

func (a *api) answerGroup(w http.ResponseWriter, r *http.Request, id string) error {
	record, err := a.recordOf(r, id)
	if err != nil {
		return err
	}
	out := groupRecord{
		ID: record.ID, Item: record.Item, At: record.At, Reviewer: record.Reviewer, Outcome: record.Outcome, Code: record.Code,
		Items: []itemFate{}, Unseen: len(unseen(r, record)),
	}
	for _, i := range record.Items {
		if tokenOf(r.Context()).On(i.Site) {
			out.Items = append(out.Items, itemFate{i.Item, i.Fate})
		}
	}
	if out.Unseen == 0 {
		out.Undoable, out.UndoUntil = record.Undoable(a.Desk.Now())
	}
	return answerJSON(w, out)
}
