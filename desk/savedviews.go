package desk

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review/views"
)

// savedViews are the views that people saved, for the template "views".
type savedViews struct {
	Views   []savedView
	Query   string // of the list that is shown, to be saved
	MaySave bool
}

// A savedView is one of them, as a link.
type savedView struct {
	views.View
	Address   string
	Here      bool // it is the one that is shown
	MayDelete bool
}

// viewsFor are the saved views for who, beside the list with that query.
func (p *pages) viewsFor(ctx context.Context, who access.Person, query string) (savedViews, error) {
	out := savedViews{Query: query, MaySave: anywhere(who, access.Decide)}
	all, err := views.All(ctx, p.Store.DB)
	for _, v := range all {
		if !mayKnow(who, v) {
			continue
		}
		out.Views = append(out.Views, savedView{
			View: v, Address: address("/desk/items", v.Query), Here: v.Query == query,
			MayDelete: v.Reviewer == who.Name || anywhere(who, access.Lead),
		})
	}
	return out, err
}

// mayKnow keeps what somebody looks for on one site from those of others: who
// writes there, and about what.
func mayKnow(who access.Person, v views.View) bool {
	list := listOf(v.Query)
	switch {
	case v.Reviewer == who.Name:
		return true
	case list.Author+list.Text != "" && list.Site == "":
		return who.Sites(access.See) == nil
	}
	return list.Site == "" || who.May(access.See, list.Site)
}

// anywhere reports whether who has the right on any site.
func anywhere(who access.Person, right access.Right) bool {
	sites := who.Sites(right)
	return sites == nil || len(sites) > 0
}

func (p *pages) saveView(w http.ResponseWriter, r *http.Request) error {
	who, _ := access.PersonOf(r.Context())
	if !anywhere(who, access.Decide) {
		return errForbidden
	}
	list := listOf(r.PostFormValue("list"))
	err := views.Save(r.Context(), p.Store.DB, views.View{
		Name: r.PostFormValue("name"), Query: list.Query(), Reviewer: who.Name, At: p.Store.Now(),
	})
	switch {
	case errors.Is(err, views.ErrInvalid):
		return errView
	case errors.Is(err, views.ErrTaken):
		return errViewName
	case err != nil:
		return err
	}
	http.Redirect(w, r, list.Address(), http.StatusSeeOther)
	return nil
}

var (
	errView     = problem{http.StatusUnprocessableEntity, "The view was not saved", "A view needs a name of at most 60 characters, and its filter must not be very long. Go back and change it."}
	errViewName = problem{http.StatusConflict, "The view was not saved", "Somebody else has a view of that name. Go back and choose another."}
)

func (p *pages) deleteView(w http.ResponseWriter, r *http.Request) error {
	who, _ := access.PersonOf(r.Context())
	list := listOf(r.PostFormValue("list"))
	saved, err := p.viewsFor(r.Context(), who, list.Query())
	if err != nil {
		return err
	}
	name := r.PostFormValue("name")
	i := slices.IndexFunc(saved.Views, func(v savedView) bool { return v.Name == name })
	switch {
	case i < 0: // it is gone already
	case !saved.Views[i].MayDelete:
		return errForbidden
	default:
		err = views.Delete(r.Context(), p.Store.DB, name)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, list.Address(), http.StatusSeeOther)
	return nil
}
