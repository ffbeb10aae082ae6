package views_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/review/views"
)

func TestMain(m *testing.M) { databasetest.Main(m) }

func onBoth(t *testing.T, test func(t *testing.T, db *database.DB)) {
	databasetest.Each(t, func(t *testing.T, driver, place string) { test(t, databasetest.Open(t, driver, place)) })
}

func TestAViewIsSavedUnderANameForAll(t *testing.T) {
	onBoth(t, func(t *testing.T, db *database.DB) {
		for _, test := range []struct {
			name string
			v    views.View
			want error
		}{
			{"first", views.View{Name: "  Link\tspam ", Query: "rule=link_blocks", Reviewer: "ann"}, nil},
			{"again, by the same", views.View{Name: "Link spam", Query: "rule=link_blocks&site=a", Reviewer: "ann"}, nil},
			{"the same name, by another", views.View{Name: "Link spam", Query: "site=b", Reviewer: "bob"}, views.ErrTaken},
			{"without a name", views.View{Name: " ", Query: "site=b", Reviewer: "bob"}, views.ErrInvalid},
			{"a long name", views.View{Name: strings.Repeat("é", 61), Query: "site=b", Reviewer: "bob"}, views.ErrInvalid},
			{"a long filter", views.View{Name: "x", Query: strings.Repeat("a", 2001), Reviewer: "bob"}, views.ErrInvalid},
			{"another", views.View{Name: strings.Repeat("é", 60), Query: "", Reviewer: "bob"}, nil},
		} {
			if err := views.Save(t.Context(), db, test.v); !errors.Is(err, test.want) {
				t.Errorf("%s: %v, want %v", test.name, err, test.want)
			}
		}
		want(t, db, "Link spam", strings.Repeat("é", 60))
		if err := views.Delete(t.Context(), db, "Link spam"); err != nil {
			t.Fatal(err)
		}
		want(t, db, strings.Repeat("é", 60))
	})
}

func TestAViewThatNamesAnErasedAuthorGoes(t *testing.T) {
	onBoth(t, func(t *testing.T, db *database.DB) {
		for name, query := range map[string]string{"a": "author=eve%40a.example&site=a", "b": "author=eve", "c": "site=a"} {
			if err := views.Save(t.Context(), db, views.View{Name: name, Query: query, Reviewer: "ann"}); err != nil {
				t.Fatal(err)
			}
		}
		for _, test := range []struct {
			author string
			left   []string
		}{
			{"", []string{"a", "b", "c"}},
			{"eve@a.example", []string{"b", "c"}},
		} {
			if err := views.Erase(t.Context(), db, test.author); err != nil {
				t.Fatal(err)
			}
			want(t, db, test.left...)
		}
	})
}

func want(t *testing.T, db *database.DB, want ...string) {
	t.Helper()
	all, err := views.All(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range all {
		got = append(got, v.Name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("views (-want +got):\n%s", diff)
	}
}
