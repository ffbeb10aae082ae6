// Package review keeps what is held for people, and what people decided.
//
//	pipeline.Report ──▶ Save ──▶ item: revisions, facets ──▶ Next ──▶ Decide ──▶ outbox
//	                             events: all that happened     lease    version
//
// An item is one article; the same article again is a new revision of its text.
// Reports come from the pipeline, so titles, texts and quotes are a stranger's;
// reviewers, notes and codes come from whoever calls on behalf of people, and
// are believed. Everything lies in one database; README.md explains its tables.
package review

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/metrics"
)

// Options say how a Store treats its items. Zero fields mean the default.
type Options struct {
	Sample   float64             // share of articles with the verdict publish that are kept to be looked at, in [0,1]; default none
	Lease    time.Duration       // of an item in somebody's hands, without a heartbeat; default 5 min
	Undo     time.Duration       // for which a decision has no effect and can be taken back; default 30 s
	Priority map[string]int      // by site, added to severity; default 0
	Codes    map[string][]string // reasons that decisions may give, by site; those of "" are for all others; default DefaultCodes
	Metrics  *metrics.Metrics    // nil records nothing
	Now      func() time.Time    // default time.Now
}

// DefaultCodes are the reasons that decisions may give where a site has none of
// its own.
var DefaultCodes = []string{"spam", "hidden-content", "damaged-text", "disguise", "illegal", "off-topic", "false-alarm", "other"}

// A Store is the review desk's memory. It is safe for many goroutines, and many
// processes may have one on the same database.
type Store struct {
	Options
	DB *database.DB // on which the rooms of review work, too
}

// New is the desk in db, which stays the caller's to close.
func New(db *database.DB, o Options) *Store {
	s := &Store{Options: o, DB: db}
	s.Lease = cmp.Or(o.Lease, 5*time.Minute)
	s.Undo = cmp.Or(o.Undo, 30*time.Second)
	if s.Now == nil {
		s.Now = time.Now
	}
	return s
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.DB.Ping(ctx) }

// CodesOf lists the reasons that a decision on an item of site may give.
func (s *Store) CodesOf(site string) []string {
	if own, ok := s.Codes[site]; ok {
		return slices.Clone(own)
	}
	if common, ok := s.Codes[""]; ok {
		return slices.Clone(common)
	}
	return slices.Clone(DefaultCodes)
}

// now is the time in microseconds, as the database has it.
func (s *Store) now() int64 { return s.Now().UnixMicro() }
