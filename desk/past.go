package desk

import (
	"context"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/figures"
)

// A tally is what became of the items of an author or a site, and where they
// are listed.
type tally struct {
	figures.Record
	View view
}

// eventsShown is how many of the last events are listed: who sends an article
// over and over makes as many.
const eventsShown = 100

// past adds to d what is known from before.
func (p *pages) past(ctx context.Context, who access.Person, d *dossier) (err error) {
	if d.Events, err = p.Store.History(ctx, d.ID); err != nil {
		return err
	}
	d.Earlier = max(len(d.Events)-eventsShown, 0)
	d.Events = d.Events[d.Earlier:]
	if d.OfSite, err = p.tally(ctx, d.Site, ""); err != nil {
		return err
	}
	if d.Item.Author != "" {
		if d.Author, err = p.tally(ctx, d.Site, d.Item.Author); err != nil {
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

func (p *pages) tally(ctx context.Context, site, author string) (tally, error) {
	record, err := figures.RecordOf(ctx, p.Store.DB, site, author)
	return tally{record, view{Filter: review.Filter{Site: site, Author: author}, Any: true}}, err
}
