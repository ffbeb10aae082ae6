package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/desk/browsertest"
	"github.com/presscheck/presscheck/review"
	"github.com/presscheck/presscheck/review/outbox"
	"github.com/presscheck/presscheck/webhook"
)

const (
	webhookSecret = "a secret of thirty-two characters"
	undo          = time.Second // that a decision can be taken back
)

// A message is what presscheck told a CMS.
type message struct {
	signature string
	body      []byte
}

// newCMS takes messages for a site, and the file of webhooks that leads to it.
func newCMS(t *testing.T, site string) (messages chan message, webhooks string) {
	messages = make(chan message, 10)
	cms := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		messages <- message{r.Header.Get(webhook.SignatureHeader), body}
	}))
	t.Cleanup(cms.Close)
	return messages, file(t, "webhooks.yaml", fmt.Sprintf("%s: {url: %q, secrets: [%q], private: true}\n", site, cms.URL, webhookSecret))
}

// deskConfig is a configuration with a desk, and more.
func deskConfig(t *testing.T, more string) string {
	t.Helper()
	return file(t, "presscheck.yaml", "store:\n  driver: sqlite\n  path: "+filepath.Join(t.TempDir(), "desk.db")+"\n"+more)
}

// click clicks on what leads to another page, and waits for it.
func click(t *testing.T, b *browsertest.Browser, selector string) {
	t.Helper()
	if _, err := chromedp.RunResponse(b.Context, chromedp.Click(chromedp.CSS(selector))); err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
}

// hold has an article checked that is held.
func (s *service) hold(t *testing.T, token, site, title string) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"html": "<article lang=zh><p>" + glossed + "</p></article>", "site": site, "title": title, "external_id": title})
	if err != nil {
		t.Fatal(err)
	}
	answer := s.ask(t, token, "POST", "/v1/check", string(body))
	if !bytes.Contains(answer, []byte(`"item":"`)) {
		t.Fatalf("not held: %s", answer)
	}
}

// TestAnArticleGoesFromACMSToAPersonAndBack is all of it together: nothing is
// there but the program, a browser and a CMS.
func TestAnArticleGoesFromACMSToAPersonAndBack(t *testing.T) {
	messages, webhooks := newCMS(t, "daily")
	config := deskConfig(t, "  undo: "+undo.String()+"\n  webhooks_file: "+webhooks+"\naccess: {check: tokens}\n")
	token := newToken(t, config, "check")
	s := startService(t, "--config", config)
	link := printedLink.FindStringSubmatch(s.out.String())
	if link == nil {
		t.Fatalf("printed: %s", s.out)
	}
	b := browsertest.New(t, s.address)
	b.Open("/desk/signin#" + link[2])
	b.Until("document.activeElement.innerText === 'Sign in'")
	if shown := browsertest.Ask[string](b, "location.href"); strings.Contains(shown, "pcl_") {
		t.Errorf("the address still has the secret: %s", shown)
	}
	b.PressAway(kb.Enter)
	b.Until("document.querySelector('.who bdi').innerText === 'admin'")

	s.hold(t, token, "daily", "Opening hours")
	b.Open("/desk/")
	b.Until("document.querySelector('.items tbody').innerText.includes('Opening hours')")
	b.Press("j")
	b.PressAway(kb.Enter)
	b.Until("document.readyState === 'complete' && document.querySelector('h1').innerText === 'Opening hours'")
	b.PressAway("A")
	select {
	case m := <-messages:
		wantRepaired(t, m)
	case <-b.Context.Done():
		t.Fatal("the CMS was told nothing")
	}

	click(t, b, "form[action='/desk/signout'] button")
	b.Until("document.querySelector('h1').innerText === 'Sign in'")
	b.Open("/desk/")
	if at := browsertest.Ask[string](b, "location.pathname"); at != "/desk/signin" {
		t.Errorf("signed out, she is at %s", at)
	}
	if code := s.stop(); code != 0 {
		t.Errorf("exit code %d: %s", code, s.log)
	}
	wantAuditTrail(t, config)
}

// wantRepaired holds a message against the article with its repair.
func wantRepaired(t *testing.T, m message) {
	t.Helper()
	if err := webhook.Verify(webhookSecret, m.signature, m.body, time.Now(), time.Minute); err != nil {
		t.Errorf("signature %q: %v", m.signature, err)
	}
	var told outbox.Delivery
	if err := json.Unmarshal(m.body, &told); err != nil {
		t.Fatalf("%s: %v", m.body, err)
	}
	const clean = "<article lang=zh><p>據館方介紹,新館將提供電子書借閱服務,"
	if told.Outcome != review.ApproveRepaired || told.Site != "daily" || !strings.HasPrefix(told.Repaired, clean) || strings.Contains(told.Repaired, "(") {
		t.Errorf("the CMS was told %s", m.body)
	}
	if final := told.DecidedAt.Add(undo); time.Now().Before(final) {
		t.Errorf("the CMS was told before %v, when it could still be undone", final)
	}
}

// wantAuditTrail is that the log is whole, and has what was done.
func wantAuditTrail(t *testing.T, config string) {
	t.Helper()
	for command, want := range map[string][]string{
		"verify": nil,
		"export": {"token.created", "link.created", "person.signed-in", "item.decided", "person.signed-out"},
	} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), []string{"audit", command, "--config", config}, streams{nil, &out, &errs}, nil); code != 0 {
			t.Errorf("audit %s = %d: %s%s", command, code, &out, &errs)
		}
		for _, action := range want {
			if !strings.Contains(out.String(), `"action":"`+action+`"`) {
				t.Errorf("the audit log has no %s:\n%s", action, &out)
			}
		}
	}
}

func TestWithoutScriptsALinkIsPasted(t *testing.T) {
	s := startService(t, "--config", deskConfig(t, ""))
	link := printedLink.FindString(s.out.String())
	b := browsertest.New(t, s.address)
	b.Do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	b.Open("/desk/signin")
	b.Do(chromedp.SendKeys(chromedp.CSS("#link"), link))
	click(t, b, "main form button")
	got, err := chromedp.Run(b.Context, chromedp.TextContent(chromedp.CSS(".who bdi")))
	if err != nil || got != "admin" {
		t.Errorf("signed in is %q, %v", got, err)
	}
	click(t, b, "form[action='/desk/signout'] button")
	got, err = chromedp.Run(b.Context, chromedp.TextContent(chromedp.CSS("h1")))
	if err != nil || got != "Sign in" {
		t.Errorf("signed out, the page is %q, %v", got, err)
	}
}
