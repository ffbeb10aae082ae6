package desk_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/outbox"
	"github.com/presscheck/presscheck/webhook"
)

func TestADeliveryIsListedAndSentAgain(t *testing.T) {
	at := time.Now()
	r := newRoom(t, review.Options{Now: func() time.Time { return at }})
	status := http.StatusOK
	cms := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	defer cms.Close()
	courier := outbox.Courier{DB: r.DB, Now: r.Now, Targets: map[string]webhook.Target{
		"daily": {URL: cms.URL, Secrets: []string{"0123456789abcdef"}, Private: true},
	}}
	deliver := func(passed time.Duration) {
		at = at.Add(passed)
		if _, err := courier.Deliver(t.Context()); err != nil {
			t.Log(err)
		}
	}
	r.plant("daily", "town", "eve", flagged)
	r.settle("ann", review.Reject)
	r.who = lead
	r.wantAll("/desk/deliveries", "reject: spam", `class="state due"`)
	deliver(time.Minute)
	page := r.get("/desk/deliveries?state=delivered").Body.String()
	_, rest, _ := strings.Cut(page, `action="/desk/deliveries/`)
	id, _, ok := strings.Cut(rest, "/resend")
	if !ok {
		t.Fatalf("nothing to resend in\n%s", page)
	}
	resend := "/desk/deliveries/" + id + "/resend"
	for _, test := range []struct {
		name string
		who  access.Person
		id   string
		want int
	}{
		{"a reviewer", reviewer, id, http.StatusForbidden},
		{"a lead of another site", access.Person{Name: "x", Roles: map[string]access.Role{"b": access.RoleLead}}, id, http.StatusNotFound},
		{"what there is not", lead, "x", http.StatusNotFound},
		{"a lead", lead, id, http.StatusSeeOther},
		{"a lead, once more", lead, id, http.StatusConflict},
	} {
		r.who = test.who
		w := r.post("/desk/deliveries/"+test.id+"/resend", url.Values{"back": {"state=due"}})
		if w.Code != test.want {
			t.Errorf("%s: %d, want %d", test.name, w.Code, test.want)
		}
		if w.Code == http.StatusSeeOther && w.Header().Get("Location") != "/desk/deliveries?state=due" {
			t.Errorf("back to %q", w.Header().Get("Location"))
		}
	}
	r.who = lead
	status = http.StatusBadGateway
	deliver(time.Minute)
	r.wantAll("/desk/deliveries?site=daily&state=due", "<summary>2, the last failed", "502", id)
	r.wantAll("/desk/deliveries?state=failed", "There are none.")
	if strings.Contains(r.get("/desk/deliveries").Body.String(), resend) {
		t.Error("what is under way can be sent again")
	}
}

func TestADeliveryThatSomebodyElseSendsAgainMeanwhileIsUnderWay(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.plant("daily", "town", "eve", flagged)
	r.settle("ann", review.Reject)
	for _, statement := range []string{
		"UPDATE outbox SET state = 'delivered'",
		"CREATE TRIGGER meanwhile BEFORE UPDATE ON outbox BEGIN SELECT RAISE(IGNORE); END",
	} {
		if _, err := r.DB.Write.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	r.who = lead
	if w := r.post("/desk/deliveries/"+item.ID+".3/resend", nil); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "under way already") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestDeliveriesAreTurnedPageByPage(t *testing.T) {
	r := newRoom(t, review.Options{})
	for i := range 51 {
		r.plant("daily", fmt.Sprint(i), "eve", flagged)
		r.settle("ann", review.Reject)
	}
	page := r.get("/desk/deliveries?site=daily").Body.String()
	_, rest, _ := strings.Cut(page, `class="button" href="`)
	next, _, _ := strings.Cut(rest, `"`)
	if got := strings.Count(page, `class="state due"`); got != 50 {
		t.Errorf("%d on the first page", got)
	}
	last := r.get(strings.ReplaceAll(next, "&amp;", "&")).Body.String()
	if got := strings.Count(last, `class="state due"`); got != 1 || strings.Contains(last, "Earlier ones") {
		t.Errorf("%d on the last page, %q", got, next)
	}
}
