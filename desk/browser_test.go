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

func ask[T any](b *browser, expression string) T {
	b.t.Helper()
	return browsertest.Ask[T](b.Browser, expression)
}
