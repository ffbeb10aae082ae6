package server

import (
	"net/http"

	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/explain"
)

// An explained is how the policy in force judges an item, beside how it was
// judged when it came.
type explained struct {
	Item     string          `json:"item"`
	Revision int64           `json:"revision"` // of the text
	Stored   policy.Verdict  `json:"stored"`
	Now      explain.Account `json:"now"`
}

// explanation judges again from what the policy was asked then. That the policy
// fails at it is a verdict too, and for the log an error.
func (a *api) explanation(w http.ResponseWriter, r *http.Request) error {
	number, err := revisionOf(r.URL.Query())
	if err != nil {
		return err
	}
	stored, err := a.Desk.Revision(r.Context(), r.PathValue("id"), number)
	switch {
	case err != nil:
		return deskFault(err)
	case stored.Input == nil:
		return fault{errNotFound, "The policy could not be asked about this revision, so there is nothing to explain."}
	}
	now, err := explain.Verdict(r.Context(), a.judges().Policy, *stored.Input)
	eventOf(r.Context()).failed(err)
	return answerJSON(w, explained{stored.Item, stored.Number, stored.Report.Verdict, now})
}
