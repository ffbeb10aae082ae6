package desk_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
)

// A watch notes what a page makes a browser do.
type watch struct {
	mu   sync.Mutex
	seen []string
}

func (w *watch) note(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, what)
}

// all is what was seen since the last time.
func (w *watch) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	seen := w.seen
	w.seen = nil
	return seen
}

// watched is a browser for which every host is this program, and what it is
// asked for that has "hit" in it.
func (r *room) watched() (*browser, *watch) {
	r.t.Helper()
	w := new(watch)
	pages := r.pages
	r.pages = http.HandlerFunc(func(rw http.ResponseWriter, q *http.Request) {
		if strings.Contains(q.URL.String(), "hit") {
			w.note("asked for " + q.URL.String())
		}
		pages.ServeHTTP(rw, q)
	})
	b := r.browse(chromedp.Flag("host-resolver-rules", "MAP *.example "+w.elsewhere(r.t)))
	err := chromedp.Listen(b.ctx, func(event any) {
		if d, ok := event.(*page.EventJavascriptDialogOpening); ok {
			w.note("dialog: " + d.Message)
		}
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return b, w
}

// elsewhere is the address of all other hosts, where whoever calls is seen.
func (w *watch) elsewhere(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			w.note("called another host")
			c.Close()
		}
	}()
	return listener.Addr().String()
}

// hostile are articles of people who mean harm to whoever looks.
func hostile(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{
		"huge-line.html": "<p>" + strings.Repeat("word<b>", 400) + strings.Repeat("x", 300_000) + "<script>alert('hit')</script>" + strings.Repeat("\u202e", 5000),
		"deep.html":      strings.Repeat("<div><script>alert('hit')</script>", 600),
		"many.html":      strings.Repeat("<i onclick=alert('hit')>a</i>\n", 4000),
		"bytes.html":     "<p>\xff\xfe\x00 caf\xe9 <img src=/desk/hit onerror=alert('hit')>\xc0\xaf</p>",
	}
	for name, text := range waysOut {
		out[name] = text
	}
	files, err := filepath.Glob("testdata/hostile/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(f)] = string(text)
	}
	return out
}

const hostileTitle = `</title><script>document.title="hit";alert("hit")</script>"><img src=/desk/hit onerror=alert('hit')>` + "\u202e\u2067'"

func TestNothingInAHostileArticleTakesEffect(t *testing.T) {
	r := newRoom(t, review.Options{})
	r.who.Roles = map[string]access.Role{"": access.RoleLead}
	b, w := r.watched()
	for name, article := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			item := r.holdFound(pipeline.Submission{
				Site: "daily", ExternalID: "javascript:alert('hit')//" + name, URL: "javascript:alert('hit')", Title: hostileTitle,
				Author: map[string]any{"id": `"><script>alert("hit")</script>`}, Content: []byte(article),
			}, `(?s)<[a-z][^>]*>`, `hit|\x{202e}+`, `(?s)<(script|style|svg).*`)
			b.t = t
			for _, path := range []string{"", "?all", "?preview", "/preview"} {
				b.Open("/desk/items/" + item.ID + path)
				b.harmless(w, "/desk/items/"+item.ID+path)
			}
			b.Open("/desk/groups/" + item.ID)
			b.harmless(w, "/desk/groups/"+item.ID)
		})
	}
	b.t = t
	b.Open("/desk/items?status=any")
	b.harmless(w, "/desk/items?status=any")
}

// harmless is that the page, which has been loaded, did nothing and went
// nowhere. What follows in it waits for all that was asked for until then.
func (b *browser) harmless(w *watch, path string) {
	b.t.Helper()
	b.Do(chromedp.WaitReady(chromedp.CSS("body")))
	if got := ask[string](b, "location.pathname + location.search"); got != path {
		b.t.Errorf("%s went to %s", path, got)
	}
	if strings.HasSuffix(path, "/preview") {
		if n := ask[int](b, "document.querySelectorAll('[href], [action], [formaction], script, iframe, base, meta[http-equiv]').length"); n > 0 {
			b.t.Errorf("%s: %d ways out", path, n)
		}
	} else {
		if title := ask[string](b, "document.title"); !strings.HasSuffix(title, "· presscheck") {
			b.t.Errorf("%s: the title is %q", path, title)
		}
		if links := ask[[]string](b, "Array.from(document.querySelectorAll('a[href]'), (a) => a.href).filter((h) => !h.startsWith(origin + '/desk/'))"); len(links) > 0 {
			b.t.Errorf("%s: links lead to %q", path, links)
		}
		if n := ask[int](b, "document.querySelectorAll('main script, main [onclick], main [onerror], main svg, main base, main img, main style, [style]').length"); n > 0 {
			b.t.Errorf("%s: %d elements of the article are in the page", path, n)
		}
		if turned := ask[bool](b, "/[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f\\u061c]/.test(document.querySelector('main').innerText)"); turned {
			b.t.Errorf("%s: characters that turn text are in the page", path)
		}
	}
	if hit := ask[bool](b, "'hit' in window && !(window.hit instanceof Element)"); hit {
		b.t.Errorf("%s: a script ran", path)
	}
	if seen := w.all(); len(seen) > 0 {
		b.t.Errorf("%s: %q", path, seen)
	}
}

// Pages are made in memory: nobody shall fill it by writing.
func TestAnArticleDoesNotMakeAPageManyTimesItsSize(t *testing.T) {
	const size = 300_000
	long, signs := strings.Repeat("h", size), strings.Repeat("\u200b\u202e", size/6)
	for name, s := range map[string]pipeline.Submission{
		"a link with many findings in its text": {Content: []byte(`<a href="https://` + long + `">` + strings.Repeat("wa", 400) + "</a>")},
		"a style that hides many findings":      {Content: []byte(`<p style="display:none;x:` + long + `">` + strings.Repeat("wa", 400))},
		"many paragraphs in one finding":        {Content: []byte("<p>w" + strings.Repeat("<p>a", 5000))},
		"a title of signs":                      {Title: signs, Content: []byte("<p>w")},
		"an author of signs":                    {Author: map[string]any{"name": signs}, Content: []byte("<p>w")},
		"an address of signs":                   {URL: signs, Content: []byte("<p>w")},
		"a name in the CMS of signs":            {ExternalID: signs, Content: []byte("<p>w")},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, review.Options{})
			s.Site = "daily"
			item := r.holdFound(s, "w", "(?s)<p>w.*")
			for path, most := range map[string]int{
				"/desk/items": 200_000, "/desk/items/" + item.ID: 5 * size, "/desk/groups/" + item.ID: 200_000, "/desk/items/" + item.ID + "?all": 5 * size,
			} {
				if w := r.get(path); w.Code != http.StatusOK || w.Body.Len() > most {
					t.Errorf("%s: %d, %d bytes, want at most %d", path, w.Code, w.Body.Len(), most)
				}
			}
		})
	}
}

// TestAWatchSees is what the silence of the others rests on.
func TestAWatchSees(t *testing.T) {
	r := newRoom(t, review.Options{})
	b, w := r.watched()
	b.Open("/desk/keys")
	b.Do(chromedp.Evaluate[chromedp.Void]("fetch('/desk/hit')", chromedp.EvalAwaitPromise))
	if err := chromedp.Do(b.ctx, chromedp.Navigate("http://evil.example/")); err == nil {
		t.Error("another host answered")
	}
	if seen := w.all(); len(seen) < 2 || seen[0] != "asked for /desk/hit" || seen[1] != "called another host" {
		t.Errorf("%q", seen)
	}
}

// TestThePolicyStopsAScriptThatGotIn breaks the page as a bug in it would.
func TestThePolicyStopsAScriptThatGotIn(t *testing.T) {
	r := newRoom(t, review.Options{})
	pages := r.pages
	r.pages = http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		got := httptest.NewRecorder()
		pages.ServeHTTP(got, q)
		for name, values := range got.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(got.Code)
		const in = `<script>window.hit = 1</script><img src="x:" onerror="window.hit = 2"><a id="go" href="javascript:window.hit=3">go</a>` +
			`<script src="https://evil.example/hit.js"></script><base href="https://evil.example/"><style>body { display: none }</style></main>`
		fmt.Fprint(w, strings.Replace(got.Body.String(), "</main>", in, 1))
	})
	b := r.browse()
	b.Open("/desk/keys")
	b.Do(chromedp.Evaluate[chromedp.Void]("document.querySelector('#go').click()"))
	b.Until("document.readyState === 'complete'")
	if ask[bool](b, "'hit' in window") {
		t.Error("an injected script ran")
	}
	if ask[string](b, "getComputedStyle(document.body).display") == "none" {
		t.Error("an injected style took effect")
	}
	if ask[string](b, "document.baseURI") != b.at+"/desk/keys" {
		t.Error("an injected base took effect")
	}
	if !ask[bool](b, "(() => { try { document.body.innerHTML = '<b>x</b>'; return false } catch (e) { return e instanceof TypeError } })()") {
		t.Error("scripts may write HTML")
	}
}
