// Package review keeps what is held for people, and what people decided.
//
//	pipeline.Report ──▶ Save ──▶ item: revisions, facets ──▶ Next ──▶ Decide ──▶ outbox
//	                             events: all that happened     lease    version
//
// An item is one article; the same article again is a new revision of its text.
// Reports come from the pipeline, so titles, texts and quotes are a stranger's;
// reviewers, notes and codes come from whoever calls on behalf of people, and
// are believed. Everything lies in one database, SQLite or PostgreSQL, which
// are asked in the same words; README.md explains its tables.
package review

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/presscheck/presscheck/metrics"
)

// Options say where a Store keeps its items and how it treats them. Zero fields
// but Driver and DSN mean the default.
type Options struct {
	Driver string // "sqlite" or "postgres"
	DSN    string // path of the SQLite file, or connection string of PostgreSQL

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
	write  *sql.DB
	read   *sql.DB // the same as write unless there can be only one writer
	locked string  // what a SELECT ends in that takes rows nobody else is taking
}

// Open connects to the database and brings its tables up to date.
func Open(ctx context.Context, o Options) (*Store, error) {
	s, err := connect(o)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s.Lease = cmp.Or(o.Lease, 5*time.Minute)
	s.Undo = cmp.Or(o.Undo, 30*time.Second)
	if s.Now == nil {
		s.Now = time.Now
	}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open store: %w", err), s.Close())
	}
	return s, nil
}

// Close waits for what is under way and disconnects.
func (s *Store) Close() error {
	if s.read == s.write {
		return s.write.Close()
	}
	return errors.Join(s.read.Close(), s.write.Close())
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if _, err := s.read.ExecContext(ctx, "SELECT 1"); err != nil {
		return fmt.Errorf("ask store: %w", err)
	}
	return nil
}

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

// instant is the time that the database has as us.
func instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}
