package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/access/oidc/oidctest"
)

// A browser keeps cookies and goes where it is sent.
type browser struct {
	*http.Client
	t *testing.T
}

func newBrowser(t *testing.T) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{&http.Client{Jar: jar}, t}
}

// page is what it shows in the end, and where.
func (b *browser) page(answer *http.Response, err error) (text, path string) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(body), answer.Request.URL.Path
}

var printedLink = regexp.MustCompile(`(http://127\.0\.0\.1:\d+/desk/signin)#(pcl_[A-Za-z0-9_-]{43})`)

func TestTheFirstPersonSignsInWithTheLinkThatIsPrinted(t *testing.T) {
	config := file(t, "presscheck.yaml", "store:\n  driver: sqlite\n  path: "+filepath.Join(t.TempDir(), "desk.db")+"\n")
	s := startService(t, "--config", config)
	link := printedLink.FindStringSubmatch(s.out.String())
	if link == nil || !strings.HasPrefix(link[1], s.address+"/") {
		t.Fatalf("printed: %s", s.out)
	}
	b := newBrowser(t)
	if text, at := b.page(b.Get(s.address)); at != "/desk/signin" || !strings.Contains(text, `name="link"`) {
		t.Errorf("who is not signed in is shown %s: %s", at, text)
	}
	if text, at := b.page(b.PostForm(link[1], url.Values{"link": {link[2]}})); at != "/desk/" || !strings.Contains(text, "<bdi>admin</bdi>") {
		t.Errorf("the link leads to %s: %s", at, text)
	}
	if text, _ := b.page(newBrowser(t).PostForm(link[1], url.Values{"link": {link[2]}})); !strings.Contains(text, "does not work any more") {
		t.Errorf("used again, it leads to %s", text)
	}
	s.stop()
	again := startService(t, "--config", config)
	again.stop()
	if strings.Contains(again.out.String(), "pcl_") {
		t.Errorf("somebody has signed in, and yet is printed: %s", again.out)
	}
	if strings.Contains(s.log.String()+again.log.String(), "pcl_") || strings.Contains(s.log.String(), "pcs_") {
		t.Errorf("the log has a secret:\n%s%s", s.log, again.log)
	}
	if !strings.Contains(s.log.String(), `"route":"POST /desk/signin"`) {
		t.Errorf("the log does not name the route:\n%s", s.log)
	}
}

func TestPeopleSignInAtTheProvider(t *testing.T) {
	provider := oidctest.New(t)
	roles := file(t, "roles.yaml", "desk-daily: {daily: reviewer}\n")
	address := freeAddress(t)
	config := file(t, "presscheck.yaml", "store:\n  driver: sqlite\n  path: "+filepath.Join(t.TempDir(), "desk.db")+
		"\naccess:\n  origin: http://"+address+"\noidc:\n  issuer: "+provider.URL+"\n  client_id: desk\n  roles_file: "+roles+"\n")
	s := startService(t, "--server-address", address, "--config", config)
	b := newBrowser(t)
	if text, _ := b.page(b.Get(s.address + "/desk/items?site=daily")); !strings.Contains(text, `href="/desk/signin/start?to=%2fdesk%2fitems%3fsite%3ddaily"`) {
		t.Errorf("the provider is not offered: %s", text)
	}
	if text, at := b.page(b.Get(s.address + "/desk/signin/start?to=%2fdesk%2fitems%3fsite%3ddaily")); at != "/desk/items" || !strings.Contains(text, "<bdi>ann@example.org</bdi>") {
		t.Errorf("signed in, she is at %s: %s", at, text)
	}
	provider.Change = func(claims map[string]any) { claims["groups"] = "others" }
	if text, _ := b.page(newBrowser(t).Get(s.address + "/desk/signin/start")); !strings.Contains(text, "You have no role here") {
		t.Errorf("somebody without a role is shown %s", text)
	}
	provider.Change = func(claims map[string]any) { claims["sub"] = "4712" }
	if text, _ := b.page(newBrowser(t).Get(s.address + "/desk/signin/start")); !strings.Contains(text, "belongs to somebody else") {
		t.Errorf("somebody of the same name is shown %s", text)
	}
	s.stop()
	if strings.Contains(s.out.String(), "pcl_") {
		t.Errorf("beside a provider is printed %s", s.out)
	}
	if want := `"at":"http://` + address + `/desk/signin"`; !strings.Contains(s.log.String(), want) || !strings.Contains(s.log.String(), "oidc.roles_file") {
		t.Errorf("the log does not say how the first person gets in:\n%s", s.log)
	}
	if err := os.WriteFile(roles, []byte("desk-daily: {weekly: auditor}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = startService(t, "--server-address", address, "--config", config)
	defer s.stop()
	for path, want := range map[string]string{"/desk/deliveries?site=daily": "You may not do that", "/desk/deliveries?site=weekly": "<bdi>ann@example.org</bdi>"} {
		if text, at := b.page(b.Get(s.address + path)); at != "/desk/deliveries" || !strings.Contains(text, want) {
			t.Errorf("with another role of her group, %s leads to %s: %s", path, at, text)
		}
	}
}

func TestArticlesAreCheckedForTokensIfThatIsAskedFor(t *testing.T) {
	config := file(t, "presscheck.yaml", "store:\n  driver: sqlite\n  path: "+filepath.Join(t.TempDir(), "desk.db")+"\naccess: {check: tokens, metrics: tokens}\n")
	check, metrics := newToken(t, config, "check"), newToken(t, config, "metrics")
	s := startService(t, "--config", config)
	answer := func(method, address, token string) int {
		t.Helper()
		r, err := http.NewRequest(method, address, strings.NewReader("text"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "text/plain")
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		return got.StatusCode
	}
	for _, test := range []struct {
		method, address, token string
		want                   int
	}{
		{"POST", s.address + "/v1/check", "", 401},
		{"POST", s.address + "/v1/check", metrics, 403},
		{"POST", s.address + "/v1/check", check, 200},
		{"GET", "http://" + s.metrics + "/metrics", "", 401},
		{"GET", "http://" + s.metrics + "/metrics", check, 403},
		{"GET", "http://" + s.metrics + "/metrics", metrics, 200},
		{"GET", "http://" + s.metrics + "/debug/pprof/cmdline", "", 401},
		{"GET", "http://" + s.metrics + "/readyz", "", 200},
	} {
		if got := answer(test.method, test.address, test.token); got != test.want {
			t.Errorf("%s %s = %d, want %d", test.method, test.address, got, test.want)
		}
	}
}

func TestWhereTheOutputIsForProgramsTheLogSaysHowToGetIn(t *testing.T) {
	s := startService(t, "--config", file(t, "presscheck.yaml",
		"store:\n  driver: sqlite\n  path: "+filepath.Join(t.TempDir(), "desk.db")+"\ndecision_log: {to: \"-\"}\n"))
	s.stop()
	if !strings.Contains(s.log.String(), "presscheck token link --name NAME --role admin") || strings.Contains(s.out.String()+s.log.String(), "pcl_") {
		t.Errorf("output:\n%s\nlog:\n%s", s.out, s.log)
	}
}

func TestWhatIsOpenToTheWorldIsSaid(t *testing.T) {
	config := file(t, "presscheck.yaml", "store:\n  driver: sqlite\n  path: "+filepath.Join(t.TempDir(), "desk.db")+"\n")
	world := startService(t, "--server-address", ":0", "--config", config)
	world.stop()
	for _, want := range []string{`"level":"WARN","msg":"whoever reaches this address may have articles checked`, "nobody has ever signed in"} {
		if !strings.Contains(world.log.String(), want) {
			t.Errorf("the log lacks %q:\n%s", want, world.log)
		}
	}
	if strings.Contains(world.out.String(), "pcl_") {
		t.Errorf("where others can read it is printed %s", world.out)
	}
}
