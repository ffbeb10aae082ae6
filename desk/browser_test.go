package desk_test

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/presscheck/presscheck/desk/browsertest"
)

// A browser is Chromium with one page of the desk.
type browser struct {
	*browsertest.Browser
	t   *testing.T
	ctx context.Context
	at  string // where the desk is
}

// browse opens a browser on the desk.
func (r *room) browse(o ...chromedp.ExecAllocatorOption) *browser {
	r.t.Helper()
	server := httptest.NewServer(r)
	r.t.Cleanup(server.Close)
	b := browsertest.New(r.t, server.URL, o...)
	return &browser{b, r.t, b.Context, server.URL}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) { b.t.Helper(); b.Do(steps...) }
func (b *browser) open(path string)                           { b.t.Helper(); b.Open(path) }
func (b *browser) until(expression string)                    { b.t.Helper(); b.Until(expression) }
func (b *browser) press(keys string)                          { b.t.Helper(); b.Press(keys) }
func (b *browser) theme(name string)                          { b.t.Helper(); b.Theme(name) }

func (b *browser) pressAway(keys string, with ...chromedp.Modifier) {
	b.t.Helper()
	b.PressAway(keys, with...)
}

func ask[T any](b *browser, expression string) T {
	b.t.Helper()
	return browsertest.Ask[T](b.Browser, expression)
}
