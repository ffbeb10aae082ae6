package server

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/review/outbox"
)

// A deliveryList is a page of what CMSs were, or will be, told.
type deliveryList struct {
	Deliveries []delivery `json:"deliveries"`
	Next       string     `json:"next,omitempty"` // the after of the next page
}

type delivery struct {
	ID             string    `json:"delivery"`
	Item           string    `json:"item"`
	Site           string    `json:"site"`
	Outcome        string    `json:"outcome"`
	Code           string    `json:"code"`
	Revision       int64     `json:"revision"`
	ContentID      string    `json:"content_id"`
	RepairedSHA256 string    `json:"repaired_sha256,omitempty"`
	DecidedAt      time.Time `json:"decided_at"`
	FinalAt        time.Time `json:"final_at"`
	DueAt          time.Time `json:"due_at"` // of the next attempt
	State          string    `json:"state"`
	Attempts       []attempt `json:"attempts"`
}

type attempt struct {
	At    time.Time `json:"at"`
	Error string    `json:"error"` // empty: delivered
}

func deliveryOf(d outbox.Delivery) delivery {
	out := delivery{d.ID, d.Item, d.Site, d.Outcome, d.Code, d.Revision, d.ContentID, d.RepairedSHA256, d.DecidedAt, d.FinalAt, d.DueAt, d.State, []attempt{}}
	for _, a := range d.Attempts {
		out.Attempts = append(out.Attempts, attempt(a))
	}
	return out
}

func listed(all []outbox.Delivery, next string) deliveryList {
	out := deliveryList{Deliveries: []delivery{}, Next: next}
	for _, d := range all {
		out.Deliveries = append(out.Deliveries, deliveryOf(d))
	}
	return out
}

func (a *api) deliveries(w http.ResponseWriter, r *http.Request) error {
	var site, after string
	var f outbox.Filter
	err := query(r, map[string]*string{"site": &site, "state": &f.State, "after": &after}, nil)
	if err == nil {
		err = oneOf(f.State, outbox.Due, outbox.Sending, outbox.Done, outbox.Failed, outbox.Cancelled)
	}
	if err == nil {
		f.Sites, err = sitesOf(r, site)
	}
	if err != nil {
		return err
	}
	all, next, err := outbox.List(r.Context(), a.Desk.DB, f, after)
	if errors.Is(err, database.ErrPlace) {
		return fault{errMalformed, "The parameter after has to be what next was in the answer before."}
	}
	if err != nil {
		return err
	}
	return answerJSON(w, listed(all, next))
}

func (a *api) itemDeliveries(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if _, err := a.Desk.Item(r.Context(), id); err != nil {
		return deskFault(err)
	}
	all, err := outbox.Of(r.Context(), a.Desk.DB, id)
	if err != nil {
		return err
	}
	return answerJSON(w, listed(all, ""))
}

// resend makes a delivery of the item due again.
func (a *api) resend(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	id := r.PathValue("delivery")
	err = outbox.ErrNotFound
	if strings.HasPrefix(id, r.PathValue("id")+".") {
		err = outbox.Resend(r.Context(), a.Desk.DB, id, call.Reviewer, a.Desk.Now())
	}
	switch {
	case errors.Is(err, outbox.ErrNotFound):
		return fault{errNotFound, "The item has no such delivery that was made, or failed."}
	case errors.Is(err, outbox.ErrOverruled):
		return fault{errConflict, "Another decision was made on the item since, and the site would follow the one it hears last. Resend the latest."}
	case err != nil:
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
