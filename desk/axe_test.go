package desk_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/oidc"
	"github.com/presscheck/presscheck/access/session"
	"github.com/presscheck/presscheck/desk"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
)

// axe is the source of axe-core, which test.sh fetches.
func axe(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(cache, "presscheck", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatalf("axe-core is missing, test.sh fetches it: %v", err)
	}
	return string(text)
}

// A violation is what axe-core has against a page.
type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML, FailureSummary string }
}

// violations asks for all that WCAG 2.2 wants at level AA, and for what
// axe-core calls best practice.
const violations = `axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then((r) => r.violations.map((v) =>
	({ID: v.id, Impact: v.impact, Help: v.help, Nodes: v.nodes.map((n) => ({HTML: n.html, FailureSummary: n.failureSummary}))})))`

func TestNoPageKeepsAnybodyOut(t *testing.T) {
	source := axe(t)
	r := newRoom(t, review.Options{Undo: time.Hour, Lease: time.Hour})
	r.who.Roles = map[string]access.Role{"": access.RoleAdmin}
	b := r.browse()
	pages, last := r.everyPage()
	b.Open(pages[0])
	b.Do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf("document.cookie = 'presscheck_decided=%s; path=/desk/'", last.ID)))
	for _, path := range pages {
		b.Open(path)
		b.barrierFreeInAll(source, path)
	}
	late := r.hold(spam(5))
	b.Open("/desk/items/" + late.ID)
	r.keepAway(late)
	b.PressAway("a")
	b.Until("document.querySelector('h1').innerText === 'The item has changed meanwhile'")
	b.Do(chromedp.Evaluate[chromedp.Void](source + "; void 0"))
	b.barrierFree()
}

func TestSigningInKeepsNobodyOut(t *testing.T) {
	source := axe(t)
	r := newRoom(t, review.Options{})
	r.who = access.Person{}
	r.pages = desk.Pages{Store: r.Store, SignIn: &desk.SignIn{
		Sessions: &session.Sessions{DB: r.log.DB}, Provider: &oidc.Provider{Issuer: "https://id.example.org/realm"},
	}}.Handler()
	b := r.browse()
	b.Open("/desk/items?site=daily") // leads there
	b.barrierFreeInAll(source, "/desk/signin")
	b.Do(chromedp.Evaluate[chromedp.Void]("document.querySelector('#link').focus()"))
	b.Press("pcl_wrong")
	b.PressAway(kb.Enter)
	b.expectText("h1", "This link does not work any more")
	b.barrierFreeInAll(source, "a link that does not work")
}

// barrierFreeInAll is barrierFree with all opened that can be, in each theme and
// width.
func (b *browser) barrierFreeInAll(source, name string) {
	outer := b.t
	outer.Helper()
	defer func() { b.t = outer }()
	b.Do(chromedp.Evaluate[chromedp.Void](source + "; void 0"))
	b.Do(chromedp.Evaluate[chromedp.Void]("document.querySelectorAll('details').forEach((d) => d.open = true)"))
	for theme, width := range map[string]int64{"light": 1440, "dark": 390} {
		b.Theme(theme)
		b.Do(chromedp.EmulateViewport(width, 900))
		outer.Run(fmt.Sprintf("%s, %s, %d wide", name, theme, width), func(t *testing.T) {
			b.t = t
			b.barrierFree()
		})
	}
}

func (b *browser) barrierFree() {
	b.t.Helper()
	for _, v := range ask[[]violation](b, violations) {
		b.t.Errorf("%s (%s): %s", v.ID, v.Impact, v.Help)
		for _, n := range v.Nodes[:min(len(v.Nodes), 3)] {
			b.t.Errorf("    %s\n%s", n.HTML, n.FailureSummary)
		}
	}
	if over := ask[int](b, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
		b.t.Errorf("the page is %d pixels wider than the window", over)
	}
}

// everyPage is an address of each page in each of its states, and the item that
// was decided last.
func (r *room) everyPage() ([]string, review.Item) {
	r.t.Helper()
	free, mine, others, decided := r.hold(spam(1)), r.hold(spam(2)), r.hold(spam(3)), r.hold(spam(4))
	arabic := r.hold(pipeline.Submission{Site: "daily", Title: "افتتاح المكتبة الجديدة", Content: []byte(
		"<html lang=ar dir=rtl><h1>افتتاح المكتبة الجديدة</h1><p>أعلنت البلدية أمس أن المكتبة ستفتح أبوابها. كل\u200bمة \u202eevil\u202c</p>" + links)})
	ctx := r.t.Context()
	if _, err := r.Claim(ctx, mine.ID, r.who.Name); err != nil {
		r.t.Fatal(err)
	}
	if _, err := r.Claim(ctx, others.ID, "ben"); err != nil {
		r.t.Fatal(err)
	}
	claimed, err := r.Claim(ctx, decided.ID, r.who.Name)
	if err == nil {
		_, err = r.Decide(ctx, review.Decision{Item: decided.ID, Reviewer: r.who.Name, Version: claimed.Version, Outcome: review.Reject, Code: "spam", Note: "A campaign."})
	}
	if err != nil {
		r.t.Fatal(err)
	}
	_, token := r.madeToken(access.Token{Name: "cms", Scopes: []access.Scope{access.ScopeCheck, access.ScopeReview}, Sites: []string{"daily", "weekly"}})
	paths := []string{"/desk/", "/desk/overview", "/desk/deliveries", "/desk/audit", "/desk/audit?verify=1&actor=" + r.who.Name, "/desk/audit?item=none", "/desk/tokens", "/desk/tokens?all", "/desk/tokens/" + token.ID, "/desk/groups/" + free.ID, "/desk/items?status=any&order=newest&text=bridge", "/desk/items?site=none", "/desk/keys", "/desk/nothing"}
	for _, i := range []review.Item{free, mine, others, decided, arabic} {
		paths = append(paths, "/desk/items/"+i.ID)
	}
	paths = append(paths, "/desk/items/"+free.ID+"?preview")
	return append(paths, r.pagesOfLeads()...), decided
}
