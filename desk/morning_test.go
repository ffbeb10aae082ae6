package desk_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/review"
)

// TestAMorningWithTheKeyboardAlone decides in each way there is, and touches
// nothing but keys.
func TestAMorningWithTheKeyboardAlone(t *testing.T) {
	r := newRoom(t, review.Options{Undo: time.Hour, Lease: time.Hour})
	r.who.Roles = map[string]access.Role{"": access.RoleLead}
	items := make([]review.Item, 7)
	for i := range items {
		items[i] = r.hold(spam(i))
	}
	b := r.browse()
	b.Open("/desk/")

	b.Press("?")
	b.Until("document.querySelector('#keysheet').open")
	b.Press("a" + kb.Escape) // while the sheet is open, keys do nothing
	b.Until("!document.querySelector('#keysheet').open")
	b.Press("jjk")
	b.PressAway(kb.Enter)
	b.expect(items[0])

	b.Press("nn")
	b.Until("document.querySelectorAll('.source mark.here').length > 0 && document.querySelectorAll('.reading mark.here').length > 0")
	b.Until("document.querySelector('#said').textContent.startsWith('2: ')")
	b.Press("r")
	b.Until("document.querySelector('details.codes').open")
	b.PressAway("1")
	b.expect(items[1])
	r.decided(items[0], review.Reject)

	b.PressAway("u")
	b.expect(items[0])
	if i := r.now(items[0]); i.Status != review.StatusOpen || i.Lease == nil {
		t.Errorf("after undo: %+v", i)
	}
	b.Press("r")
	b.PressAway("2")
	b.expect(items[2]) // items[1] is still in hand
	b.PressAway("A")
	r.decided(items[2], review.ApproveRepaired)
	b.expect(items[3])
	b.PressAway("s")
	b.expect(items[4])

	b.Press("e")
	b.Until("document.activeElement.id === 'why-escalate'")
	b.Press("ask the sports desk") // letters in a field decide nothing
	b.PressAway(kb.Enter, kb.ModifierCtrl)
	if i := r.now(items[4]); i.Queue != review.EscalateQueue || i.Status != review.StatusOpen {
		t.Errorf("after escalation: %+v", i)
	}
	b.expect(items[5]) // what was escalated is for somebody else
	b.PressAway("a")
	r.decided(items[5], review.Approve)
	b.expect(items[6])

	b.PressAway("/")
	b.Until("document.activeElement.id === 'text'")
	b.Press("part 1")
	b.PressAway(kb.Enter)
	if rows := ask[string](b, "document.querySelector('.items tbody').innerText"); !strings.Contains(rows, "part 1") || strings.Contains(rows, "part 6") {
		t.Errorf("found: %s", rows)
	}
	b.Press("j")
	b.PressAway(kb.Enter)
	b.expect(items[1])
}

// expect is that the page of the item is shown.
func (b *browser) expect(item review.Item) {
	b.t.Helper()
	b.Until("document.readyState === 'complete' && document.querySelector('h1').innerText === '" + item.Title + "'")
}

func (r *room) now(item review.Item) review.Item {
	r.t.Helper()
	i, err := r.Item(r.t.Context(), item.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	return i
}

func (r *room) decided(item review.Item, outcome string) {
	r.t.Helper()
	if i := r.now(item); i.Status != review.StatusDecided || i.Outcome != outcome || i.Decision.By != r.who.Name {
		r.t.Errorf("%s: %s %s %+v, want %s", i.Title, i.Status, i.Outcome, i.Decision, outcome)
	}
}

func TestThePageKeepsTheItemInHand(t *testing.T) {
	r := newRoom(t, review.Options{Lease: time.Hour})
	item := r.hold(spam(1))
	if _, err := r.Claim(t.Context(), item.ID, r.who.Name); err != nil {
		t.Fatal(err)
	}
	first := r.now(item).Lease.Until
	b := r.browse()
	b.Open("/desk/items/" + item.ID)
	b.Until("beating !== 0") // every third of the lease
	const beat = "beat(document.querySelector('[data-beat]')).then(() => document.querySelector('.lease p').textContent)"
	if text := ask[string](b, beat); !strings.HasPrefix(text, "In your hands") || !r.now(item).Lease.Until.After(first) {
		t.Errorf("the page says %q, and the lease was until %v and is %+v", text, first, r.now(item).Lease)
	}
	if _, err := r.TakeOver(t.Context(), item.ID, "ben", "I know the author."); err != nil {
		t.Fatal(err)
	}
	if text := ask[string](b, beat); !strings.Contains(text, "not in your hands anymore") {
		t.Errorf("the page says %q", text)
	}
}

func TestWithoutItsScriptThePageDecidesAndUndoes(t *testing.T) {
	r := newRoom(t, review.Options{Undo: time.Hour, Lease: time.Hour})
	first, second := r.hold(spam(1)), r.hold(spam(2))
	b := r.browse()
	b.withoutScripts()
	b.Open("/desk/")
	b.click("form[action='/desk/next'] button")
	b.expectText("h1", first.Title)
	b.click("details.codes summary")
	b.click("button[name=reject][value=spam]")
	r.decided(first, review.Reject)
	b.expectText("h1", second.Title)
	b.click(".undo button")
	b.expectText("h1", first.Title)
	if i := r.now(first); i.Status != review.StatusOpen {
		t.Errorf("after undo it is %s", i.Status)
	}
	b.click("a[href*='preview']")
	b.Do(chromedp.WaitReady(chromedp.CSS("iframe")))
}

func TestWithoutItsScriptTheAuditLogIsSearchedAndVerified(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who = auditor
	r.note(audit.Record{Actor: "ann", Action: "item.claimed"}, audit.Record{Actor: "ben", Action: "item.claimed"})
	b := r.browse()
	b.withoutScripts()
	b.Open("/desk/")
	b.click("nav a[href='/desk/audit']")
	b.Do(chromedp.Click(chromedp.CSS("label[for=actor]")))
	b.Press("ben")
	b.PressAway(kb.Enter)
	b.expectText("tbody td", "2")
	b.click("button[name=verify]")
	b.expectText(".whole b", "Whole: the 2 records")
	b.expectText("tbody td", "2")
}

func (b *browser) withoutScripts() {
	b.t.Helper()
	b.Do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// click clicks as the mouse does, and waits for the page that it leads to, if
// it is on a link or a button.
func (b *browser) click(selector string) {
	b.t.Helper()
	if strings.HasSuffix(selector, "summary") {
		b.Do(chromedp.Click(chromedp.CSS(selector)))
		return
	}
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		b.t.Fatalf("%s: %v", selector, err)
	}
}

func (b *browser) expectText(selector, want string) {
	b.t.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.TextContent(chromedp.CSS(selector)))
	if err != nil || got != want {
		b.t.Errorf("%s is %q, %v; want %q", selector, got, err, want)
	}
}
