package desk

import (
	"errors"
	"net/http"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/review"
)

// A problem is an error that a person is told about, and what can be done.
type problem struct {
	status        int
	Title, Detail string // of ours alone: they quote nothing
}

func (p problem) Error() string { return p.Title }

// What a person can be told instead of a page.
var (
	errNowhere    = problem{http.StatusNotFound, "There is no such page", "The address may be misspelt, or what it named may be gone. The queue is a good place to go on."}
	errNobody     = problem{http.StatusUnauthorized, "You are not signed in", "Your session may have ended. Sign in, then do it again: nothing was changed."}
	errForbidden  = problem{http.StatusForbidden, "You may not do that", "Your role on this site does not allow it. Somebody who administers presscheck can change that."}
	errForeign    = problem{http.StatusForbidden, "This was asked for by another site", "Nothing was changed. Go to the page itself and do it there."}
	errIncomplete = problem{http.StatusUnprocessableEntity, "Something is missing", "To reject needs a reason; to escalate or to take over, a note; a queue, a name of letters, digits and . _ - alone. Go back, add it, and send the form again."}
	errDay        = problem{http.StatusBadRequest, "That is not a day", "Write days as 2026-03-01."}
	errPlace      = problem{http.StatusBadRequest, "That is not a place in the list", "The link may be damaged. Begin at the first page."}
	errNoItem     = problem{http.StatusNotFound, "There is no such item", "It may have been erased, or it is of a site that you do not see."}
)

// problemOf is what to tell about err. What nobody has words for is the log's.
func problemOf(err error) problem {
	var known problem
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, review.ErrNotFound):
		return errNoItem
	case errors.Is(err, review.ErrInvalid):
		return errIncomplete
	case errors.Is(err, database.ErrPlace):
		return errPlace
	}
	return problem{http.StatusInternalServerError, "Something went wrong here", "It is in the log. Nothing was decided by it; try again, and tell whoever runs presscheck if it stays."}
}

// fail ends a request with a page that says why.
func (p *pages) fail(w http.ResponseWriter, r *http.Request, err error) {
	if c, ok := clashOf(err, r); ok {
		if err = p.conflict(w, r, c); err == nil {
			return
		}
	}
	told := problemOf(err)
	if told.status == http.StatusInternalServerError {
		p.Log.ErrorContext(r.Context(), "a page failed", "route", r.Pattern, "error", err)
	}
	if err := p.renderStatus(w, r, told.status, "problem.html", told); err != nil {
		p.Log.ErrorContext(r.Context(), "the page of an error failed", "error", err)
		http.Error(w, told.Title, told.status)
	}
}
