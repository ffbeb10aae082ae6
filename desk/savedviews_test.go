package desk_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/views"
)

func TestAViewIsSavedForAllAndDeletedByItsOwnerOrALead(t *testing.T) {
	r := newRoom(t, review.Options{})
	bob := access.Person{Name: "bob", Roles: map[string]access.Role{"daily": access.RoleReviewer}}
	auditor := access.Person{Name: "x", Roles: map[string]access.Role{"": access.RoleAuditor}}
	for _, test := range []struct {
		name   string
		who    access.Person
		path   string
		form   url.Values
		status int
		views  int
	}{
		{"saved", reviewer, "/desk/views", url.Values{"name": {"Links"}, "list": {"rule=link_blocks&after=x&unknown=y"}}, http.StatusSeeOther, 1},
		{"without a name", reviewer, "/desk/views", url.Values{"list": {"rule=link_blocks"}}, http.StatusUnprocessableEntity, 1},
		{"the name of another's", bob, "/desk/views", url.Values{"name": {"Links"}, "list": {"site=daily"}}, http.StatusConflict, 1},
		{"by somebody who only reads", auditor, "/desk/views", url.Values{"name": {"Mine"}}, http.StatusForbidden, 1},
		{"another", bob, "/desk/views", url.Values{"name": {"<script>alert(1)</script>"}, "list": {"site=daily"}}, http.StatusSeeOther, 2},
		{"deleted by another", bob, "/desk/views/delete", url.Values{"name": {"Links"}}, http.StatusForbidden, 2},
		{"deleted by the owner", reviewer, "/desk/views/delete", url.Values{"name": {"Links"}}, http.StatusSeeOther, 1},
		{"deleted by a lead", lead, "/desk/views/delete", url.Values{"name": {"<script>alert(1)</script>"}, "list": {"site=daily"}}, http.StatusSeeOther, 0},
		{"deleted once more", lead, "/desk/views/delete", url.Values{"name": {"<script>alert(1)</script>"}}, http.StatusSeeOther, 0},
	} {
		r.who = test.who
		w := r.post(test.path, test.form)
		saved, err := views.All(t.Context(), r.DB)
		if err != nil || w.Code != test.status || len(saved) != test.views {
			t.Errorf("%s: %d, %+v, %v", test.name, w.Code, saved, err)
		}
		if test.name == "another" {
			r.wantAll("/desk/items?site=daily", "&lt;script&gt;alert(1)", `<a href="/desk/items?site=daily" aria-current="page">`, `<a href="/desk/items?rule=link_blocks">`)
		}
		if test.name == "saved" && (saved[0].Query != "rule=link_blocks" || w.Header().Get("Location") != "/desk/items?rule=link_blocks") {
			t.Errorf("saved %+v, and went to %s", saved, w.Header().Get("Location"))
		}
	}
}

func TestAViewOfOneSiteTellsOthersNothing(t *testing.T) {
	r := newRoom(t, review.Options{})
	bob := access.Person{Name: "bob", Roles: map[string]access.Role{"daily": access.RoleLead}}
	eve := access.Person{Name: "eve", Roles: map[string]access.Role{"weekly": access.RoleLead}}
	for name, list := range map[string]string{"of a site": "site=daily", "of an author": "author=jane%40a.example", "of words": "text=jane", "of a rule": "rule=link_blocks"} {
		r.who = bob
		if w := r.post("/desk/views", url.Values{"name": {name}, "list": {list}}); w.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d", name, w.Code)
		}
	}
	for _, test := range []struct {
		who  access.Person
		sees []string
		not  []string
	}{
		{bob, []string{"of a site", "of an author", "of words", "of a rule"}, nil},
		{reviewer, []string{"of a site", "of an author", "of words", "of a rule"}, nil},
		{eve, []string{"of a rule"}, []string{"of a site", "of an author", "of words", "jane", "daily"}},
	} {
		r.who = test.who
		page := r.page("/desk/items")
		has(t, page, test.sees...)
		hasNot(t, page, test.not...)
	}
	r.who = eve
	r.post("/desk/views/delete", url.Values{"name": {"of a site"}})
	r.who = bob
	has(t, r.page("/desk/items"), "of a site")
}

func TestOnlyTheNameItselfDeletesAView(t *testing.T) {
	r := newRoom(t, review.Options{})
	if err := views.Save(t.Context(), r.DB, views.View{Name: "a\uFFFD", Reviewer: "bob"}); err != nil {
		t.Fatal(err)
	}
	r.who = access.Person{Name: "x", Roles: map[string]access.Role{"": access.RoleAuditor}}
	r.post("/desk/views/delete", url.Values{"name": {"a\xff"}}) // is stored as the other's name is
	if left, err := views.All(t.Context(), r.DB); err != nil || len(left) != 1 {
		t.Errorf("%d views are left, %v", len(left), err)
	}
}
