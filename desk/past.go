package desk

import (
	"context"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
)

// A tally is what became of the latest items of an author or a site.
type tally struct {
	Of                                    int // items that were counted
	More                                  bool
	Waiting, Approved, Repaired, Rejected int
	View                                  view // all of them
}

// latest is how many items a tally counts.
const latest = 200

// past adds to d what is known from before.
func (p *pages) past(ctx context.Context, who access.Person, d *dossier) (err error) {
	if d.Events, err = p.Store.History(ctx, d.ID); err != nil {
		return err
	}
	if d.OfSite, err = p.tally(ctx, review.Filter{Site: d.Site}); err != nil {
		return err
	}
	if d.Item.Author != "" {
		if d.Author, err = p.tally(ctx, review.Filter{Site: d.Site, Author: d.Item.Author}); err != nil {
			return err
		}
	}
	similar, err := p.Store.Similar(ctx, d.ID)
	for _, other := range similar {
		if who.May(access.See, other.Site) {
			d.Similar = append(d.Similar, other)
		}
	}
	return err
}

func (p *pages) tally(ctx context.Context, f review.Filter) (tally, error) {
	items, more, err := p.Store.List(ctx, f, review.Page{Limit: latest})
	t := tally{Of: len(items), More: more != "", View: view{Filter: f, Any: true}}
	for _, i := range items {
		switch {
		case i.Status == review.StatusOpen:
			t.Waiting++
		case i.Outcome == review.Approve:
			t.Approved++
		case i.Outcome == review.ApproveRepaired:
			t.Repaired++
		case i.Outcome == review.Reject:
			t.Rejected++
		}
	}
	return t, err
}
