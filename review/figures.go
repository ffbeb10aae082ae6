package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/presscheck/presscheck/database"
)

// A Scope says what figures are about.
type Scope struct {
	Sites         []string  // nil is all, empty is none
	Since, Before time.Time // when items were held, and when decisions were made; zero is not bounded
}

// Figures are what an overview of the desk is made of. Undone decisions are not
// counted. Erased items count as before.
type Figures struct {
	Queues    []QueueFigures    // those in which something waits now, by name
	Hours     []HourFigures     // those in which something was decided, in order
	Rules     []RuleFigures     // those that held something or whose items were decided, by name
	Sites     []SiteFigures     // those whose items were decided, by name
	Reviewers []ReviewerFigures // those who decided, by name
}

// QueueFigures are about what waits in one queue now.
type QueueFigures struct {
	Queue  string
	Depth  int       // items that wait
	Held   int       // of those, in somebody's hands
	Oldest time.Time // when the oldest was held
}

// HourFigures are about the decisions in one hour.
type HourFigures struct {
	Hour      time.Time // its beginning
	Decisions int
}

// RuleFigures are about the items that a rule objected to, sampled ones aside.
// A rule was overturned where a person found the article good as it was.
type RuleFigures struct {
	Rule                          string
	Held                          int // items, decided or not
	Decided, Rejected, Overturned int // of the last decision on each item
}

// SiteFigures are about the last decision on each of a site's items. What the
// machine would have published is counted apart: how much of it was rejected is
// what the machine misses, if nobody opened an item that was not in the sample.
type SiteFigures struct {
	Site              string
	Decided, Rejected int // of what was held
	Sampled, Missed   int // of what would have been published: decided, and rejected
}

// ReviewerFigures are about all decisions of one person.
type ReviewerFigures struct {
	Reviewer          string
	Decided, Rejected int
	Reopened          int // of those, opened again by somebody
}

// Figures counts what is in the scope.
func (s *Store) Figures(ctx context.Context, c Scope) (Figures, error) {
	var f Figures
	var errs [5]error
	f.Queues, errs[0] = s.Queues(ctx, c.Sites)
	q := c.conditions("at")
	f.Hours, errs[1] = database.Collect(ctx, s.DB.Read, scanHour,
		"SELECT at / 3600000000, COUNT(*) FROM decisions WHERE "+q.String()+" GROUP BY 1 ORDER BY 1", q.Args...)
	f.Rules, errs[2] = s.ruleFigures(ctx, c)
	f.Sites, errs[3] = database.Collect(ctx, s.DB.Read, scanSite,
		"SELECT site, "+countIf("action <> 'publish'")+", "+countIf("action <> 'publish' AND outcome = 'reject'")+
			", "+countIf("action = 'publish'")+", "+countIf("action = 'publish' AND outcome = 'reject'")+
			" FROM decisions WHERE standing = 1 AND "+q.String()+" GROUP BY site ORDER BY site", q.Args...)
	f.Reviewers, errs[4] = database.Collect(ctx, s.DB.Read, scanReviewer,
		"SELECT reviewer, COUNT(*), "+countIf("outcome = 'reject'")+", "+countIf("standing = 0")+
			" FROM decisions WHERE "+q.String()+" GROUP BY reviewer ORDER BY reviewer", q.Args...)
	if err := errors.Join(errs[:]...); err != nil {
		return Figures{}, fmt.Errorf("count what waits and was decided: %w", err)
	}
	return f, nil
}

// conditions are those of the scope, on a table with the columns site and at.
func (c Scope) conditions(at string) database.Where {
	var q database.Where
	q.OneOf("site", c.Sites)
	q.Within(at, c.Since, c.Before)
	return q
}

// countIf is the SQL that counts the rows for which the condition holds.
func countIf(condition string) string {
	return "SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END)"
}

// ruleFigures counts the items of each rule: what it held, from the items, and
// what was decided on them, from the decisions.
func (s *Store) ruleFigures(ctx context.Context, c Scope) ([]RuleFigures, error) {
	held := c.conditions("held_at")
	items, err := database.Collect(ctx, s.DB.Read, scanRule,
		"SELECT rules, COUNT(*), 0, 0, 0 FROM items WHERE rules <> '' AND "+held.String()+" GROUP BY rules", held.Args...)
	if err != nil {
		return nil, err
	}
	made := c.conditions("at")
	decisions, err := database.Collect(ctx, s.DB.Read, scanRule,
		"SELECT rule, 0, COUNT(*), "+countIf("outcome = 'reject'")+", "+countIf("outcome = 'approve'")+" FROM decisions d"+
			" JOIN decision_rules r ON r.item = d.item AND r.seq = d.seq WHERE standing = 1 AND "+made.String()+" GROUP BY rule", made.Args...)
	sum := map[string]RuleFigures{}
	for _, one := range append(items, decisions...) {
		for _, rule := range splitRules(one.Rule) {
			r := sum[rule]
			sum[rule] = RuleFigures{rule, r.Held + one.Held, r.Decided + one.Decided, r.Rejected + one.Rejected, r.Overturned + one.Overturned}
		}
	}
	return slices.SortedFunc(maps.Values(sum), func(a, b RuleFigures) int { return strings.Compare(a.Rule, b.Rule) }), err
}

// Queues counts what waits now for the sites, as in Filter.Sites: the queues in
// which something does, by name.
func (s *Store) Queues(ctx context.Context, sites []string) ([]QueueFigures, error) {
	var q database.Where
	held := countIf("leased_until > " + q.Arg(s.now()))
	q.OneOf("site", sites)
	q.And("status = 'open'")
	queues, err := database.Collect(ctx, s.DB.Read, scanQueue,
		"SELECT queue, COUNT(*), "+held+", MIN(held_at) FROM items WHERE "+q.String()+" GROUP BY queue ORDER BY queue", q.Args...)
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
	err = rows.Scan(&f.Rule, &f.Held, &f.Decided, &f.Rejected, &f.Overturned)
	return f, err
}

func scanSite(rows *sql.Rows) (f SiteFigures, err error) {
	err = rows.Scan(&f.Site, &f.Decided, &f.Rejected, &f.Sampled, &f.Missed)
	return f, err
}

func scanReviewer(rows *sql.Rows) (f ReviewerFigures, err error) {
	err = rows.Scan(&f.Reviewer, &f.Decided, &f.Rejected, &f.Reopened)
	return f, err
}
