// Package figures counts what waits at the desk and what was decided there.
//
// It reads the tables of package review and changes nothing. What it counts is
// of articles and reviewers of certain sites: whoever asks names those that are
// to be seen.
package figures

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

// An Overview is how it goes at the desk. Undone decisions are not counted. Erased
// items count as before.
type Overview struct {
	Queues    []Queue    // those in which something waits now, by name
	Hours     []Hour     // those in which something was decided, in order
	Rules     []Rule     // those that held something or whose items were decided, by name
	Sites     []Site     // those whose items were decided, by name
	Reviewers []Reviewer // those who decided, by name
}

// A Queue is what waits in one now.
type Queue struct {
	Queue  string
	Depth  int       // items that wait
	Held   int       // of those, in somebody's hands
	Oldest time.Time // when the oldest was held
}

// An Hour is what was decided in one.
type Hour struct {
	Hour      time.Time // its beginning
	Decisions int
}

// A Rule is how it went with the items that one objected to, sampled ones aside.
// It was overturned where a person found the article good as it was.
type Rule struct {
	Rule                          string
	Held                          int // items, decided or not
	Decided, Rejected, Overturned int // of the last decision on each item
}

// A Site is how it went with the last decision on each of one's items. What the
// machine would have published is counted apart: how much of it was rejected is
// what the machine misses, if nobody opened an item that was not in the sample.
type Site struct {
	Site              string
	Decided, Rejected int // of what was held
	Sampled, Missed   int // of what would have been published: decided, and rejected
}

// A Reviewer is how it went with all decisions of one.
type Reviewer struct {
	Reviewer          string
	Decided, Rejected int
	Reopened          int // of those, opened again by somebody
}

// Of counts what is in the scope. What is in somebody's hands is so at the time
// now, by the clock of the desk.
func Of(ctx context.Context, db *database.DB, c Scope, now time.Time) (Overview, error) {
	var f Overview
	var errs [5]error
	f.Queues, errs[0] = Queues(ctx, db, c.Sites, now)
	q := c.conditions("at")
	f.Hours, errs[1] = database.Collect(ctx, db.Read, scanHour,
		"SELECT at / 3600000000, COUNT(*) FROM decisions WHERE "+q.String()+" GROUP BY 1 ORDER BY 1", q.Args...)
	f.Rules, errs[2] = rules(ctx, db, c)
	f.Sites, errs[3] = database.Collect(ctx, db.Read, scanSite,
		"SELECT site, "+countIf("action <> 'publish'")+", "+countIf("action <> 'publish' AND outcome = 'reject'")+
			", "+countIf("action = 'publish'")+", "+countIf("action = 'publish' AND outcome = 'reject'")+
			" FROM decisions WHERE standing = 1 AND "+q.String()+" GROUP BY site ORDER BY site", q.Args...)
	f.Reviewers, errs[4] = database.Collect(ctx, db.Read, scanReviewer,
		"SELECT reviewer, COUNT(*), "+countIf("outcome = 'reject'")+", "+countIf("standing = 0")+
			" FROM decisions WHERE "+q.String()+" GROUP BY reviewer ORDER BY reviewer", q.Args...)
	if err := errors.Join(errs[:]...); err != nil {
		return Overview{}, fmt.Errorf("count what waits and was decided: %w", err)
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

// rules counts the items of each rule: what it held, from the items, and
// what was decided on them, from the decisions.
func rules(ctx context.Context, db *database.DB, c Scope) ([]Rule, error) {
	held := c.conditions("held_at")
	items, err := database.Collect(ctx, db.Read, scanRule,
		"SELECT rules, COUNT(*), 0, 0, 0 FROM items WHERE rules <> '' AND "+held.String()+" GROUP BY rules", held.Args...)
	if err != nil {
		return nil, err
	}
	made := c.conditions("at")
	decisions, err := database.Collect(ctx, db.Read, scanRule,
		"SELECT rule, 0, COUNT(*), "+countIf("outcome = 'reject'")+", "+countIf("outcome = 'approve'")+" FROM decisions d"+
			" JOIN decision_rules r ON r.item = d.item AND r.seq = d.seq WHERE standing = 1 AND "+made.String()+" GROUP BY rule", made.Args...)
	sum := map[string]Rule{}
	for _, one := range append(items, decisions...) {
		for _, rule := range strings.Split(one.Rule, ",") {
			r := sum[rule]
			sum[rule] = Rule{rule, r.Held + one.Held, r.Decided + one.Decided, r.Rejected + one.Rejected, r.Overturned + one.Overturned}
		}
	}
	return slices.SortedFunc(maps.Values(sum), func(a, b Rule) int { return strings.Compare(a.Rule, b.Rule) }), err
}

// Queues counts what waits for the sites, nil for all: the queues in which
// something does, by name. What is in somebody's hands is so at the time now.
func Queues(ctx context.Context, db *database.DB, sites []string, now time.Time) ([]Queue, error) {
	var q database.Where
	held := countIf("leased_until > " + q.Arg(database.Micros(now)))
	q.OneOf("site", sites)
	q.And("status = 'open'")
	queues, err := database.Collect(ctx, db.Read, scanQueue,
		"SELECT queue, COUNT(*), "+held+", MIN(held_at) FROM items WHERE "+q.String()+" GROUP BY queue ORDER BY queue", q.Args...)
	if err != nil {
		return nil, fmt.Errorf("count what waits: %w", err)
	}
	return queues, nil
}

func scanQueue(rows *sql.Rows) (f Queue, err error) {
	var oldest int64
	err = rows.Scan(&f.Queue, &f.Depth, &f.Held, &oldest)
	f.Oldest = database.Instant(oldest)
	return f, err
}

func scanHour(rows *sql.Rows) (f Hour, err error) {
	var hour int64
	err = rows.Scan(&hour, &f.Decisions)
	f.Hour = time.Unix(hour*3600, 0).UTC()
	return f, err
}

func scanRule(rows *sql.Rows) (f Rule, err error) {
	err = rows.Scan(&f.Rule, &f.Held, &f.Decided, &f.Rejected, &f.Overturned)
	return f, err
}

func scanSite(rows *sql.Rows) (f Site, err error) {
	err = rows.Scan(&f.Site, &f.Decided, &f.Rejected, &f.Sampled, &f.Missed)
	return f, err
}

func scanReviewer(rows *sql.Rows) (f Reviewer, err error) {
	err = rows.Scan(&f.Reviewer, &f.Decided, &f.Rejected, &f.Reopened)
	return f, err
}
