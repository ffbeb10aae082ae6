package desk

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review/outbox"
)

// deliveries are what content management systems were told, or will be.
type deliveries struct {
	Rows        []delivery
	State, Site string
	States      []string
	Sites       []string // to choose from; empty: any
	Next        string   // address of the next page, if there may be one
	Here        string   // query of this one
}

// A delivery is one of them.
type delivery struct {
	outbox.Delivery
	MayResend bool
}

// Last is the last attempt, if there was one.
func (d delivery) Last() *outbox.Attempt {
	if len(d.Attempts) == 0 {
		return nil
	}
	return &d.Attempts[len(d.Attempts)-1]
}

var deliveryStates = []string{
	outbox.Due, outbox.Sending, outbox.Done, outbox.Failed, outbox.Cancelled,
}

func (p *pages) deliveries(w http.ResponseWriter, r *http.Request) error {
	who, _ := access.PersonOf(r.Context())
	q := r.URL.Query()
	page := deliveries{State: q.Get("state"), Site: q.Get("site"), States: deliveryStates, Sites: who.Sites(access.See), Here: r.URL.RawQuery}
	filter := outbox.Filter{Sites: narrowed(page.Sites, page.Site), State: page.State}
	if filter.Sites != nil && len(filter.Sites) == 0 {
		return errForbidden
	}
	rows, next, err := outbox.List(r.Context(), p.Store.DB, filter, q.Get("after"))
	if err != nil {
		return err
	}
	for _, d := range rows {
		page.Rows = append(page.Rows, delivery{d, ended(d) && who.May(access.Lead, d.Site)})
	}
	if next != "" {
		page.Next = address("/desk/deliveries", page.query(next).Encode())
	}
	return p.render(w, r, "deliveries.html", page)
}

func (d deliveries) query(after string) url.Values {
	return url.Values{"state": {d.State}, "site": {d.Site}, "after": {after}}
}

// ended reports whether no attempt will follow by itself.
func ended(d outbox.Delivery) bool {
	return slices.Contains([]string{outbox.Done, outbox.Failed}, d.State)
}

// resend makes a delivery due again.
func (p *pages) resend(w http.ResponseWriter, r *http.Request) error {
	who, _ := access.PersonOf(r.Context())
	found, _, err := outbox.List(r.Context(), p.Store.DB, outbox.Filter{Sites: who.Sites(access.See), ID: r.PathValue("id")}, "")
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		return errNoDelivery
	case !who.May(access.Lead, found[0].Site):
		return errForbidden
	case !ended(found[0]):
		return errUnderWay
	}
	switch err := outbox.Resend(r.Context(), p.Store.DB, found[0].ID, who.Name, p.Store.Now()); {
	case errors.Is(err, outbox.ErrOverruled):
		return errOverruled
	case errors.Is(err, outbox.ErrNotFound): // somebody else was quicker
		return errUnderWay
	case err != nil:
		return err
	}
	http.Redirect(w, r, within(address("/desk/deliveries", r.PostFormValue("back"))), http.StatusSeeOther)
	return nil
}

var (
	errNoDelivery = problem{http.StatusNotFound, "There is no such delivery", "It is of a site that you do not see, or the address is misspelt."}
	errOverruled  = problem{http.StatusConflict, "It was not sent again", "Another decision was made on the item since, and the site would follow the one it hears last. Send the latest again."}
	errUnderWay   = problem{http.StatusConflict, "It was not sent again", "It is under way already, or its decision was taken back. Look at the list of deliveries."}
)
