package desk_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/review"
)

// decide sends the form of a decision on the item as it was seen.
func (r *room) decide(seen review.Item, form url.Values) *httptest.ResponseRecorder {
	form.Set("version", strconv.FormatInt(seen.Version, 10))
	return r.post("/desk/items/"+seen.ID+"/decision", form)
}

func TestADecisionLeadsToTheNextItem(t *testing.T) {
	r := newRoom(t, review.Options{})
	first, second := r.hold(spam(1)), r.hold(spam(2))
	w := r.decide(first, url.Values{"outcome": {review.Approve}, "list": {"site=daily"}})
	if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != "/desk/items/"+second.ID+"?site=daily" {
		t.Errorf("%d to %s", w.Code, to)
	}
	r.decided(first, review.Approve)
	w = r.decide(r.now(second), url.Values{"reject": {"spam"}, "note": {"As before."}, "list": {"site=daily"}})
	if to := w.Header().Get("Location"); to != "/desk/items?site=daily" {
		t.Errorf("at the end: to %s", to)
	}
	r.decided(second, review.Reject)
}

func TestAFalseAlarmIsNoReasonToReject(t *testing.T) {
	r := newRoom(t, review.Options{Codes: map[string][]string{"daily": {"advertising", "false-alarm", "other"}}})
	r.who = lead
	item := r.hold(spam(1))
	for _, path := range []string{"/desk/items/" + item.ID, "/desk/groups/" + item.ID} {
		page := r.get(path).Body.String()
		has(t, page, `value="advertising"`, `value="other"`)
		hasNot(t, page, "false-alarm")
	}
}

func TestADecisionIsUndoneWithoutAScript(t *testing.T) {
	r := newRoom(t, review.Options{Undo: time.Hour})
	item := r.hold(spam(1))
	w := r.decide(item, url.Values{"reject": {"spam"}})
	q := httptest.NewRequest(http.MethodGet, "/desk/keys", nil)
	q.AddCookie(w.Result().Cookies()[0])
	has(t, r.ask(q).Body.String(), `action="/desk/items/`+item.ID+`/undo"`, "Decided to <b>reject</b>", `<button>Undo`)
	now := r.now(item)
	w = r.post("/desk/items/"+item.ID+"/undo", url.Values{"version": {strconv.FormatInt(now.Version, 10)}})
	if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != "/desk/items/"+item.ID {
		t.Errorf("%d to %s", w.Code, to)
	}
	if i := r.now(item); i.Status != review.StatusOpen || i.Lease.By != r.who.Name {
		t.Errorf("%+v", i)
	}
}

func TestAnIncompleteDecisionSaysWhatIsMissing(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.hold(spam(1))
	for name, form := range map[string]url.Values{
		"no outcome":              {},
		"an outcome of nobody's":  {"outcome": {"publish"}},
		"a code of nobody's":      {"reject": {"because"}},
		"escalated without note":  {"outcome": {review.Escalate}},
		"rejected without a code": {"outcome": {review.Reject}},
	} {
		if w := r.decide(r.now(item), form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Something is missing") {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if w := r.post("/desk/items/"+item.ID+"/decision", url.Values{"outcome": {review.Approve}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("no version: %d", w.Code)
	}
}

func TestAStaleDecisionShowsWhatHasChanged(t *testing.T) {
	r := newRoom(t, review.Options{})
	seen := r.hold(spam(1))
	r.keepAway(seen)
	w := r.decide(seen, url.Values{"outcome": {review.Approve}, "list": {"site=daily"}, "note": {"Seen it in print."}})
	if w.Code != http.StatusConflict {
		t.Fatalf("%d", w.Code)
	}
	has(t, w.Body.String(), "The item has changed meanwhile", "<bdi><b>ben</b></bdi>: claimed", "in the hands of <bdi>ben</bdi>", "Seen it in print.",
		`href="/desk/items/`+seen.ID+`?site=daily">Look at it again`)
	w = r.decide(r.now(seen), url.Values{"outcome": {review.Approve}})
	if w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "Somebody else has the item now") {
		t.Errorf("of another's item: %d %s", w.Code, w.Body)
	}
	if i := r.now(seen); i.Status != review.StatusOpen {
		t.Errorf("it is %s", i.Status)
	}
}

func TestHandsAreChangedAsRightsAllow(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.hold(spam(1))
	to := func(step string, form url.Values) int { return r.post("/desk/items/"+item.ID+"/"+step, form).Code }
	if code := to("claim", nil); code != http.StatusSeeOther || r.now(item).Lease.By != "ann" {
		t.Errorf("claim: %d", code)
	}
	if code := to("heartbeat", nil); code != http.StatusSeeOther {
		t.Errorf("heartbeat: %d", code)
	}
	q := httptest.NewRequest(http.MethodPost, "/desk/items/"+item.ID+"/heartbeat", nil)
	q.Header.Set("Accept", "application/json")
	if w := r.ask(q); !strings.HasPrefix(w.Body.String(), `{"left":29`) {
		t.Errorf("heartbeat of the script: %d %s", w.Code, w.Body)
	}
	if code := to("release", nil); code != http.StatusSeeOther || r.now(item).Lease != nil {
		t.Errorf("release: %d", code)
	}
	r.keepAway(item)
	if w := r.ask(q.Clone(t.Context())); w.Code != http.StatusConflict {
		t.Errorf("heartbeat of another's item: %d", w.Code)
	}
	if code := to("takeover", url.Values{"note": {"Mine."}}); code != http.StatusForbidden {
		t.Errorf("a reviewer takes over: %d", code)
	}
	r.who.Roles = map[string]access.Role{"": access.RoleLead}
	if code := to("takeover", nil); code != http.StatusUnprocessableEntity {
		t.Errorf("a lead takes over without a note: %d", code)
	}
	if code := to("takeover", url.Values{"note": {"Mine."}}); code != http.StatusSeeOther || r.now(item).Lease.By != "ann" {
		t.Errorf("a lead takes over: %d", code)
	}
	r.who.Roles = map[string]access.Role{"": access.RoleAuditor}
	if code := to("claim", nil); code != http.StatusForbidden {
		t.Errorf("an auditor claims: %d", code)
	}
	hasNot(t, r.page("/desk/items/"+item.ID), "Approve <kbd>", "Take it")
	hasNot(t, r.page("/desk/"), "Next item")
}

func TestWhatWasSkippedOrEscalatedDoesNotComeBack(t *testing.T) {
	r := newRoom(t, review.Options{})
	first, second := r.hold(spam(1)), r.hold(spam(2))
	if to := r.post("/desk/items/"+first.ID+"/skip", nil).Header().Get("Location"); to != "/desk/items/"+second.ID {
		t.Errorf("skip leads to %s", to)
	}
	w := r.decide(r.now(second), url.Values{"outcome": {review.Escalate}, "note": {"Who knows them?"}, "queue": {"experts"}})
	if to := w.Header().Get("Location"); to != "/desk/items" || r.now(second).Queue != "experts" {
		t.Errorf("escalation leads to %s", to)
	}
	r.who.Name = "ben"
	if to := r.post("/desk/next", url.Values{"list": {"queue=experts"}}).Header().Get("Location"); to != "/desk/items/"+second.ID+"?queue=experts" {
		t.Errorf("somebody else is led to %s", to)
	}
}

func TestNotesAndMovesStandInTheHistory(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.hold(spam(1))
	if w := r.post("/desk/items/"+item.ID+"/note", url.Values{"note": {"Their third <this> week."}}); w.Code != http.StatusSeeOther {
		t.Errorf("note: %d", w.Code)
	}
	form := url.Values{"version": {strconv.FormatInt(r.now(item).Version, 10)}, "queue": {"legal"}}
	if w := r.post("/desk/items/"+item.ID+"/move", form); w.Code != http.StatusSeeOther || r.now(item).Queue != "legal" {
		t.Errorf("move: %d", w.Code)
	}
	has(t, r.page("/desk/items/"+item.ID), "left a note", "Their third &lt;this&gt; week.", "moved to legal")
	form = url.Values{"version": {strconv.FormatInt(r.now(item).Version, 10)}, "queue": {"no queue"}}
	if w := r.post("/desk/items/"+item.ID+"/move", form); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("move to nowhere: %d", w.Code)
	}
	if w := r.post("/desk/items/"+item.ID+"/note", url.Values{"note": {strings.Repeat("x", 2<<20)}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a book: %d", w.Code)
	}
}

func TestALeadOpensWhatWasDecided(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.hold(spam(1))
	r.decide(item, url.Values{"outcome": {review.Approve}})
	form := url.Values{"version": {strconv.FormatInt(r.now(item).Version, 10)}, "note": {"Look again."}}
	if w := r.post("/desk/items/"+item.ID+"/reopen", form); w.Code != http.StatusForbidden {
		t.Errorf("a reviewer: %d", w.Code)
	}
	r.who.Roles = map[string]access.Role{"daily": access.RoleLead}
	has(t, r.page("/desk/items/"+item.ID), "Open it again")
	if w := r.post("/desk/items/"+item.ID+"/reopen", form); w.Code != http.StatusSeeOther || r.now(item).Status != review.StatusOpen {
		t.Errorf("a lead: %d", w.Code)
	}
}
