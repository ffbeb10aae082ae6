package desk

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
)

// decision carries out what the form says, and goes on to the next item.
func (p *pages) decision(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	d, err := decisionOf(r)
	if err != nil {
		return err
	}
	d.Item, d.Reviewer = item.ID, who.Name
	if d.Version, err = p.inHand(r, d, item); err != nil {
		return err
	}
	decided, err := p.Store.Decide(r.Context(), d)
	if err != nil {
		return err
	}
	if decided.Decision != nil {
		p.remember(w, decided)
	}
	return p.onward(w, r)
}

// falseAlarm is the one of review.DefaultCodes that is no reason to reject.
const falseAlarm = "false-alarm"

// codesToReject are those of a site that a rejection is offered with.
func (p *pages) codesToReject(site string) []string {
	return slices.DeleteFunc(p.Store.CodesOf(site), func(code string) bool { return code == falseAlarm })
}

// decisionOf reads the form: an outcome, or the code to reject for, which says
// both.
func decisionOf(r *http.Request) (d review.Decision, err error) {
	if d.Version, err = versionOf(r); err != nil {
		return d, err
	}
	d.Outcome, d.Note, d.Queue = r.PostFormValue("outcome"), r.PostFormValue("note"), r.PostFormValue("queue")
	if code := r.PostFormValue("reject"); code != "" {
		d.Outcome, d.Code = review.Reject, code
	}
	return d, nil
}

func versionOf(r *http.Request) (int64, error) {
	version, err := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	if err != nil {
		return 0, errIncomplete
	}
	return version, nil
}

// inHand takes the item into hand if nobody has it, and returns the version to
// decide on: that which was seen or, if the claim is all that happened since,
// the one after it.
func (p *pages) inHand(r *http.Request, d review.Decision, item review.Item) (int64, error) {
	if item.Version != d.Version || item.Status != review.StatusOpen || item.Lease != nil && !item.Lease.Expired {
		return d.Version, nil
	}
	claimed, err := p.Store.Claim(r.Context(), d.Item, d.Reviewer)
	if err == nil && claimed.Version == d.Version+1 {
		return claimed.Version, nil
	}
	var conflict *review.Conflict
	if errors.As(err, &conflict) {
		err = nil // Decide says it better
	}
	return d.Version, err
}

// undo takes the reviewer's own decision back.
func (p *pages) undo(w http.ResponseWriter, r *http.Request, who access.Person, item review.Item) error {
	version, err := versionOf(r)
	if err != nil {
		return err
	}
	if _, err := p.Store.UndoDecision(r.Context(), item.ID, who.Name, version); err != nil {
		return err
	}
	forget(w)
	return again(w, r, item)
}
