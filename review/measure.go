package review

import (
	"context"
	"fmt"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/review/figures"
	"github.com/presscheck/presscheck/review/outbox"
)

// measureTimeout bounds how long what waits is counted.
const measureTimeout = 5 * time.Second

// Measure records in Metrics what waits now, for people and to be delivered to
// sites, and what campaigns there were in the last day.
func (s *Store) Measure(ctx context.Context, sites []string) error {
	ctx, cancel := context.WithTimeout(ctx, measureTimeout)
	defer cancel()
	queues, err := figures.Queues(ctx, s.DB, nil, s.Now())
	if err != nil {
		return err
	}
	now := metrics.Backlog{At: s.Now(), Queues: map[string]metrics.Waiting{}}
	for _, f := range queues {
		now.Queues[f.Queue] = metrics.Waiting{Depth: f.Depth, InHand: f.Held, Oldest: s.Now().Sub(f.Oldest)}
	}
	waiting, oldest, err := outbox.Undelivered(ctx, s.DB, sites, s.Now())
	if err != nil {
		return err
	}
	if waiting > 0 {
		now.Deliveries = metrics.Waiting{Depth: waiting, Oldest: s.Now().Sub(oldest)}
	}
	if now.Campaigns, err = s.campaigns(ctx); err != nil {
		return fmt.Errorf("look for campaigns: %w", err)
	}
	s.Metrics.Desk(now)
	return nil
}

// A done step is to be counted once it has happened.
type done struct {
	item  Item
	event Event
	since time.Time
}

// count records what a person did; the machine has no name.
func (s *Store) count(d done) {
	switch kind := d.event.Type; {
	case d.event.Actor == "":
	case kind == "decided":
		s.Metrics.Decided(d.decision())
	case kind == "claimed" && d.item.lapsedBy != "":
		s.Metrics.Claim("expired")
	case kind == "claimed", kind == "taken-over", kind == "released", kind == "skipped":
		s.Metrics.Claim(kind)
	default:
		s.Metrics.DeskAction(kind)
	}
}

func (d done) decision() metrics.Decision {
	i := d.item
	out := metrics.Decision{Verdict: i.Action.String(), Rules: i.Rules, Outcome: i.Outcome, Waited: i.Decision.At.Sub(i.HeldAt)}
	if !d.since.IsZero() {
		out.InHand = i.Decision.At.Sub(d.since)
	}
	return out
}

// inHand is since when the item has been in the reviewer's hands, if it is.
func (s *Store) inHand(ctx context.Context, id, reviewer string) (time.Time, error) {
	since, err := database.Collect(ctx, s.DB.Read, database.Value[int64], `SELECT at FROM events WHERE item = $1 AND actor = $2
		AND type IN ('claimed', 'taken-over', 'undone') ORDER BY seq DESC LIMIT 1`, id, reviewer)
	if err != nil || len(since) == 0 {
		return time.Time{}, err
	}
	return database.Instant(since[0]), nil
}
