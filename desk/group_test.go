package desk_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
)

var lead = access.Person{Name: "lea", Roles: map[string]access.Role{"": access.RoleLead}}

// plant holds an article with a block in which links are found.
func (r *room) plant(site, title, author, flagged string) review.Item {
	r.t.Helper()
	return r.holdFound(pipeline.Submission{
		Site: site, Title: title, Author: map[string]any{"name": author}, Content: fmt.Appendf(nil, "<p>News of %s.</p>\n[[%s]]", title, flagged),
	}, `\[\[[^\]]*\]\]`)
}

const flagged = `<a href="javascript:alert(3)">cheap pills</a> online casino betting slots`

// form is what a browser sends of the group's page, all ticked.
func form(page string) url.Values {
	f := url.Values{}
	for _, field := range regexp.MustCompile(`name="(listed|take)" value="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		f.Add(field[1], field[2])
	}
	return f
}

func TestAGroupIsDecidedOnceAndTakenBack(t *testing.T) {
	r := newRoom(t, review.Options{Undo: time.Hour})
	r.who = lead
	var items []review.Item
	for i := range 5 {
		items = append(items, r.plant("a", fmt.Sprint("town ", i), "eve", flagged))
	}
	other := r.plant("a", "weather", "eve", "<b>replica watches for free</b>")
	address := "/desk/groups/" + items[0].ID
	page := r.get(address).Body.String()
	for _, want := range []string{"5 near-identical items", "linkblock/injected-links</code> in 5 of 5", "<mark>cheap pills online casino betting slots</mark>"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	f := form(page)
	f["take"] = f["take"][1:]
	f.Set("outcome", review.Reject)
	w := r.post(address, f)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "needs a reason") || strings.Count(w.Body.String(), " checked") != 4 {
		t.Errorf("without a reason: %d\n%s", w.Code, w.Body)
	}
	f.Set("code", "spam")
	if _, err := r.Claim(t.Context(), items[1].ID, "ann"); err != nil {
		t.Fatal(err)
	}
	w = r.post(address, f)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", w.Code, w.Body)
	}
	done := w.Header().Get("Location")
	r.wantParts(done, "Decided: 3, Left out on the page: 1, Left out: in other hands: 1")
	if i, err := r.Item(t.Context(), other.ID); err != nil || i.Status != review.StatusOpen {
		t.Errorf("the other item = %+v, %v", i, err)
	}
	if w := r.post(done+"/undo", nil); w.Code != http.StatusSeeOther || w.Header().Get("Location") != done {
		t.Errorf("undo: %d to %q", w.Code, w.Header().Get("Location"))
	}
	r.wantParts(done, "Undone: 3, Left out on the page: 1, Left out: in other hands: 1")
}

// wantParts checks the headings of the page of a group that was decided.
func (r *room) wantParts(address, want string) {
	r.t.Helper()
	var got []string
	for _, heading := range regexp.MustCompile(`<h2>([^<]*)</h2>`).FindAllStringSubmatch(r.get(address).Body.String(), -1) {
		got = append(got, heading[1])
	}
	if strings.Join(got, ", ") != want {
		r.t.Errorf("parts %q, want %s", got, want)
	}
}

func TestOnlyLeadsDecideGroups(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = lead
	item := r.plant("a", "town", "eve", flagged)
	address := "/desk/groups/" + item.ID
	f := form(r.get(address).Body.String())
	f.Set("outcome", review.Approve)
	for _, test := range []struct {
		name      string
		who       access.Person
		see, post int
	}{
		{"a reviewer", reviewer, http.StatusOK, http.StatusForbidden},
		{"a lead of another site", access.Person{Name: "x", Roles: map[string]access.Role{"b": access.RoleLead}}, http.StatusNotFound, http.StatusNotFound},
		{"an auditor", access.Person{Name: "x", Roles: map[string]access.Role{"": access.RoleAuditor}}, http.StatusOK, http.StatusForbidden},
		{"a lead", lead, http.StatusOK, http.StatusSeeOther},
	} {
		r.who = test.who
		w := r.get(address)
		if w.Code != test.see || test.post != http.StatusSeeOther && strings.Contains(w.Body.String(), `name="take"`) {
			t.Errorf("%s: page %d", test.name, w.Code)
		}
		if w := r.post(address, f); w.Code != test.post {
			t.Errorf("%s: decision %d, want %d", test.name, w.Code, test.post)
		}
	}
}

func TestAGroupHasOnlyItemsOfSitesThatOneLeads(t *testing.T) {
	r := newRoom(t, review.Options{})
	here, there := r.plant("a", "town", "eve", flagged), r.plant("b", "city", "eve", flagged)
	r.who = access.Person{Name: "lea", Roles: map[string]access.Role{"a": access.RoleLead, "b": access.RoleReviewer}}
	page := r.get("/desk/groups/" + here.ID).Body.String()
	if !strings.Contains(page, here.ID) || strings.Contains(page, there.ID) {
		t.Errorf("page:\n%s", page)
	}
}

func TestWhatStrangersWroteIsTextInAGroup(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = lead
	var item review.Item
	for i := range 5 {
		item = r.plant("a", hostileTitle+fmt.Sprint(i), hostileTitle, flagged+"<script>alert(4)</script>&lt;script&gt;alert(5)&lt;/script&gt;\u202E")
	}
	page := r.get("/desk/groups/" + item.ID).Body.String()
	f := form(page)
	f.Set("outcome", review.Approve)
	done := r.get(r.post("/desk/groups/"+item.ID, f).Header().Get("Location")).Body.String()
	for name, page := range map[string]string{"group": page, "decided": done} {
		for _, bad := range []string{"<script>", "<img", `href="javascript:`, "\u202E"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s: %q is in\n%s", name, bad, page)
			}
		}
		if !strings.Contains(page, "&lt;script&gt;document") {
			t.Errorf("%s: the title is not there", name)
		}
	}
}

func TestADamagedFormDecidesNothing(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = lead
	item := r.plant("a", "town", "eve", flagged)
	for name, test := range map[string]struct {
		form url.Values
		want int
	}{
		"no version":      {url.Values{"listed": {item.ID}, "take": {item.ID}, "outcome": {"approve"}}, http.StatusBadRequest},
		"nothing ticked":  {url.Values{"listed": {item.ID + ".1"}, "outcome": {"approve"}}, http.StatusUnprocessableEntity},
		"an unknown item": {url.Values{"listed": {"x.1"}, "take": {"x"}, "outcome": {"approve"}}, http.StatusNotFound},
		"no outcome":      {url.Values{"listed": {item.ID + ".1"}, "take": {item.ID}}, http.StatusUnprocessableEntity},
	} {
		if w := r.post("/desk/groups/"+item.ID, test.form); w.Code != test.want {
			t.Errorf("%s: %d, want %d", name, w.Code, test.want)
		}
	}
	if i, err := r.Item(t.Context(), item.ID); err != nil || i.Status != review.StatusOpen {
		t.Errorf("item = %+v, %v", i, err)
	}
}

// pagesOfLeads are addresses of the pages that are about more than one item.
func (r *room) pagesOfLeads() []string {
	r.t.Helper()
	var item review.Item
	for i := range 6 {
		item = r.plant("weekly", fmt.Sprint("town ", i), "eve", flagged+hostileTitle)
	}
	if _, err := r.Claim(r.t.Context(), item.ID, "ben"); err != nil {
		r.t.Fatal(err)
	}
	group := "/desk/groups/" + item.ID
	f := form(r.get(group).Body.String())
	f["take"] = f["take"][:3]
	f.Set("outcome", review.Approve)
	decided := r.post(group, f).Header().Get("Location")
	view := url.Values{"name": {"Of the weekly"}, "list": {"site=weekly"}}
	if w := r.post("/desk/views", view); w.Code != http.StatusSeeOther {
		r.t.Errorf("view: %d", w.Code)
	}
	return []string{group, decided, "/desk/overview", "/desk/overview?site=weekly&days=30", "/desk/deliveries", "/desk/items?site=weekly"}
}
