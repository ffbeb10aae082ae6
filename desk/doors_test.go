package desk_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/desk"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/groups"
	"github.com/presscheck/presscheck/review/outbox"
	"github.com/presscheck/presscheck/review/views"
)

// A door is a route, and who may go through. ITEM, DELIVERY and GROUP stand for
// those of an article of daily, TOKEN for one of a program.
type door struct {
	path  string
	right access.Right // empty: whoever has signed in
	about about
	form  url.Values
}

// about says on which site somebody needs the right.
type about int

const (
	anySite   about = iota // on some site; what is of others is not shown
	everySite              // on all of them
	itsSite                // on that of the item; who does not see that is not told of it
	nothing                // the route is for everybody
	nowhere                // there is nothing
)

var doors = map[string]door{
	"GET /desk/static/{version}/{name}":      {"/desk/static/x/desk.css", "", nothing, nil},
	"POST /desk/theme":                       {"/desk/theme", "", nothing, nil},
	"GET /desk/signin":                       {"/desk/signin", "", nothing, nil},
	"POST /desk/signin":                      {"/desk/signin", "", nothing, nil},
	"GET /desk/signin/start":                 {"/desk/signin/start", "", nothing, nil},
	"GET /desk/signin/oidc":                  {"/desk/signin/oidc", "", nothing, nil},
	"POST /desk/signout":                     {"/desk/signout", "", nothing, nil},
	"/desk/":                                 {"/desk/other", "", nowhere, nil},
	"GET /desk/keys":                         {"/desk/keys", "", anySite, nil},
	"GET /desk/{$}":                          {"/desk/", access.See, anySite, nil},
	"GET /desk/items":                        {"/desk/items?status=any&text=bridge&site=", access.See, anySite, nil},
	"GET /desk/overview":                     {"/desk/overview?site=", access.See, anySite, nil},
	"GET /desk/deliveries":                   {"/desk/deliveries?site=", access.See, anySite, nil},
	"GET /desk/audit":                        {"/desk/audit?verify=1&actor=", access.Audit, anySite, nil},
	"GET /desk/tokens":                       {"/desk/tokens?all", access.Administer, everySite, nil},
	"POST /desk/tokens":                      {"/desk/tokens", access.Administer, everySite, url.Values{"name": {"numbat"}, "scope": {"check"}, "days": {"30"}}},
	"GET /desk/tokens/{id}":                  {"/desk/tokens/TOKEN", access.Administer, everySite, nil},
	"POST /desk/tokens/{id}/revoke":          {"/desk/tokens/TOKEN/revoke", access.Administer, everySite, nil},
	"POST /desk/next":                        {"/desk/next", "", anySite, url.Values{"list": {"text=bridge"}}},
	"POST /desk/views":                       {"/desk/views", access.Decide, anySite, url.Values{"name": {"mine"}}},
	"POST /desk/views/delete":                {"/desk/views/delete", "", anySite, url.Values{"name": {"mine"}}},
	"GET /desk/items/{id}":                   {"/desk/items/ITEM?preview", access.See, itsSite, nil},
	"GET /desk/items/{id}/preview":           {"/desk/items/ITEM/preview", access.See, itsSite, nil},
	"POST /desk/items/{id}/claim":            {"/desk/items/ITEM/claim", access.Decide, itsSite, nil},
	"POST /desk/items/{id}/heartbeat":        {"/desk/items/ITEM/heartbeat", access.Decide, itsSite, nil},
	"POST /desk/items/{id}/release":          {"/desk/items/ITEM/release", access.Decide, itsSite, nil},
	"POST /desk/items/{id}/skip":             {"/desk/items/ITEM/skip", access.Decide, itsSite, nil},
	"POST /desk/items/{id}/takeover":         {"/desk/items/ITEM/takeover", access.Lead, itsSite, url.Values{"note": {"x"}}},
	"POST /desk/items/{id}/decision":         {"/desk/items/ITEM/decision", access.Decide, itsSite, url.Values{"version": {"1"}, "outcome": {"approve"}}},
	"POST /desk/items/{id}/undo":             {"/desk/items/ITEM/undo", access.Decide, itsSite, url.Values{"version": {"1"}}},
	"POST /desk/items/{id}/reopen":           {"/desk/items/ITEM/reopen", access.Lead, itsSite, url.Values{"version": {"1"}}},
	"POST /desk/items/{id}/note":             {"/desk/items/ITEM/note", access.Decide, itsSite, url.Values{"note": {"x"}}},
	"POST /desk/items/{id}/move":             {"/desk/items/ITEM/move", access.Decide, itsSite, url.Values{"version": {"1"}, "queue": {"other"}}},
	"GET /desk/groups/{id}":                  {"/desk/groups/ITEM", access.See, itsSite, nil},
	"POST /desk/groups/{id}":                 {"/desk/groups/ITEM", access.Lead, itsSite, url.Values{"listed": {"ITEM.1"}, "take": {"ITEM"}, "outcome": {"approve"}}},
	"GET /desk/groups/decided/{group}":       {"/desk/groups/decided/GROUP", access.See, itsSite, nil},
	"POST /desk/groups/decided/{group}/undo": {"/desk/groups/decided/GROUP/undo", access.Decide, itsSite, nil},
	"POST /desk/deliveries/{id}/resend":      {"/desk/deliveries/DELIVERY/resend", access.Lead, itsSite, nil},
}

// visitors all have the same name, which is also that of who decided: what was
// somebody's own opens nothing that their role does not.
func visitors() map[string]access.Person {
	out := map[string]access.Person{"nobody": {}, "somebody without a role": {Name: "lea"}}
	for _, role := range []access.Role{access.RoleReviewer, access.RoleLead, access.RoleAdmin, access.RoleAuditor} {
		for _, site := range []string{"", "daily", "weekly"} {
			out[fmt.Sprintf("%s on %q", role, site)] = access.Person{Name: "lea", Roles: map[string]access.Role{site: role}}
		}
	}
	return out
}

// answer is the status that who gets, or 0 for one of those that say that they
// may do it, whether or not it can be done.
func (d door) answer(who access.Person, get bool) int {
	sites := who.Sites(d.right)
	switch {
	case d.about == nothing:
		return 0
	case who.Name == "" && get:
		return http.StatusSeeOther
	case who.Name == "":
		return http.StatusUnauthorized
	case d.about == nowhere, d.about == itsSite && !who.May(access.See, "daily"):
		return http.StatusNotFound
	case d.about == everySite && !who.May(d.right, ""), d.about == itsSite && !who.May(d.right, "daily"), d.about == anySite && d.right != "" && sites != nil && len(sites) == 0:
		return http.StatusForbidden
	}
	return 0
}

func TestEveryRouteAsksForItsRight(t *testing.T) {
	r := newRoom(t, review.Options{Undo: time.Hour})
	names := r.furnish()
	for _, pattern := range desk.Patterns() {
		d, ok := doors[pattern]
		if !ok {
			t.Errorf("%s is not in the table: say who may go there", pattern)
			continue
		}
		if d.about == nothing {
			continue // it has tests of its own
		}
		method, _, ok := strings.Cut(pattern, " ")
		if !ok {
			method = http.MethodGet
		}
		for name, who := range visitors() {
			r.who = who
			q := httptest.NewRequest(method, names.Replace(d.path), strings.NewReader(names.Replace(d.form.Encode())))
			q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			w := r.ask(q)
			want := d.answer(who, method == http.MethodGet)
			refused := w.Code == http.StatusUnauthorized || w.Code == http.StatusForbidden || w.Code == http.StatusNotFound ||
				strings.HasPrefix(w.Header().Get("Location"), "/desk/signin")
			if want != 0 && w.Code != want || want == 0 && (refused || w.Code == http.StatusInternalServerError) {
				t.Errorf("%s by %s: %d to %q, want %d", pattern, name, w.Code, w.Header().Get("Location"), want)
			}
			if told := strings.ToLower(w.Body.String() + w.Header().Get("Location")); !who.May(access.See, "daily") &&
				(strings.Contains(told, "numbat") || strings.Contains(told, "daily")) {
				t.Errorf("%s tells %s of another site:\n%s", pattern, name, told)
			}
		}
	}
}

// furnish holds articles of daily, of which one is decided and has a delivery,
// and one is decided in a group; and one of another site that is like them. What
// is of daily has a numbat in it.
func (r *room) furnish() *strings.Replacer {
	r.t.Helper()
	daily := func(n int) pipeline.Submission {
		s := spam(n)
		s.Title, s.URL, s.Author = fmt.Sprint("Numbat ", n), "https://numbat.example/", map[string]any{"id": "numbat"}
		return s
	}
	first, second, third := r.hold(daily(1)), r.hold(daily(2)), r.hold(daily(3))
	other := spam(4)
	other.Site = "weekly"
	r.hold(other)
	_, err := r.Claim(r.t.Context(), second.ID, "lea")
	if err == nil {
		_, err = r.Decide(r.t.Context(), review.Decision{Item: second.ID, Reviewer: "lea", Version: 2, Outcome: review.Reject, Code: "spam", Note: "numbat"})
	}
	if err != nil {
		r.t.Fatal(err)
	}
	group, err := groups.Decide(r.t.Context(), r.Store, groups.Decision{
		Item: third.ID, Reviewer: "lea", Listed: []groups.Listed{{Item: third.ID, Version: 1}}, Outcome: review.Approve, Note: "numbat",
	})
	if err != nil {
		r.t.Fatal(err)
	}
	_, token := r.madeToken(access.Token{Name: "numbat", Scopes: []access.Scope{access.ScopeCheck}, Sites: []string{"daily"}})
	return strings.NewReplacer("ITEM", first.ID, "DELIVERY", second.ID+".3", "GROUP", group, "TOKEN", token.ID)
}

func TestNoPostFromAnotherSiteAndNoGetChangesAnything(t *testing.T) {
	r := newRoom(t, review.Options{Undo: time.Hour})
	names := r.furnish()
	r.who = admin
	before := r.everything()
	for pattern, d := range doors {
		method, _, _ := strings.Cut(pattern, " ")
		form := strings.NewReader(names.Replace(d.form.Encode()))
		switch method {
		case http.MethodGet:
			r.get(names.Replace(d.path))
			r.ask(httptest.NewRequest(http.MethodHead, names.Replace(d.path), nil))
		case http.MethodPost:
			for header, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
				q := httptest.NewRequest(method, names.Replace(d.path), form)
				q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				q.Header.Set(header, value)
				if w := r.ask(q); w.Code != http.StatusForbidden {
					t.Errorf("%s with %s %s: %d", pattern, header, value, w.Code)
				}
			}
		}
	}
	if after := r.everything(); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

// everything is all items, views, deliveries and tokens.
func (r *room) everything() string {
	r.t.Helper()
	items, _, err := r.List(r.t.Context(), review.Filter{}, review.Page{})
	if err != nil {
		r.t.Fatal(err)
	}
	saved, err := views.All(r.t.Context(), r.DB)
	if err != nil {
		r.t.Fatal(err)
	}
	deliveries, _, err := outbox.List(r.t.Context(), r.DB, outbox.Filter{}, "")
	if err != nil {
		r.t.Fatal(err)
	}
	text, err := json.MarshalIndent([]any{items, saved, deliveries, r.allTokens()}, "", " ")
	if err != nil {
		r.t.Fatal(err)
	}
	return string(text)
}

func TestWhatIsAskedForInManyWordsIsAnswered(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who.Roles = map[string]access.Role{"": access.RoleAdmin}
	r.hold(spam(1))
	long := strings.Repeat("x", 60_000)
	for _, path := range []string{"/desk/items?text=", "/desk/items?author=", "/desk/items?after=", "/desk/items/", "/desk/items?since=", "/desk/deliveries?after=", "/desk/audit?actor=", "/desk/audit?item=", "/desk/overview?site=", "/desk/groups/decided/"} {
		if w := r.get(path + long); w.Code == http.StatusInternalServerError {
			t.Errorf("%s…: %d", path, w.Code)
		}
		if w := r.get(path + "%00%ff%27"); w.Code == http.StatusInternalServerError {
			t.Errorf("%s and no text: %d", path, w.Code)
		}
	}
}
