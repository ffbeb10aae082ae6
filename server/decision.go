package server

import (
	"errors"
	"net/http"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
)

// A deskCall is what a program asks for in a reviewer's name. Each route takes
// some of its fields.
type deskCall struct {
	Reviewer string   `json:"reviewer"`
	Queue    string   `json:"queue"`
	Sites    []string `json:"sites"`
	TakeOver bool     `json:"take_over"`
	Skip     bool     `json:"skip"`
	Version  int64    `json:"version"`
	Outcome  string   `json:"outcome"`
	Code     string   `json:"code"`
	Note     string   `json:"note"`

	Items []seenItem `json:"items"` // of a group
	Name  string     `json:"name"`  // of a view
	Query string     `json:"query"`
}

func (a *api) next(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	if call.Sites == nil {
		call.Sites = tokenOf(r.Context()).Sites
	}
	for _, site := range call.Sites {
		if err := onSite(r.Context(), site); err != nil {
			return err
		}
	}
	item, err := a.Desk.Next(r.Context(), review.Ask{Reviewer: call.Reviewer, Queue: call.Queue, Sites: call.Sites})
	if errors.Is(err, review.ErrEmpty) {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return answerItem(w, item, err)
}

func (a *api) claim(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	if call.TakeOver {
		item, err := a.Desk.TakeOver(r.Context(), r.PathValue("id"), call.Reviewer, call.Note)
		return answerItem(w, item, err)
	}
	item, err := a.Desk.Claim(r.Context(), r.PathValue("id"), call.Reviewer)
	return answerItem(w, item, err)
}

func (a *api) release(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	give := a.Desk.Release
	if call.Skip {
		give = a.Desk.SkipForMe
	}
	item, err := give(r.Context(), r.PathValue("id"), call.Reviewer)
	return answerItem(w, item, err)
}

func (a *api) decision(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	if call.Version < 1 {
		return fault{errIncomplete, "A decision needs the version of the item that it is about."}
	}
	id := r.PathValue("id")
	var item review.Item
	switch call.Outcome {
	case "undo":
		item, err = a.Desk.UndoDecision(r.Context(), id, call.Reviewer, call.Version)
	case "reopen":
		item, err = a.Desk.Reopen(r.Context(), id, call.Reviewer, call.Version, call.Note)
	default:
		item, err = a.Desk.Decide(r.Context(), review.Decision{
			Item: id, Reviewer: call.Reviewer, Version: call.Version, Outcome: call.Outcome, Code: call.Code, Note: call.Note, Queue: call.Queue,
		})
	}
	return answerItem(w, item, err)
}

func answerItem(w http.ResponseWriter, item review.Item, err error) error {
	if err != nil {
		return deskFault(err)
	}
	return answerJSON(w, item)
}

func (a *api) deskCall(w http.ResponseWriter, r *http.Request) (deskCall, error) {
	var call deskCall
	if media, _ := mediaType(r); media != "application/json" {
		return call, fault{errUnsupported, "The Content-Type has to be application/json."}
	}
	data, err := a.body(w, r)
	if err != nil {
		return call, err
	}
	if err := json.Unmarshal(data, &call, json.RejectUnknownMembers(true)); err != nil {
		return call, fault{errMalformed, "The body is not an object with the fields that /api.yaml lists for this route" + place(err, data) + "."}
	}
	if access.CheckName(call.Reviewer) != nil {
		return call, fault{errIncomplete, "The field reviewer has to name who does this, in up to 100 bytes of characters that can be seen."}
	}
	return call, nil
}

// A standing is an item for those who wanted to change it. Like all of a
// problem document it quotes no article.
type standing struct {
	ID       string         `json:"id"`
	Status   string         `json:"status"`
	Outcome  string         `json:"outcome"`
	Queue    string         `json:"queue"`
	Version  int64          `json:"version"`
	Revision int64          `json:"revision"`
	Lease    *review.Lease  `json:"lease,omitzero"`
	Decision *review.Ruling `json:"decision,omitzero"`
}

func standingOf(i review.Item) *standing {
	return &standing{i.ID, i.Status, i.Outcome, i.Queue, i.Version, i.Revision, i.Lease, i.Decision}
}
