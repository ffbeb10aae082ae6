package audit

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/presscheck/presscheck/database"
)

// A Filter chooses records. Its zero fields choose all.
type Filter struct {
	Sites                  []string  // any of them; nil is all, empty is none
	Since                  time.Time // done then or later
	Until                  time.Time // done before
	After                  int64     // with a greater Seq
	Before                 int64     // with a smaller Seq
	Actor, Action, Subject string    // of exactly these
}

// start is behind which Seq to begin: somebody may have inserted records before
// the first.
func (f Filter) start() int64 { return cmp.Or(f.After, math.MinInt32) }

// conditions is f in SQL, for what has a Seq greater than after, with its
// arguments.
func (f Filter) conditions(after int64) (string, []any) {
	var conditions []string
	var args []any
	arg := func(value any) string {
		args = append(args, value)
		return fmt.Sprintf("$%d", len(args))
	}
	add := func(is bool, condition string, value any) {
		if is {
			conditions = append(conditions, condition+arg(value))
		}
	}
	add(true, "seq > ", after)
	add(f.Before != 0, "seq < ", f.Before)
	add(!f.Since.IsZero(), "at >= ", database.Micros(f.Since))
	add(!f.Until.IsZero(), "at < ", database.Micros(f.Until))
	add(f.Actor != "", "actor = ", indexable(f.Actor))
	add(f.Action != "", "action = ", indexable(f.Action))
	add(f.Subject != "", "subject = ", indexable(f.Subject))
	if f.Sites != nil {
		sites := make([]string, len(f.Sites))
		for i, site := range f.Sites {
			sites[i] = arg(database.Storable(site))
		}
		conditions = append(conditions, "site IN ("+cmp.Or(strings.Join(sites, ", "), "NULL")+")")
	}
	return strings.Join(conditions, " AND "), args
}
