package desk

import (
	"errors"
	"net/http"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
)

// A clash is a conflict as its page shows it.
type clash struct {
	review.Item
	Title, Detail string
	Since         []review.Event
	View          view   // the list that the item was found in
	Held          bool   // by somebody else
	Note          string // that was sent, and is kept nowhere
}

// clashOf is the conflict in err that the person may be told about, if any.
func clashOf(err error, r *http.Request) (clash, bool) {
	var c *review.Conflict
	who, _ := access.PersonOf(r.Context())
	if !errors.As(err, &c) || !who.May(access.See, c.Item.Site) {
		return clash{}, false
	}
	out := clash{Item: c.Item, Since: c.Since, View: listOf(r.PostFormValue("list")), Note: r.PostFormValue("note")}
	out.Held = c.Item.Lease != nil && !c.Item.Lease.Expired && c.Item.Lease.By != who.Name
	switch {
	case errors.Is(c, review.ErrStale):
		out.Title = "The item has changed meanwhile"
		out.Detail = "Nothing was decided. Look at what is new, then decide on that."
	case errors.Is(c, review.ErrLease) && out.Held:
		out.Title = "Somebody else has the item now"
		out.Detail = "Nothing was decided. They may release it; it comes back by itself when their time ends."
	case errors.Is(c, review.ErrLease):
		out.Title = "The item is not in your hands anymore"
		out.Detail = "Your time ended. Nothing was decided, and nobody else has it: take it again, or decide at once."
	default:
		out.Title = "That is not possible with this item now"
		out.Detail = "It may be decided already, or its decision be final."
	}
	return out, true
}

// conflict answers with a page about c, or the script with the status alone.
func (p *pages) conflict(w http.ResponseWriter, r *http.Request, c clash) error {
	if r.Header.Get("Accept") == "application/json" {
		w.WriteHeader(http.StatusConflict)
		return nil
	}
	return p.renderStatus(w, r, http.StatusConflict, "conflict.html", c)
}
