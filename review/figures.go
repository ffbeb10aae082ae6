package review

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/presscheck/presscheck/database"
)

// Figures are what an overview of the desk is made of.
type Figures struct {
	Queues []QueueFigures // those in which something waits, by name
	Hours  []HourFigures  // those in which something was decided, in order
	Rules  []RuleFigures  // those whose items were decided, by name
	Sites  []SiteFigures  // those whose items were decided, by name
}

// QueueFigures are about what waits in one queue now.
type QueueFigures struct {
	Queue  string
	Depth  int       // items that wait
	Held   int       // of those, in somebody's hands
	Oldest time.Time // when the oldest was held
}

// HourFigures are about the decisions in one hour. Decisions that were undone
// are not counted here or below.
type HourFigures struct {
	Hour      time.Time // its beginning
	Decisions int
}

// RuleFigures are about the items that a rule objected to, sampled ones aside.
// A rule was overturned where a person found the article good as it was.
type RuleFigures struct {
	Rule                string
	Decided, Overturned int // of the last decision on each item
}

// SiteFigures are about the decisions on a site's items.
type SiteFigures struct {
	Site              string
	Decided, Rejected int // of the last decision on each item
}

// Figures counts the items of site, empty for all, and the decisions since
// then. Erased items count as before.
func (s *Store) Figures(ctx context.Context, site string, since time.Time) (Figures, error) {
	var f Figures
	var err error
	if f.Queues, err = s.Queues(ctx, site); err != nil {
		return Figures{}, err
	}
	where := " at >= $1 AND (site = $2 OR $2 = '')"
	args := []any{database.Micros(since), site}
	f.Hours, err = database.Collect(ctx, s.db.Read, scanHour,
		"SELECT at / 3600000000, COUNT(*) FROM decisions WHERE"+where+" GROUP BY 1 ORDER BY 1", args...)
	if err != nil {
		return Figures{}, fmt.Errorf("count decisions: %w", err)
	}
	f.Rules, err = database.Collect(ctx, s.db.Read, scanRule,
		"SELECT rule, COUNT(*), SUM(CASE WHEN outcome = 'approve' THEN 1 ELSE 0 END) FROM decisions d"+
			" JOIN decision_rules r ON r.item = d.item AND r.seq = d.seq WHERE standing = 1 AND"+where+" GROUP BY rule ORDER BY rule", args...)
	if err != nil {
		return Figures{}, fmt.Errorf("count overturned decisions: %w", err)
	}
	f.Sites, err = database.Collect(ctx, s.db.Read, scanSite,
		"SELECT site, COUNT(*), SUM(CASE WHEN outcome = 'reject' THEN 1 ELSE 0 END) FROM decisions"+
			" WHERE standing = 1 AND"+where+" GROUP BY site ORDER BY site", args...)
	if err != nil {
		return Figures{}, fmt.Errorf("count rejected items: %w", err)
	}
	return f, nil
}

// Queues counts what waits now for site, empty for all: the queues in which
// something does, by name.
func (s *Store) Queues(ctx context.Context, site string) ([]QueueFigures, error) {
	queues, err := database.Collect(ctx, s.db.Read, scanQueue,
		"SELECT queue, COUNT(*), SUM(CASE WHEN leased_until > $1 THEN 1 ELSE 0 END), MIN(held_at) FROM items"+
			" WHERE status = 'open' AND (site = $2 OR $2 = '') GROUP BY queue ORDER BY queue", s.now(), site)
	if err != nil {
		return nil, fmt.Errorf("count what waits: %w", err)
	}
	return queues, nil
}

func scanQueue(rows *sql.Rows) (f QueueFigures, err error) {
	var oldest int64
	err = rows.Scan(&f.Queue, &f.Depth, &f.Held, &oldest)
	f.Oldest = database.Instant(oldest)
	return f, err
}

func scanHour(rows *sql.Rows) (f HourFigures, err error) {
	var hour int64
	err = rows.Scan(&hour, &f.Decisions)
	f.Hour = time.Unix(hour*3600, 0).UTC()
	return f, err
}

func scanRule(rows *sql.Rows) (f RuleFigures, err error) {
	err = rows.Scan(&f.Rule, &f.Decided, &f.Overturned)
	return f, err
}

func scanSite(rows *sql.Rows) (f SiteFigures, err error) {
	err = rows.Scan(&f.Site, &f.Decided, &f.Rejected)
	return f, err
}
