package server

import (
	"net/http"

	"github.com/presscheck/presscheck/review"
)

// heartbeat, note and move are what is done to an item short of deciding on it.
func (a *api) heartbeat(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	item, err := a.Desk.Heartbeat(r.Context(), r.PathValue("id"), call.Reviewer)
	return answerItem(w, item, err)
}

func (a *api) note(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	item, err := a.Desk.Note(r.Context(), r.PathValue("id"), call.Reviewer, call.Note)
	return answerItem(w, item, err)
}

func (a *api) move(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	if call.Version < 1 {
		return fault{errIncomplete, "A move needs the version of the item that it is about."}
	}
	item, err := a.Desk.Move(r.Context(), r.PathValue("id"), call.Reviewer, call.Version, call.Queue, call.Note)
	return answerItem(w, item, err)
}

// longestSimilar bounds how many near-identical items an answer has.
const longestSimilar = 100

// similarTo lists the near-identical items that the token is good for.
func (a *api) similarTo(r *http.Request, id string) ([]review.Item, error) {
	near, err := a.Desk.Similar(r.Context(), id)
	if err != nil {
		return nil, deskFault(err)
	}
	shown := []review.Item{}
	for _, other := range near {
		if tokenOf(r.Context()).On(other.Site) && len(shown) < longestSimilar {
			shown = append(shown, other)
		}
	}
	return shown, nil
}

func (a *api) similar(w http.ResponseWriter, r *http.Request) error {
	near, err := a.similarTo(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	return answerJSON(w, itemList{Items: near})
}
