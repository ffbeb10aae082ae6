package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/figures"
)

// An itemList is a page of a list.
type itemList struct {
	Items []review.Item `json:"items"`
	Next  string        `json:"next,omitempty"` // the after of the next page
}

func (a *api) items(w http.ResponseWriter, r *http.Request) error {
	filter, page, err := listOf(r.URL.RawQuery)
	if err != nil {
		return err
	}
	if filter.Sites = tokenOf(r.Context()).Sites; filter.Site != "" {
		if err := onSite(r.Context(), filter.Site); err != nil {
			return err
		}
	}
	items, next, err := a.Desk.List(r.Context(), filter, page)
	if errors.Is(err, database.ErrPlace) {
		return fault{errMalformed, "The parameter after has to be what next was in the answer before."}
	}
	if err != nil {
		return err
	}
	return answerJSON(w, itemList{append([]review.Item{}, items...), next})
}

// listOf reads a query strictly: a filter that is misspelt would list too much.
func listOf(query string) (f review.Filter, p review.Page, err error) {
	texts := map[string]*string{
		"site": &f.Site, "queue": &f.Queue, "status": &f.Status, "action": &f.Action, "outcome": &f.Outcome, "rule": &f.Rule,
		"filter": &f.Filter, "kind": &f.Kind, "script": &f.Script, "language": &f.Language, "author": &f.Author, "reviewer": &f.Reviewer, "text": &f.Text,
		"after": &p.After,
	}
	times := map[string]*time.Time{"since": &f.Since, "before": &f.Before}
	values, err := url.ParseQuery(query)
	for name, given := range values {
		text, isText := texts[name]
		at, isTime := times[name]
		switch {
		case err != nil, len(given) != 1:
			err = fault{errMalformed, "The query has a parameter twice, or is not percent-encoded."}
		case isText:
			*text = given[0]
		case isTime:
			*at, err = time.Parse(time.RFC3339, given[0])
		case name == "limit":
			p.Limit, err = strconv.Atoi(given[0])
		case name == "order" && (given[0] == "queue" || given[0] == "newest"):
			p.Queue = given[0] == "queue"
		default:
			err = errors.New("unknown")
		}
		if err != nil {
			return f, p, fault{errMalformed, "The query has a parameter that is not known or has no value of its kind. /api.yaml lists them."}
		}
	}
	return f, p, nil
}

// A dossier is all there is of one item.
type dossier struct {
	Item     review.Item      `json:"item"`
	Article  string           `json:"article"` // its source in UTF-8, to which the report's places refer
	Report   *pipeline.Report `json:"report"`  // null once erased
	History  []review.Event   `json:"history"`
	Similar  []string         `json:"similar"` // ids of near-identical items, the nearest first
	Revision int64            `json:"revision"`
	Author   *figures.Record  `json:"author_record"` // null if nobody knows the author
	Site     figures.Record   `json:"site_record"`
}

// records are what became of the items of the item's author, and of its site.
func (a *api) records(ctx context.Context, item review.Item) (author *figures.Record, site figures.Record, err error) {
	if site, err = figures.RecordOf(ctx, a.Desk.DB, item.Site, ""); err != nil || item.Author == "" {
		return nil, site, err
	}
	own, err := figures.RecordOf(ctx, a.Desk.DB, item.Site, item.Author)
	return &own, site, err
}

func (a *api) item(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	item, err := a.Desk.Item(r.Context(), id)
	if err != nil {
		return deskFault(err)
	}
	number, err := revisionOf(r.URL.Query())
	if err != nil {
		return err
	}
	out := dossier{Item: item, Similar: []string{}}
	if out.History, err = a.Desk.History(r.Context(), id); err != nil {
		return err
	}
	similar, err := a.similarTo(r, id)
	if err != nil {
		return err
	}
	for _, other := range similar {
		out.Similar = append(out.Similar, other.ID)
	}
	if out.Author, out.Site, err = a.records(r.Context(), item); err != nil {
		return err
	}
	stored, err := a.Desk.Revision(r.Context(), id, number)
	switch {
	case errors.Is(err, review.ErrNotFound) && item.Status == review.StatusErased:
		return answerJSON(w, out)
	case err != nil:
		return deskFault(err)
	}
	out.Revision, out.Report = stored.Number, stored.Report
	out.Article = a.sourceOf(stored.Submission)
	return answerJSON(w, out)
}

func revisionOf(query url.Values) (int64, error) {
	if !query.Has("revision") {
		return 0, nil
	}
	n, err := strconv.ParseInt(query.Get("revision"), 10, 64)
	if err != nil || n < 1 {
		return 0, fault{errMalformed, "The parameter revision is a number from 1."}
	}
	return n, nil
}

// sourceOf is the article in UTF-8, as it was when it was judged.
func (a *api) sourceOf(s pipeline.Submission) string {
	doc, _ := s.Read(a.Pipeline.Limits) // a refused article has a source, too
	return doc.Source
}

var noItem = fault{errNotFound, "There is no such item, or no such revision of it."}

// deskFault says to the client why the desk refused.
func deskFault(err error) error {
	var c *review.Conflict
	switch {
	case errors.Is(err, review.ErrNotFound):
		return noItem
	case errors.Is(err, review.ErrInvalid):
		return fault{errIncomplete, fmt.Sprintf("%v.", err)}
	case errors.As(err, &c):
		return fmt.Errorf("%w (%w)", faultOf(c), c)
	}
	return err
}

func faultOf(c *review.Conflict) fault {
	switch {
	case errors.Is(c, review.ErrStale):
		return fault{errConflict, "The item has changed since that version; since lists how. Look at it again."}
	case errors.Is(c, review.ErrLease):
		return fault{errConflict, "The item is not in the reviewer's hands; item says in whose, if any. Claim it, or take it over."}
	}
	return fault{errConflict, "The item's status does not allow that; item says what it is."}
}
