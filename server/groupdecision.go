package server

import (
	"context"
	"fmt"
	"net/http"

	"github.com/presscheck/presscheck/review/groups"
)

// longestGroup bounds the items that one request decides on: a group has no more.
const longestGroup = 500

// A seenItem is an item as the caller was shown it.
type seenItem struct {
	Item    string `json:"item"`
	Version int64  `json:"version"`
}

// decideGroup decides on what the call names. That the client leaves does not
// end it.
func (a *api) decideGroup(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	d := groups.Decision{
		Item: r.PathValue("id"), Reviewer: call.Reviewer, Sites: tokenOf(r.Context()).Sites,
		Outcome: call.Outcome, Code: call.Code, Note: call.Note,
	}
	if d.Listed, err = listedIn(call.Items); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), a.WriteTimeout/2)
	defer cancel()
	id, err := groups.Decide(ctx, a.Desk, d)
	if err != nil {
		return deskFault(err)
	}
	return a.answerGroup(w, r, id)
}

func listedIn(items []seenItem) ([]groups.Listed, error) {
	if len(items) == 0 || len(items) > longestGroup {
		return nil, fault{errIncomplete, fmt.Sprintf("The field items has to name the items that are to be decided, 1 to %d of them, each with the version that it is about.", longestGroup)}
	}
	var listed []groups.Listed
	seen := map[string]bool{}
	for _, i := range items {
		if i.Version < 1 || seen[i.Item] {
			return nil, fault{errIncomplete, "Each of items is named once, with the version that the decision is about."}
		}
		seen[i.Item] = true
		listed = append(listed, groups.Listed{Item: i.Item, Version: i.Version})
	}
	return listed, nil
}
