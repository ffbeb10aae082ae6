package review_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/reviewtest"
)

const (
	rejected = reviewtest.Rejected
	doubtful = reviewtest.Doubtful
	clean    = reviewtest.Clean
)

var (
	of     = reviewtest.Article
	judged = reviewtest.Judged
)

// A desk is one with words of its own for what these tests ask again and again.
type desk struct{ *reviewtest.Desk }

func onBoth(t *testing.T, o review.Options, test func(t *testing.T, d *desk)) {
	reviewtest.Each(t, o, func(t *testing.T, d *reviewtest.Desk) { test(t, &desk{d}) })
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
		want := d.Send(of("a", "1", rejected))
		again := review.New(databasetest.Open(t, d.Driver, d.Place), review.Options{Now: d.Clock})
		got, err := again.Item(t.Context(), want.ID)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("item = %+v, %v, want %+v", got, err, want)
		}
	})
}
