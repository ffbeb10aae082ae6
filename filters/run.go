package filters

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"github.com/zeebo/xxh3"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/tracing"
)

// MaxPerKind is how many findings of one kind Run hands on. A page with more
// is judged no differently, and evaluating a policy is linear in them.
const MaxPerKind = 500

// A Watch is told of each filter's run: its name, how long it took, and the
// error if it could not look. A nil Watch is never called.
type Watch func(ctx context.Context, filter string, took time.Duration, err error)

// ErrPanic marks the error of a filter that panicked; the text carries the stack.
var ErrPanic = errors.New("filter panicked")

// Run lets every filter of list look at doc, one after another, and returns
// what they found, ordered by place, the wider first, then filter, then kind. Findings beyond
// MaxPerKind of a kind are dropped; the last one kept says how many under
// "omitted" in its Evidence. The error joins those of all filters that could
// not look; the findings of the others are still returned.
func Run(ctx context.Context, doc *article.Document, list []Filter, watch Watch) ([]Finding, error) {
	var all []Finding
	var errs []error
	for _, f := range list {
		name := f.Info().Name
		start := time.Now()
		ctx, step := tracing.Start(ctx, "filter", name)
		found, err := check(ctx, f, doc)
		step.Count("presscheck.findings", len(found))
		step.End(err)
		if watch != nil {
			watch(ctx, name, time.Since(start), err)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("filter %s: %w", name, err))
			continue
		}
		all = append(all, capped(named(name, found))...)
	}
	slices.SortStableFunc(all, order)
	return all, errors.Join(errs...)
}

func check(ctx context.Context, f Filter, doc *article.Document) (found []Finding, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %s\n%s", ErrPanic, panicked(r), debug.Stack())
		}
	}()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return f.Check(ctx, doc)
}

// panicked describes a panic by what the runtime says of it, otherwise by its
// type alone: its value may be a piece of the article, and errors are logged.
func panicked(value any) string {
	if err, ok := value.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", value)
}

func named(filter string, found []Finding) []Finding {
	for i := range found {
		f := &found[i]
		f.Filter = filter
		f.ID = id(filter, f.Kind, f.Span)
		for k := range f.Fixes {
			f.Fixes[k].Confidence = cmp.Or(f.Fixes[k].Confidence, f.Confidence)
		}
	}
	return found
}

func id(filter, kind string, s article.Span) string {
	key := filter + "/" + kind + "@" + strconv.Itoa(s.Start) + "-" + strconv.Itoa(s.End)
	sum := xxh3.HashString128(key).Bytes()
	return hex.EncodeToString(sum[:8])
}

func order(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(b.Span.End, a.Span.End),
		cmp.Compare(a.Filter, b.Filter),
		cmp.Compare(a.Kind, b.Kind))
}

func capped(found []Finding) []Finding {
	count, last := map[string]int{}, map[string]int{}
	var kept []Finding
	for _, f := range found {
		if count[f.Kind]++; count[f.Kind] <= MaxPerKind {
			last[f.Kind] = len(kept)
			kept = append(kept, f)
		}
	}
	for kind, n := range count {
		if n > MaxPerKind {
			omit(&kept[last[kind]], n-MaxPerKind)
		}
	}
	return kept
}

func omit(f *Finding, n int) {
	evidence := map[string]any{"omitted": n}
	for k, v := range f.Evidence {
		evidence[k] = v
	}
	f.Evidence = evidence
}
