// Package browsertest drives Chromium, of Debian's package of that name, through
// pages as tests serve them.
package browsertest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A Browser is Chromium with one page, and nothing to go by but the keyboard.
// What cannot be done fails its test.
type Browser struct {
	Context context.Context // of its page, for package chromedp

	t  *testing.T
	at string
}

// patience is how long a browser may take for anything before a test fails.
const patience = 5 * time.Minute

// New opens a browser for the pages at that origin, until the test ends. It runs
// as root in containers, where Chromium's sandbox does not.
func New(t *testing.T, at string, o ...chromedp.ExecAllocatorOption) *Browser {
	t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), patience)
	ctx, quit := chromedp.NewContext(ctx, chromedp.WithAllocatorOptions(append(o, chromedp.NoSandbox)...))
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil && ctx.Err() == nil {
			t.Error(err)
		}
		quit()
		stop()
	})
	b := &Browser{ctx, t, at}
	b.Do(chromedp.EmulateViewport(1440, 1000))
	return b
}

// Do does the steps, one after another.
func (b *Browser) Do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.Context, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// Open goes to a path of the pages.
func (b *Browser) Open(path string) {
	b.t.Helper()
	b.Do(chromedp.Navigate(b.at + path))
}

// Ask is the value of a JavaScript expression.
func Ask[T any](b *Browser, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.Context, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// Until waits for a JavaScript expression to be true, on this page or on the one
// that the browser is just going to.
func (b *Browser) Until(expression string) {
	b.t.Helper()
	wait := chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(patience/10))
	_, err := chromedp.Run(b.Context, wait)
	for n := 0; n < 5 && err != nil && strings.Contains(err.Error(), "Cannot find context"); n++ { // the page is gone
		_, err = chromedp.Run(b.Context, wait)
	}
	if err != nil {
		b.t.Fatalf("%s: %v; at %s:\n%s", expression, err, Ask[string](b, "location.href"), Ask[string](b, "document.querySelector('main').innerText"))
	}
}

// raw makes keys come as a keyboard's do: a page can keep the character of one
// that it has used from being typed.
func raw(p *input.DispatchKeyEventParams) {
	if p.Type == kb.KeyDown {
		p.Type = input.DispatchKeyEventTypeRawKeyDown
	}
}

// Press presses keys, one after another.
func (b *Browser) Press(keys string) {
	b.t.Helper()
	b.Do(chromedp.KeyEvent(keys, raw))
}

// PressAway presses keys that lead to another page, and waits for it.
func (b *Browser) PressAway(keys string, with ...chromedp.Modifier) {
	b.t.Helper()
	if _, err := chromedp.RunResponse(b.Context, chromedp.KeyEvent(keys, raw, chromedp.KeyModifiers(with...))); err != nil {
		b.t.Fatalf("%q leads nowhere from %s: %v", keys, Ask[string](b, "location.href"), err)
	}
}

// Theme makes the browser one whose owner prefers dark or light pages.
func (b *Browser) Theme(name string) {
	b.t.Helper()
	b.Do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return err
	}))
}
