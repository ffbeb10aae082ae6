package desk_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
)

// settle decides on the item that is next.
func (r *room) settle(reviewer, outcome string) {
	r.t.Helper()
	item, err := r.Next(r.t.Context(), review.Ask{Reviewer: reviewer})
	if err != nil {
		r.t.Fatal(err)
	}
	_, err = r.Decide(r.t.Context(), review.Decision{Item: item.ID, Reviewer: reviewer, Version: item.Version, Outcome: outcome, Code: "spam"})
	if err != nil {
		r.t.Fatal(err)
	}
}

func TestTheOverviewShowsHowItGoes(t *testing.T) {
	at := time.Date(2026, 3, 4, 15, 30, 0, 0, time.UTC)
	r := newRoom(t, review.Options{Now: func() time.Time { return at }})
	r.who = lead
	for i := range 8 {
		r.plant("daily", fmt.Sprint("town ", i), "eve", flagged)
		r.settle("ann", []string{review.Reject, review.Reject, review.Reject, review.Approve}[i%4])
	}
	r.plant("weekly", "city", "eve", flagged)
	at = at.Add(2 * time.Hour)
	r.wantAll("/desk/overview",
		"Waiting now: 1", ">2\u00A0h</time>", "75\u202F%", "6 of 8", "41 to 93\u202F%", "link blocks", "25\u202F%", "2 of 8", // by Wilson's method
		`<title>Rejected on daily</title>`, "8 in all, most of them in the hour of Wed 4 Mar 15:00: 8.", "By reviewer", "ann",
		`<th scope="row">Wed 4 Mar 15:00</th><td class="number">8</td>`, "None of the sample was decided",
	)
	r.wantAll("/desk/overview?site=weekly&days=30", "Nothing was decided in this time.", "None in this time.", "Waiting now: 1", `value="30" selected`)
	at = at.AddDate(0, 0, 2)
	r.wantAll("/desk/overview?days=1", "Nothing was decided in this time.", "8 in all", "24 hours 0 decisions")
}

func TestTheOverviewIsOfWhatOneSees(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.plant("daily", "town", "eve", flagged)
	r.settle("ann", review.Reject)
	r.plant("weekly", "city", "eve", flagged)
	r.settle("bob", review.Reject)
	r.who = access.Person{Name: "x", Roles: map[string]access.Role{"daily": access.RoleReviewer}}
	page := r.get("/desk/overview").Body.String()
	if !strings.Contains(page, "daily") || strings.Contains(page, "weekly") || strings.Contains(page, "By reviewer") {
		t.Errorf("a reviewer of one site sees\n%s", page)
	}
	if w := r.get("/desk/overview?site=weekly"); w.Code != http.StatusForbidden {
		t.Errorf("another site: %d", w.Code)
	}
	r.who = access.Person{Name: "x", Roles: map[string]access.Role{"daily": access.RoleLead, "weekly": access.RoleReviewer}}
	page = r.get("/desk/overview").Body.String()
	if !strings.Contains(page, "weekly") || !strings.Contains(page, "<bdi>ann</bdi>") || strings.Contains(page, "<bdi>bob</bdi>") {
		t.Errorf("a lead of one site sees\n%s", page)
	}
}

func TestWhatStrangersChoseIsTextInTheOverview(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = lead
	r.plant(hostileTitle, "town", "eve", flagged)
	r.settle(hostileTitle, review.Reject)
	page := r.get("/desk/overview?site="+"%22%3E%3Cscript%3E").Body.String() + r.get("/desk/overview").Body.String()
	for _, bad := range []string{"<script>", "<img"} {
		if strings.Contains(page, bad) {
			t.Errorf("%q is in\n%s", bad, page)
		}
	}
}

// wantAll checks that a page says all of it.
func (r *room) wantAll(address string, want ...string) {
	r.t.Helper()
	w := r.get(address)
	if w.Code != http.StatusOK {
		r.t.Fatalf("%s: %d", address, w.Code)
	}
	for _, text := range want {
		if !strings.Contains(w.Body.String(), text) {
			r.t.Errorf("%s: no %q in\n%s", address, text, w.Body)
		}
	}
}
