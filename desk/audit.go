package desk

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
)

// An auditLog is what was done, the latest first.
type auditLog struct {
	Actor, Action, Item string // that are looked for
	Actions             []string
	Records             []audit.Record
	Sites               []string // on which alone the one who looks may read it; nil: all
	Later               bool     // it does not begin with the latest
	Next                string   // address of the page with earlier ones, if there may be any
	Verdict             *verdict // if it was asked for
}

// recordsShown is how many records a page has.
const recordsShown = 50

// actions are those that there are, for who looks for one. What is done to
// items has the names of review.Event.
var actions = []string{
	"item.claimed", "item.taken-over", "item.released", "item.skipped", "item.decided", "item.escalated", "item.moved", "item.undone",
	"item.reopened", "item.noted", "item.erased", "delivery.resent", "policy.loaded", "policy.promoted", "rule.confirmed",
	"token.created", "token.revoked", "link.created", "person.signed-in", "person.signed-out", "person.roles-changed",
	"person.sessions-ended", "person.forgotten",
}

// audits is for those who may read the audit log of some site.
func (p *pages) audits(w http.ResponseWriter, r *http.Request) error {
	who, _ := access.PersonOf(r.Context())
	q := r.URL.Query()
	page := auditLog{Actions: actions, Sites: who.Sites(access.Audit)}
	for name, text := range page.texts() {
		*text = strings.TrimSpace(q.Get(name))
	}
	if page.Sites != nil && len(page.Sites) == 0 {
		return errForbidden
	}
	filter := audit.Filter{Sites: page.Sites, Actor: page.Actor, Action: page.Action, Subject: page.Item}
	var err error
	if filter.Before, err = beforeOf(q.Get("before")); err != nil {
		return err
	}
	page.Later = filter.Before != 0
	if page.Records, err = p.Audit.Latest(r.Context(), filter, recordsShown); err != nil {
		return err
	}
	if len(page.Records) == recordsShown {
		page.Next = page.Address("before", strconv.FormatInt(page.Records[recordsShown-1].Seq, 10))
	}
	if q.Has("verify") {
		if page.Verdict, err = p.verify(r.Context(), q.Get("verify")); err != nil {
			return err
		}
	}
	return p.render(w, r, "audit.html", page)
}

func (l *auditLog) texts() map[string]*string {
	return map[string]*string{"actor": &l.Actor, "action": &l.Action, "item": &l.Item}
}

// Address is that of the page with one thing set to another value, and without
// what it began with.
func (l auditLog) Address(name, value string) string {
	q := url.Values{}
	for name, text := range l.texts() {
		if *text != "" {
			q.Set(name, *text)
		}
	}
	q.Set(name, value)
	return address("/desk/audit", q.Encode())
}

// Filtered reports whether anything is looked for.
func (l auditLog) Filtered() bool { return l.Actor+l.Action+l.Item != "" }

// OfItem reports whether a record is of an item, which has a page.
func (l auditLog) OfItem(r audit.Record) bool { return strings.HasPrefix(r.Action, "item.") }

// beforeOf reads the number of the record before which a page begins.
func beforeOf(given string) (int64, error) {
	if given == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(given, 10, 32)
	if err != nil || n < 1 {
		return 0, errPlace
	}
	return n, nil
}

// A verdict is whether the audit log is as it was written.
type verdict struct {
	audit.Verdict
	First int64 // record that was looked at
	End   int64 // number of the last record of the log
	Cut   bool  // the log goes on behind what was looked at
	More  int   // faults that are not listed
}

// faultsShown is how many faults are listed.
const faultsShown = 100

// verifiedAtOnce is how many records a page verifies: 2 to 5 s on a busy core.
const verifiedAtOnce = 100_000

// verify looks at the log from its first record, for "1", or behind the head
// that from is, as far as it goes at once.
func (p *pages) verify(ctx context.Context, from string) (*verdict, error) {
	var begin audit.Head
	if from != "1" {
		var err error
		if begin, err = audit.ParseHead(from); err != nil {
			return nil, errHead
		}
	}
	end, err := p.Audit.Head(ctx)
	if err != nil {
		return nil, err
	}
	v := &verdict{First: begin.Seq + 1, End: end.Seq}
	if last := begin.Seq + int64(cmp.Or(p.VerifyAtOnce, verifiedAtOnce)); last < end.Seq {
		v.Verdict, err = audit.Verify(p.Audit.Records(ctx, audit.Filter{After: begin.Seq, Before: last + 1}), begin)
		v.Cut = v.Rows > 0 // otherwise there is a long gap
	}
	if err == nil && !v.Cut {
		v.Verdict, err = p.Audit.Verify(ctx, nil, begin)
	}
	v.More = max(0, len(v.Faults)-faultsShown)
	v.Faults = v.Faults[:len(v.Faults)-v.More]
	return v, err
}

var errHead = problem{http.StatusBadRequest, "That is not a place in the log", "The link may be damaged. Begin at the first record."}
