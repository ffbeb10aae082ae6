package review

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/metrics"
)

// measureTimeout bounds how long what waits is counted.
const measureTimeout = 5 * time.Second

// Measure records in Metrics what waits now: for people, and to be delivered to
// sites.
func (s *Store) Measure(ctx context.Context, sites []string) error {
	ctx, cancel := context.WithTimeout(ctx, measureTimeout)
	defer cancel()
	figures, err := s.Queues(ctx, "")
	if err != nil {
		return err
	}
	oldest, err := s.oldestDelivery(ctx, sites)
	if err != nil {
		return fmt.Errorf("look for the oldest delivery: %w", err)
	}
	queues := map[string]metrics.Waiting{}
	for _, f := range figures {
		queues[f.Queue] = metrics.Waiting{Depth: f.Depth, Oldest: s.Now().Sub(f.Oldest)}
	}
	s.Metrics.Desk(queues, oldest)
	return nil
}

// oldestDelivery is for how long the oldest decision has been final that one of
// sites does not know yet; zero if there is none.
func (s *Store) oldestDelivery(ctx context.Context, sites []string) (time.Duration, error) {
	if len(sites) == 0 {
		return 0, nil
	}
	q := builder{}
	q.oneOf("site", sites)
	final, err := database.Collect(ctx, s.db.Read, scanMicros,
		"SELECT COALESCE(MIN(final_at), 0) FROM outbox WHERE state IN ('due', 'sending') AND "+q.where(), q.args...)
	if err != nil || final[0] == 0 {
		return 0, err
	}
	return s.Now().Sub(database.Instant(final[0])), nil
}

func scanMicros(rows *sql.Rows) (us int64, err error) {
	err = rows.Scan(&us)
	return us, err
}

// count records an event of a person; e.Actor is empty for the machine's.
func (s *Store) count(item Item, e Event) {
	switch {
	case e.Type == "decided":
		s.Metrics.Decided(item.Outcome, s.Now().Sub(item.HeldAt))
	case e.Actor != "":
		s.Metrics.DeskAction(e.Type)
	}
}
