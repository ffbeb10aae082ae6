// Package reviewtest gives tests a desk on an empty database of each kind that
// there is, with articles to put on it. A test program that uses it calls
// databasetest.Main from its TestMain.
package reviewtest

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/figures"
)

// A Desk is a Store of a test, with a clock that the test moves. What cannot be
// done ends the test.
type Desk struct {
	*review.Store
	T             *testing.T
	Driver, Place string // of the database, for others to open it, too

	mu   sync.Mutex
	time time.Time
}

// Each runs test with an empty desk in each database. It is the noon of the
// first of March 2026.
func Each(t *testing.T, o review.Options, test func(t *testing.T, d *Desk)) {
	databasetest.Each(t, func(t *testing.T, driver, place string) {
		d := &Desk{T: t, Driver: driver, Place: place}
		d.time = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
		o := o
		o.Now = d.Clock
		d.Store = review.New(databasetest.Open(t, driver, place), o)
		test(t, d)
	})
}

// Clock is the time at the desk. Each reading is the same until Pass.
func (d *Desk) Clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.time
}

// Pass moves the clock.
func (d *Desk) Pass(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.time = d.time.Add(by)
}

// Send has the article judged and puts it on the desk. The item is zero if it is
// not kept.
func (d *Desk) Send(s pipeline.Submission) review.Item {
	d.T.Helper()
	return d.Put(Judged(d.T, s))
}

// Put puts a judged article on the desk.
func (d *Desk) Put(e review.Entry) review.Item {
	d.T.Helper()
	item, err := d.Save(d.T.Context(), e)
	if err != nil {
		d.T.Fatal(err)
	}
	return item
}

// Hand hands the reviewer what is next.
func (d *Desk) Hand(reviewer string) review.Item {
	d.T.Helper()
	item, err := d.Next(d.T.Context(), review.Ask{Reviewer: reviewer})
	if err != nil {
		d.T.Fatalf("next for %s: %v", reviewer, err)
	}
	return item
}

// Rule decides on an item in the reviewer's hands.
func (d *Desk) Rule(i review.Item, reviewer, outcome string) review.Item {
	d.T.Helper()
	got, err := d.Decide(d.T.Context(), review.Decision{
		Item: i.ID, Reviewer: reviewer, Version: i.Version, Outcome: outcome, Code: "other", Note: "because",
	})
	if err != nil {
		d.T.Fatal(err)
	}
	return got
}

// Look returns the item as it is now.
func (d *Desk) Look(id string) review.Item {
	d.T.Helper()
	item, err := d.Item(d.T.Context(), id)
	if err != nil {
		d.T.Fatal(err)
	}
	return item
}

// Due counts the deliveries that are due, now or later.
func (d *Desk) Due() int {
	d.T.Helper()
	var n int
	err := d.DB.Read.QueryRowContext(d.T.Context(), "SELECT COUNT(*) FROM outbox WHERE state IN ('due', 'sending')").Scan(&n)
	if err != nil {
		d.T.Fatal(err)
	}
	return n
}

// Figures are those of all that happened until now.
func (d *Desk) Figures() figures.Overview {
	d.T.Helper()
	f, err := figures.Of(d.T.Context(), d.DB, figures.Scope{}, d.Clock())
	if err != nil {
		d.T.Fatal(err)
	}
	return f
}

// Story is the item's events in short: what happened, by whom, and from whom.
func (d *Desk) Story(id string) string {
	d.T.Helper()
	events, err := d.History(d.T.Context(), id)
	if err != nil {
		d.T.Fatal(err)
	}
	var lines []string
	for i, e := range events {
		if e.Seq != int64(i+1) {
			d.T.Errorf("event %d has seq %d", i+1, e.Seq)
		}
		line := e.Type
		if e.Actor != "" {
			line += " by " + e.Actor
		}
		if e.Detail["from"] != "" {
			line += " from " + e.Detail["from"]
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, ", ")
}
