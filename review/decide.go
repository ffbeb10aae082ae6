package review

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/review/outbox"
)

// What a reviewer can decide.
const (
	Approve         = "approve"          // publish it as it is
	ApproveRepaired = "approve-repaired" // publish it as repaired
	Reject          = "reject"           // do not publish it
	Escalate        = "escalate"         // let somebody else decide, in another queue; Next does not hand it to the same reviewer
)

// A Decision is what a reviewer decides on an item.
type Decision struct {
	Item     string
	Reviewer string
	Version  int64  // of the item as it was decided on
	Outcome  string // Approve, ApproveRepaired, Reject or Escalate
	Code     string // one of CodesOf the site; needed to reject
	Note     string // free; needed to escalate
	Queue    string // to which to escalate; default EscalateQueue
	Group    string // in which it is decided, for the history; empty: by itself
}

// A Prepared decision is complete and has all that it takes.
type Prepared struct {
	Decision
	repaired, repairedSum string // text that is approved, if it is another than the item's, and its hash
}

// Prepare does what takes time in a decision and needs no transaction. The error
// is ErrInvalid if d is not complete or, which is also an ErrRepair, if the item
// cannot be repaired.
func (s *Store) Prepare(ctx context.Context, d Decision) (Prepared, error) {
	item, err := s.Item(ctx, d.Item)
	if err != nil {
		return Prepared{}, err
	}
	p := Prepared{Decision: d}
	if err = s.complete(d, item.Site); err == nil && d.Outcome == ApproveRepaired && item.Status == StatusOpen {
		p.repaired, p.repairedSum, err = s.repairedText(ctx, item)
	}
	if err != nil {
		return Prepared{}, fmt.Errorf("item %s: %w", d.Item, err)
	}
	return p, nil
}

// Decide carries d out. It needs the lease and the version: if somebody else
// has the item, or anything has happened to it since, the error is a *Conflict.
// Otherwise it is that of Prepare. The decision is final, and due to be delivered,
// when the time Undo has passed.
func (s *Store) Decide(ctx context.Context, d Decision) (Item, error) {
	p, err := s.Prepare(ctx, d)
	if err != nil {
		return Item{}, err
	}
	var q database.Where
	mine := "leased_by = " + q.Arg(d.Reviewer) + " AND leased_until > " + q.Arg(s.now())
	st := s.deciding(p, q, mine)
	if st.since, err = s.inHand(ctx, d.Item, d.Reviewer); err != nil {
		return Item{}, fmt.Errorf("item %s: %w", d.Item, err)
	}
	return s.stepOn(ctx, d.Item, d.Version, d.Reviewer, st)
}

// deciding is the step of p on an item for which the condition holds, too.
func (s *Store) deciding(p Prepared, q database.Where, condition string) step {
	d := p.Decision
	where := "id = " + q.Arg(d.Item) + " AND version = " + q.Arg(d.Version) + " AND status = 'open' AND " + condition
	st := step{where: where, set: free, event: Event{Actor: d.Reviewer, Type: "decided", Note: d.Note}}
	if d.Outcome == Escalate {
		st.event.Type = "escalated"
		st.set += ", queue = " + q.Arg(d.target())
		st.also = d.passOn
	} else {
		st.set += ", status = 'decided', outcome = " + q.Arg(d.Outcome) + ", decided_by = " + q.Arg(d.Reviewer) +
			", decided_at = " + q.Arg(s.now()) + ", final_at = " + q.Arg(database.Micros(s.Now().Add(s.Undo)))
		st.also = p.enter
	}
	st.args = q.Args
	st.event.Detail = d.detail()
	return st
}

// passOn leaves the item to all who have not escalated it just now.
func (d Decision) passOn(ctx context.Context, tx *sql.Tx, _ Item) error {
	err := exec(ctx, tx, []any{d.Item}, "DELETE FROM skips WHERE item = $1")
	if err != nil {
		return err
	}
	return exec(ctx, tx, []any{d.Item, d.Reviewer}, "INSERT INTO skips (item, reviewer) VALUES ($1, $2)")
}

func (d Decision) target() string {
	if d.Queue != "" {
		return d.Queue
	}
	return EscalateQueue
}

func (d Decision) detail() map[string]string {
	detail := map[string]string{"outcome": d.Outcome, "code": d.Code, "group": d.Group}
	if d.Outcome == Escalate {
		detail["queue"] = d.target()
	}
	return detail
}

var outcomes = []string{Approve, ApproveRepaired, Reject, Escalate}

// complete says what is missing in d, which is on an item of site.
func (s *Store) complete(d Decision, site string) error {
	codes := s.CodesOf(site)
	switch {
	case d.Reviewer == "":
		return fmt.Errorf("%w: it needs a reviewer", ErrInvalid)
	case !slices.Contains(outcomes, d.Outcome):
		return fmt.Errorf("%w: the outcome is one of %s", ErrInvalid, strings.Join(outcomes, ", "))
	case d.Outcome == Reject && d.Code == "", d.Code != "" && !slices.Contains(codes, d.Code):
		return fmt.Errorf("%w: the code is one of %s", ErrInvalid, strings.Join(codes, ", "))
	case d.Outcome == Escalate && strings.TrimSpace(d.Note) == "":
		return fmt.Errorf("%w: to escalate needs a note", ErrInvalid)
	case d.Outcome == Escalate && !isQueue(d.target()):
		return fmt.Errorf("%w: to escalate needs a queue, %s", ErrInvalid, queueNames)
	}
	return nil
}

// enter writes the decision that made the item i: for the figures, and for the
// CMS.
func (p Prepared) enter(ctx context.Context, tx *sql.Tx, i Item) error {
	err := exec(ctx, tx, []any{i.ID, i.Version, database.Micros(i.Decision.At), i.Site, i.Queue, i.Action.String(), p.Outcome, p.Code, p.Reviewer},
		`INSERT INTO decisions (item, seq, at, site, queue, action, outcome, code, reviewer, standing)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)`)
	for _, rule := range i.Rules {
		if err == nil {
			err = exec(ctx, tx, []any{i.ID, i.Version, rule}, "INSERT INTO decision_rules (item, seq, rule) VALUES ($1, $2, $3)")
		}
	}
	if err != nil {
		return err
	}
	return outbox.Add(ctx, tx, outbox.Delivery{
		Item: i.ID, Version: i.Version, Site: i.Site, Outcome: p.Outcome, Code: p.Code, Revision: i.Revision, ContentID: i.contentID,
		Repaired: p.repaired, RepairedSHA256: p.repairedSum, DecidedAt: i.Decision.At, FinalAt: i.Decision.Final,
	})
}
