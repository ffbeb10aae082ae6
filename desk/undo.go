package desk

import (
	"net/http"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
)

// decidedCookie names the item that was decided last, as long as that can be
// undone.
const decidedCookie = "presscheck_decided"

func (p *pages) remember(w http.ResponseWriter, item review.Item) {
	http.SetCookie(w, &http.Cookie{
		Name: decidedCookie, Value: item.ID, Path: "/desk/", MaxAge: p.left(item.Decision.Final) + 1, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func forget(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: decidedCookie, Path: "/desk/", MaxAge: -1})
}

// An undoable is a decision that can still be taken back.
type undoable struct {
	review.Item
	Left int    // seconds
	List string // to go back with
}

// undoable is the last decision of who signed in, or nil if it is final.
func (p *pages) undoable(r *http.Request, who access.Person) *undoable {
	c, err := r.Cookie(decidedCookie)
	if err != nil {
		return nil
	}
	item, err := p.Store.Item(r.Context(), c.Value)
	if err != nil {
		return nil
	}
	return p.undoableItem(item, who, r.URL.Query().Encode())
}

func (p *pages) undoableItem(item review.Item, who access.Person, query string) *undoable {
	if item.Status != review.StatusDecided || item.Decision == nil || item.Decision.By != who.Name || !item.Decision.Final.After(p.Store.Now()) {
		return nil
	}
	return &undoable{item, p.left(item.Decision.Final), listOf(query).Query()}
}
