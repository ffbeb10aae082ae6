package server

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/views"
)

type viewList struct {
	Views []view `json:"views"`
}

// A view is views.View for programs.
type view struct {
	Name     string    `json:"name"`
	Query    string    `json:"query"` // of the address of a page's list
	Reviewer string    `json:"reviewer"`
	At       time.Time `json:"at"`
}

// views answers the saved views that the token may know of.
func (a *api) views(w http.ResponseWriter, r *http.Request) error {
	all, err := views.All(r.Context(), a.Desk.DB)
	if err != nil {
		return err
	}
	out := viewList{Views: []view{}}
	for _, v := range all {
		if mayKnow(tokenOf(r.Context()), v.Query) {
			out.Views = append(out.Views, view(v))
		}
	}
	return answerJSON(w, out)
}

// mayKnow keeps what somebody looks for on one site from those of others, as the
// pages do: who writes there, and about what.
func mayKnow(t access.Token, query string) bool {
	q, err := url.ParseQuery(query)
	site := q.Get("site")
	switch {
	case t.Sites == nil:
		return true
	case err != nil, site == "" && q.Get("author")+q.Get("text") != "":
		return false
	}
	return site == "" || t.On(site)
}

var errViewName = fault{errConflict, "Somebody else has a view of that name. Choose another."}

func (a *api) saveView(w http.ResponseWriter, r *http.Request) error {
	call, err := a.deskCall(w, r)
	if err != nil {
		return err
	}
	v := views.View{Name: strings.Join(strings.Fields(call.Name), " "), Reviewer: call.Reviewer, At: a.Desk.Now()}
	if v.Query, err = viewQuery(call.Query); err != nil {
		return err
	}
	if !mayKnow(tokenOf(r.Context()), v.Query) {
		return fault{errForbidden, "The token is for certain sites. Name one of them as site in query."}
	}
	old, err := a.viewOf(r, v.Name)
	switch {
	case err != nil:
		return err
	case old != nil && !mayKnow(tokenOf(r.Context()), old.Query):
		return errViewName
	}
	err = views.Save(r.Context(), a.Desk.DB, v)
	switch {
	case errors.Is(err, views.ErrInvalid):
		return fault{errIncomplete, "A view needs a name of 1 to 60 characters, and a query of at most 2,000 bytes."}
	case errors.Is(err, views.ErrTaken):
		return errViewName
	case err != nil:
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// viewOf is the view of that name, whoever may know it, or nil.
func (a *api) viewOf(r *http.Request, name string) (*views.View, error) {
	all, err := views.All(r.Context(), a.Desk.DB)
	if i := slices.IndexFunc(all, func(v views.View) bool { return v.Name == name }); i >= 0 {
		return &all[i], nil
	}
	return nil, err
}

// viewParameters are those of the address of a page's list. In it since and
// before are days.
var viewParameters = []string{"site", "queue", "status", "action", "outcome", "rule", "filter", "kind", "script", "language",
	"author", "reviewer", "text", "order", "since", "before"}

// viewQuery is query as the pages write it; like all that chooses items it is
// read strictly.
func viewQuery(query string) (string, error) {
	wrong := fault{errMalformed, "The field query has a parameter that is not known, is there twice, or has no value of its kind. /api.yaml lists them."}
	values, err := url.ParseQuery(query)
	if err != nil {
		return "", wrong
	}
	for name, given := range values {
		_, notDay := time.Parse(time.DateOnly, given[0])
		isDay := name == "since" || name == "before"
		switch value := given[0]; {
		case len(given) != 1, !slices.Contains(viewParameters, name):
			return "", wrong
		case value == "", name == "order" && value == "queue", name == "status" && value == review.StatusOpen:
			values.Del(name) // as it is without
		case isDay && notDay != nil, name == "order" && value != "newest":
			return "", wrong
		}
	}
	return values.Encode(), nil
}

// deleteView deletes a view of the reviewer whom the query names.
func (a *api) deleteView(w http.ResponseWriter, r *http.Request) error {
	var reviewer string
	if err := query(r, map[string]*string{"reviewer": &reviewer}, nil); err != nil {
		return err
	}
	v, err := a.viewOf(r, r.PathValue("name"))
	switch {
	case err != nil:
		return err
	case v == nil, !mayKnow(tokenOf(r.Context()), v.Query):
		return fault{errNotFound, "There is no view of that name."}
	case v.Reviewer != reviewer:
		return fault{errConflict, "Somebody else saved the view. The parameter reviewer has to name who did."}
	}
	if err := views.Delete(r.Context(), a.Desk.DB, v.Name); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
