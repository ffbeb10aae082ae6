package desk_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A browser is Chromium with one page of the desk, and nothing of its own to
// go by but the keyboard.
type browser struct {
	t   *testing.T
	ctx context.Context
	at  string // where the desk is
}

// patience is how long a browser may take for anything before a test fails.
const patience = 5 * time.Minute

// browse opens a browser on the desk. It runs as root in containers, where
// Chromium's sandbox does not.
func (r *room) browse(o ...chromedp.ExecAllocatorOption) *browser {
	r.t.Helper()
	server := httptest.NewServer(r)
	ctx, stop := context.WithTimeout(context.Background(), patience)
	ctx, quit := chromedp.NewContext(ctx, chromedp.WithAllocatorOptions(append(o, chromedp.NoSandbox)...))
	r.t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil && ctx.Err() == nil {
			r.t.Error(err)
		}
		quit()
		stop()
		server.Close()
	})
	b := &browser{r.t, ctx, server.URL}
	b.do(chromedp.EmulateViewport(1440, 1000))
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.at + path))
}

// ask is the value of a JavaScript expression.
func ask[T any](b *browser, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for a JavaScript expression to be true, on this page or on the one
// that the browser is just going to.
func (b *browser) until(expression string) {
	b.t.Helper()
	wait := chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(patience/10))
	_, err := chromedp.Run(b.ctx, wait)
	for n := 0; n < 5 && err != nil && strings.Contains(err.Error(), "Cannot find context"); n++ { // the page is gone
		_, err = chromedp.Run(b.ctx, wait)
	}
	if err != nil {
		b.t.Fatalf("%s: %v; at %s:\n%s", expression, err, ask[string](b, "location.href"), ask[string](b, "document.querySelector('main').innerText"))
	}
}

// raw makes keys come as a keyboard's do: a page can keep the character of one
// that it has used from being typed.
func raw(p *input.DispatchKeyEventParams) {
	if p.Type == kb.KeyDown {
		p.Type = input.DispatchKeyEventTypeRawKeyDown
	}
}

// press presses keys, one after another.
func (b *browser) press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys, raw))
}

// pressAway presses keys that lead to another page, and waits for it.
func (b *browser) pressAway(keys string, with ...chromedp.Modifier) {
	b.t.Helper()
	if _, err := chromedp.RunResponse(b.ctx, chromedp.KeyEvent(keys, raw, chromedp.KeyModifiers(with...))); err != nil {
		b.t.Fatalf("%q leads nowhere from %s: %v", keys, ask[string](b, "location.href"), err)
	}
}

func (b *browser) theme(name string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return err
	}))
}
