package desk

import (
	"net/url"
	"time"

	"github.com/presscheck/presscheck/review"
)

// A view is which items somebody wants to see, in which order. It stands in
// the address of a page, so that it can be kept and passed on.
type view struct {
	review.Filter
	Any    bool   // of any status; otherwise, without a status, of those that wait
	Newest bool   // the latest first; otherwise as they are handed out
	After  string // where the page begins; not part of the view
}

// day is how the address writes since and before.
const day = time.DateOnly

func (v *view) texts() map[string]*string {
	return map[string]*string{
		"site": &v.Site, "queue": &v.Queue, "action": &v.Action, "outcome": &v.Outcome, "rule": &v.Rule, "filter": &v.Filter.Filter,
		"kind": &v.Kind, "script": &v.Script, "language": &v.Language, "author": &v.Author, "reviewer": &v.Reviewer, "text": &v.Text, "after": &v.After,
	}
}

// viewOf reads the view out of an address; what else stands there is of no
// concern.
func viewOf(q url.Values) (v view, err error) {
	for name, text := range v.texts() {
		*text = q.Get(name)
	}
	v.Newest = q.Get("order") == "newest"
	switch status := q.Get("status"); status {
	case "any":
		v.Any = true
	case "":
		v.Status = review.StatusOpen
	default:
		v.Status = status
	}
	for name, at := range map[string]*time.Time{"since": &v.Since, "before": &v.Before} {
		if given := q.Get(name); given != "" {
			if *at, err = time.Parse(day, given); err != nil {
				return v, errDay
			}
		}
	}
	return v, nil
}

// listOf reads the view that a form carries along.
func listOf(query string) view {
	q, err := url.ParseQuery(query)
	if err != nil {
		return view{}
	}
	v, err := viewOf(q)
	if err != nil {
		return view{}
	}
	return v
}

// Query is the view as part of an address, always in the same words. It is
// empty for what waits.
func (v view) Query() string {
	q := url.Values{}
	v.After = ""
	for name, text := range v.texts() {
		if *text != "" {
			q.Set(name, *text)
		}
	}
	switch {
	case v.Any:
		q.Set("status", "any")
	case v.Status != review.StatusOpen && v.Status != "":
		q.Set("status", v.Status)
	}
	if v.Newest {
		q.Set("order", "newest")
	}
	for name, at := range map[string]time.Time{"since": v.Since, "before": v.Before} {
		if !at.IsZero() {
			q.Set(name, at.Format(day))
		}
	}
	return q.Encode()
}

// Address is that of the list.
func (v view) Address() string { return address("/desk/items", v.Query()) }

// Item is the address of an item that was found in the view.
func (v view) Item(id string) string { return address("/desk/items/"+url.PathEscape(id), v.Query()) }

func address(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}

// Day is a day as the fields of a form want it.
func (v view) Day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(day)
}

// Everything is the address of the list without regard to the status.
func (v view) Everything() string {
	v.Status, v.Any = "", true
	return v.Address()
}

// Detailed reports whether a filter is used that is among those for few.
func (v view) Detailed() bool {
	return v.Action+v.Outcome+v.Rule+v.Filter.Filter+v.Kind+v.Script+v.Language+v.Author+v.Reviewer != "" || !v.Since.IsZero() || !v.Before.IsZero() || v.Newest
}
