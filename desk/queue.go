package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
)

// A queue is the list of items of a view.
type queue struct {
	View    view
	Rows    []row
	Next    string // address of the next page, if there may be one
	Later   bool   // this is not the first page
	Open    bool   // all of these wait
	MayAct  bool   // be handed something out of it
	Me      string
	Sites   []string // to choose from; empty: any
	Queues  []string // known ones, to choose from
	Rules   []string
	Options options
	Saved   savedViews
}

// A row is an item in the list.
type row struct {
	review.Item
	Address string
	Why     []string // titles of the rules that hold it
	Mine    bool
}

// options are what the fields offer.
type options struct{ Statuses, Actions, Outcomes []string }

var allOptions = options{
	Statuses: []string{review.StatusOpen, review.StatusDecided, review.StatusPassed, review.StatusErased, "any"},
	Actions:  []string{"reject", "review", "publish"},
	Outcomes: []string{review.Approve, review.ApproveRepaired, review.Reject},
}

func (p *pages) queue(w http.ResponseWriter, r *http.Request) error {
	who, _ := access.PersonOf(r.Context())
	v, err := viewOf(r.URL.Query())
	if err != nil {
		return err
	}
	v.Sites = who.Sites(access.See)
	if v.Sites != nil && len(v.Sites) == 0 {
		return errForbidden
	}
	items, after, err := p.Store.List(r.Context(), v.Filter, review.Page{After: v.After, Queue: !v.Newest})
	if err != nil {
		return err
	}
	q := queue{
		View: v, Later: v.After != "", Open: v.Status == review.StatusOpen, Me: who.Name, Sites: v.Sites, Options: allOptions,
		Queues: []string{review.DefaultQueue, review.SampleQueue, review.EscalateQueue},
	}
	decide := who.Sites(access.Decide)
	q.MayAct = decide == nil || len(decide) > 0
	if after != "" {
		q.Next = address("/desk/items", strings.TrimPrefix(v.Query()+"&after="+url.QueryEscape(after), "&"))
	}
	p.fill(&q, items)
	if q.Saved, err = p.viewsFor(r.Context(), who, v.Query()); err != nil {
		return err
	}
	return p.render(w, r, "queue.html", q)
}

func (p *pages) fill(q *queue, items []review.Item) {
	rules := p.rules()
	for name := range rules {
		q.Rules = append(q.Rules, name)
	}
	slices.Sort(q.Rules)
	for _, i := range items {
		one := row{Item: i, Address: q.View.Item(i.ID), Mine: i.Lease != nil && !i.Lease.Expired && i.Lease.By == q.Me}
		for _, rule := range i.Rules {
			one.Why = append(one.Why, cmp.Or(rules[rule].Title, rule))
		}
		q.Rows = append(q.Rows, one)
		if !slices.Contains(q.Queues, i.Queue) {
			q.Queues = append(q.Queues, i.Queue)
		}
	}
}

// Filtered reports whether anything but the status chooses the items.
func (q queue) Filtered() bool {
	plain := view{Filter: review.Filter{Status: q.View.Status}, Any: q.View.Any, Newest: q.View.Newest}
	return q.View.Query() != plain.Query()
}
