package desk_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
)

// page is the body of a page that is there.
func (r *room) page(path string) string {
	r.t.Helper()
	w := r.get(path)
	if w.Code != http.StatusOK {
		r.t.Fatalf("%s: %d\n%s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// has checks that each fragment is in the page.
func has(t *testing.T, page string, fragments ...string) {
	t.Helper()
	for _, f := range fragments {
		if !strings.Contains(page, f) {
			t.Errorf("no %s in\n%s", f, page)
		}
	}
}

func hasNot(t *testing.T, page string, fragments ...string) {
	t.Helper()
	for _, f := range fragments {
		if strings.Contains(page, f) {
			t.Errorf("%s is in\n%s", f, page)
		}
	}
}

func TestTheQueueSaysWhatWaitsAndWhy(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.hold(spam(1))
	r.keepAway(r.hold(spam(2)))
	has(t, r.page("/desk/"),
		`<a href="/desk/items/`+item.ID+`"><bdi>The harbour bridge opens, part 1</bdi></a>`,
		`<span class="verdict reject">reject</span>`, `hidden_content`, `<bdi>daily</bdi>`, `by <bdi>bo</bdi>`,
		`<bdi>ben</bdi>`, `<span class="faint">nobody</span>`, `action="/desk/next"`)
}

// keepAway puts the item into somebody else's hands.
func (r *room) keepAway(item review.Item) {
	r.t.Helper()
	if _, err := r.Claim(r.t.Context(), item.ID, "ben"); err != nil {
		r.t.Fatal(err)
	}
}

func TestAFilterStandsInEachAddress(t *testing.T) {
	r := newRoom(t, review.Options{})
	for i := range 52 {
		r.hold(spam(i))
	}
	other := spam(99)
	other.Site, other.Title = "weekly", "Elsewhere"
	r.hold(other)
	page := r.page("/desk/items?site=daily&rule=hidden_content")
	has(t, page, `?rule=hidden_content&amp;site=daily"><bdi>The harbour`, `name="list" value="rule=hidden_content&amp;site=daily"`, `name="rule" value="hidden_content"`)
	hasNot(t, page, "Elsewhere")
	next := regexp.MustCompile(`href="(/desk/items\?rule=hidden_content&amp;site=daily&amp;after=[^"]+)" rel="next"`).FindStringSubmatch(page)
	if next == nil {
		t.Fatal("no next page")
	}
	second := r.page(strings.ReplaceAll(next[1], "&amp;", "&"))
	if n := strings.Count(second, "data-row"); n != 2 {
		t.Errorf("%d items on the second page", n)
	}
	has(t, second, `<a class="button" href="/desk/items?rule=hidden_content&amp;site=daily">First page</a>`)
	has(t, r.page("/desk/items?text=elsewhere"), "Elsewhere")
	hasNot(t, r.page("/desk/items?before=2020-01-01"), "data-row")
	hasNot(t, r.page("/desk/items?kind=hiddentext/hidden-text"), "data-row")
}

func TestAnAddressThatIsNoneSaysSo(t *testing.T) {
	r := newRoom(t, review.Options{})
	for path, want := range map[string]string{"/desk/items?since=yesterday": "not a day", "/desk/items?after=!": "not a place in the list"} {
		if w := r.get(path); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

func TestAnEmptyQueueSaysWhatToDo(t *testing.T) {
	r := newRoom(t, review.Options{})
	has(t, r.page("/desk/"), "Nothing waits", "/desk/items?order=newest&amp;status=decided")
	has(t, r.page("/desk/items?site=daily"), "Nothing fits these filters", `href="/desk/items?site=daily&amp;status=any"`)
	has(t, r.page("/desk/items?status=any"), "There is nothing here")
}

func TestNobodySeesOtherSites(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.hold(spam(1))
	r.who = access.Person{Name: "eve", Roles: map[string]access.Role{"weekly": access.RoleReviewer}}
	hasNot(t, r.page("/desk/items?status=any"), "harbour")
	for _, path := range []string{"", "/preview"} {
		if w := r.get("/desk/items/" + item.ID + path); w.Code != http.StatusNotFound || strings.Contains(w.Body.String(), "harbour") {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	for _, step := range []string{"claim", "heartbeat", "release", "skip", "takeover", "decision", "undo", "reopen", "note", "move"} {
		if w := r.post("/desk/items/"+item.ID+"/"+step, url.Values{"version": {"1"}, "outcome": {review.Approve}, "note": {"x"}}); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", step, w.Code)
		}
	}
	if w := r.post("/desk/next", nil); w.Header().Get("Location") != "/desk/items" {
		t.Errorf("next leads to %s", w.Header().Get("Location"))
	}
	r.who = access.Person{Name: "guest"}
	if w := r.get("/desk/"); w.Code != http.StatusForbidden {
		t.Errorf("without a role: %d", w.Code)
	}
}

func TestNextGivesWhatTheFilterAsksFor(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.hold(spam(1))
	doubtful := r.hold(pipeline.Submission{Site: "daily", Content: []byte("<p>The may\u202er\u202cor spoke of th\u202ee\u202c harbour.</p>")})
	w := r.post("/desk/next", url.Values{"list": {"action=" + doubtful.Action.String()}})
	if to, want := w.Header().Get("Location"), fmt.Sprintf("/desk/items/%s?action=%s", doubtful.ID, doubtful.Action); w.Code != http.StatusSeeOther || to != want {
		t.Errorf("%d to %s, want %s", w.Code, to, want)
	}
}
