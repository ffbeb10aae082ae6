package review_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/review"
)

func TestAViewIsSavedUnderANameForAll(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		for _, test := range []struct {
			name string
			v    review.View
			want error
		}{
			{"first", review.View{Name: "  Link\tspam ", Query: "rule=link_blocks", Reviewer: "ann"}, nil},
			{"again, by the same", review.View{Name: "Link spam", Query: "rule=link_blocks&site=a", Reviewer: "ann"}, nil},
			{"the same name, by another", review.View{Name: "Link spam", Query: "site=b", Reviewer: "bob"}, review.ErrViewName},
			{"without a name", review.View{Name: " ", Query: "site=b", Reviewer: "bob"}, review.ErrView},
			{"a long name", review.View{Name: strings.Repeat("é", 61), Query: "site=b", Reviewer: "bob"}, review.ErrView},
			{"a long filter", review.View{Name: "x", Query: strings.Repeat("a", 2001), Reviewer: "bob"}, review.ErrView},
			{"another", review.View{Name: strings.Repeat("é", 60), Query: "", Reviewer: "bob"}, nil},
		} {
			if err := d.SaveView(t.Context(), test.v); !errors.Is(err, test.want) {
				t.Errorf("%s: %v, want %v", test.name, err, test.want)
			}
		}
		d.wantViews("Link spam", strings.Repeat("é", 60))
		if err := d.DeleteView(t.Context(), "Link spam"); err != nil {
			t.Fatal(err)
		}
		d.wantViews(strings.Repeat("é", 60))
	})
}

func TestAViewThatNamesAnErasedAuthorGoes(t *testing.T) {
	onBoth(t, review.Options{}, func(t *testing.T, d *desk) {
		for name, query := range map[string]string{"a": "author=eve%40a.example&site=a", "b": "author=eve", "c": "site=a"} {
			if err := d.SaveView(t.Context(), review.View{Name: name, Query: query, Reviewer: "ann"}); err != nil {
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
			if _, err := d.Erase(t.Context(), "operator", review.Filter{Author: test.author}); err != nil {
				t.Fatal(err)
			}
			d.wantViews(test.left...)
		}
	})
}

func (d *desk) wantViews(want ...string) {
	d.T.Helper()
	views, err := d.Views(d.T.Context())
	if err != nil {
		d.T.Fatal(err)
	}
	var got []string
	for _, v := range views {
		got = append(got, v.Name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		d.T.Errorf("views (-want +got):\n%s", diff)
	}
}
