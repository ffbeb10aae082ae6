package desk

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
)

// A step is what somebody does with an item that they may see and decide on.
type step func(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error

// may lets people do a step who have the right to on the item's site.
func (p *pages) may(right access.Right, do step) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		who, item, err := p.itemOf(r)
		switch {
		case err != nil:
			return err
		case !who.May(right, item.Site):
			return errForbidden
		}
		return do(w, r, who, item)
	}
}

// itemOf is the item that a path names, for somebody who may see it. Others
// are not told that there is one.
func (p *pages) itemOf(r *http.Request) (access.Person, review.Item, error) {
	who, _ := access.PersonOf(r.Context())
	item, err := p.Store.Item(r.Context(), r.PathValue("id"))
	if err == nil && !who.May(access.See, item.Site) {
		err = errNoItem
	}
	return who, item, err
}

// next hands out an item of the list.
func (p *pages) next(w http.ResponseWriter, r *http.Request) error {
	return p.onward(w, r)
}

// onward goes to the next item of the list that the form carries, or to the
// list if nothing in it waits.
func (p *pages) onward(w http.ResponseWriter, r *http.Request) error {
	who, _ := access.PersonOf(r.Context())
	list := listOf(r.PostFormValue("list"))
	item, err := p.Store.Next(r.Context(), review.Ask{Reviewer: who.Name, Sites: who.Sites(access.Decide), Filter: list.Filter})
	switch {
	case errors.Is(err, review.ErrEmpty):
		http.Redirect(w, r, list.Address(), http.StatusSeeOther)
	case err != nil:
		return err
	default:
		http.Redirect(w, r, list.Item(item.ID), http.StatusSeeOther)
	}
	return nil
}

// again goes back to the item.
func again(w http.ResponseWriter, r *http.Request, item review.Item) error {
	http.Redirect(w, r, listOf(r.PostFormValue("list")).Item(item.ID), http.StatusSeeOther)
	return nil
}

func (p *pages) claim(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	if _, err := p.Store.Claim(r.Context(), item.ID, who.Name); err != nil {
		return err
	}
	return again(w, r, item)
}

// heartbeat answers the script with the seconds that the lease has left.
func (p *pages) heartbeat(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	item, err := p.Store.Heartbeat(r.Context(), item.ID, who.Name)
	if err != nil {
		return err
	}
	if r.Header.Get("Accept") != "application/json" {
		return again(w, r, item)
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(map[string]int{"left": p.left(item.Lease.Until)})
}

// left is how many whole seconds there are until then, at least 0.
func (p *pages) left(until time.Time) int {
	return max(int(until.Sub(p.Store.Now()).Seconds()), 0)
}

func (p *pages) release(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	if _, err := p.Store.Release(r.Context(), item.ID, who.Name); err != nil {
		return err
	}
	http.Redirect(w, r, listOf(r.PostFormValue("list")).Address(), http.StatusSeeOther)
	return nil
}

// skip takes the item into hand first if nobody has it.
func (p *pages) skip(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	if _, err := p.Store.Claim(r.Context(), item.ID, who.Name); err != nil {
		return err
	}
	if _, err := p.Store.SkipForMe(r.Context(), item.ID, who.Name); err != nil {
		return err
	}
	return p.onward(w, r)
}

func (p *pages) takeOver(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	if _, err := p.Store.TakeOver(r.Context(), item.ID, who.Name, r.PostFormValue("note")); err != nil {
		return err
	}
	return again(w, r, item)
}

func (p *pages) note(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	if _, err := p.Store.Note(r.Context(), item.ID, who.Name, r.PostFormValue("note")); err != nil {
		return err
	}
	return again(w, r, item)
}

func (p *pages) move(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	version, err := versionOf(r)
	if err != nil {
		return err
	}
	if _, err := p.Store.Move(r.Context(), item.ID, who.Name, version, r.PostFormValue("queue"), r.PostFormValue("note")); err != nil {
		return err
	}
	return p.onward(w, r)
}

func (p *pages) reopen(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	version, err := versionOf(r)
	if err != nil {
		return err
	}
	if _, err := p.Store.Reopen(r.Context(), item.ID, who.Name, version, r.PostFormValue("note")); err != nil {
		return err
	}
	return again(w, r, item)
}
