package review_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review"
)

// A marker is a filter in the place of linkblock and gloss, whose findings the
// policy knows: [[…]] is a block of links, ((…)) a reading.
type marker struct{ name, kind, pattern string }

func (m marker) Info() filters.Info {
	return filters.Info{Name: m.name, Doc: "# " + m.name + "\n\nMarks.\n", Kinds: []string{m.kind}}
}

func (m marker) Check(_ context.Context, doc *article.Document) ([]filters.Finding, error) {
	var found []filters.Finding
	for _, at := range regexp.MustCompile(m.pattern).FindAllStringIndex(doc.Source, -1) {
		span := article.Span{Start: at[0], End: at[1]}
		found = append(found, filters.Finding{
			Kind: m.kind, Span: span, Fixes: []filters.Fix{{Message: "Remove it.", Confidence: 1, Edits: []article.Edit{{Span: span}}}}, Message: "Marked.", Confidence: 0.99,
			Evidence: map[string]any{"links": 9, "readings": 9, "score": 0.97, "big": 1e6, "hidden": true, "foreign": 9, "hosts": []string{"a.example"}},
		})
	}
	return found, nil
}

var newPipeline = sync.OnceValues(func() (*pipeline.Pipeline, error) {
	engine, err := policy.Default()
	if err != nil {
		return nil, err
	}
	engine.Timeout = time.Minute
	return &pipeline.Pipeline{Policy: engine, Timeout: time.Minute, Filters: []filters.Filter{
		marker{"linkblock", "injected-links", `\[\[[^\]]*\]\]`},
		marker{"gloss", "injected-reading", `\(\([^)]*\)\)`},
	}}, nil
})

// judged is what the pipeline says of an article.
func judged(t testing.TB, s pipeline.Submission) review.Entry {
	t.Helper()
	p, err := newPipeline()
	if err != nil {
		t.Fatal(err)
	}
	s.ContentType = "text/html; charset=utf-8"
	report, err := p.Check(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	return review.Entry{Submission: s, Report: report}
}

const (
	rejected = "<p>News. [[cheap pills online casino]]</p>"
	doubtful = "<p>News of the town. ((reading))</p>"
	clean    = "<p>News of the town.</p>"
)

func of(site, id, html string) pipeline.Submission {
	return pipeline.Submission{Site: site, ExternalID: id, Content: []byte(html)}
}

// A desk is a Store of a test, with a clock that the test moves.
type desk struct {
	*review.Store
	t    *testing.T
	mu   sync.Mutex
	time time.Time

	driver, place string // of the database, for others to open it, too
}

func (d *desk) now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.time
}

func (d *desk) pass(by time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.time = d.time.Add(by)
}

// onBoth runs test on an empty store in each database.
func onBoth(t *testing.T, o review.Options, test func(t *testing.T, d *desk)) {
	databasetest.Each(t, func(t *testing.T, driver, place string) {
		d := &desk{t: t, time: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), driver: driver, place: place}
		o := o
		o.Now = d.now
		d.Store = review.New(databasetest.Open(t, driver, place), o)
		test(t, d)
	})
}

func (d *desk) save(s pipeline.Submission) review.Item {
	d.t.Helper()
	return d.put(judged(d.t, s))
}

func (d *desk) put(e review.Entry) review.Item {
	d.t.Helper()
	item, err := d.Save(d.t.Context(), e)
	if err != nil {
		d.t.Fatal(err)
	}
	return item
}

func (d *desk) next(reviewer string) review.Item {
	d.t.Helper()
	item, err := d.Next(d.t.Context(), review.Ask{Reviewer: reviewer})
	if err != nil {
		d.t.Fatalf("next for %s: %v", reviewer, err)
	}
	return item
}

// decide decides on an item in the reviewer's hands.
func (d *desk) decide(i review.Item, reviewer, outcome string) review.Item {
	d.t.Helper()
	got, err := d.Decide(d.t.Context(), review.Decision{
		Item: i.ID, Reviewer: reviewer, Version: i.Version, Outcome: outcome, Code: "other", Note: "because",
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return got
}

func (d *desk) item(id string) review.Item {
	d.t.Helper()
	item, err := d.Item(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return item
}

// history is the item's events in short.
func (d *desk) history(id string) string {
	d.t.Helper()
	events, err := d.History(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	var lines []string
	for i, e := range events {
		if e.Seq != int64(i+1) {
			d.t.Errorf("event %d has seq %d", i+1, e.Seq)
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

// wantConflict checks that err is a *Conflict of that kind and returns it.
func wantConflict(t *testing.T, err, kind error) *review.Conflict {
	t.Helper()
	var c *review.Conflict
	if !errors.As(err, &c) || !errors.Is(err, kind) {
		t.Fatalf("error = %v, want a conflict: %v", err, kind)
	}
	return c
}

func titles(items []review.Item) string {
	var all []string
	for _, i := range items {
		all = append(all, i.ExternalID)
	}
	return strings.Join(all, " ")
}

func TestAStoreKeepsWhatItHasWhenItIsOpenedAgain(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		want := d.save(of("a", "1", rejected))
		again := review.New(databasetest.Open(t, d.driver, d.place), review.Options{Now: d.now})
		got, err := again.Item(t.Context(), want.ID)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("item = %+v, %v, want %+v", got, err, want)
		}
	})
}
