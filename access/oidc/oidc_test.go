package oidc_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/oidc"
	"github.com/presscheck/presscheck/access/oidc/oidctest"
	"github.com/presscheck/presscheck/access/session"
)

const redirect = "https://desk.example.org/desk/signin/oidc"

func client(p *oidctest.Provider) *oidc.Provider {
	return &oidc.Provider{
		Issuer: p.URL, ClientID: "desk", ClientSecret: "s", RedirectURL: redirect, Secure: true, NameClaim: "email", GroupsClaim: "groups",
		Groups: oidc.Groups{"desk-daily": {"daily": access.RoleReviewer}, "leads": {"daily": access.RoleLead, "": access.RoleAuditor}},
	}
}

// A browser has the cookies that it was given, and where it was sent.
type browser struct {
	t       *testing.T
	cookies map[string]string
	at      string
}

func (b *browser) take(w *httptest.ResponseRecorder) {
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
			continue
		}
		if !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" || !strings.HasPrefix(c.Name, "__Host-") || c.MaxAge > 600 {
			b.t.Errorf("cookie = %s", c)
		}
		b.cookies[c.Name] = c.Value
	}
}

func (b *browser) request(address string) *http.Request {
	r := httptest.NewRequestWithContext(b.t.Context(), "GET", address, nil)
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	return r
}

// start goes to the provider and back, as far as the address of Finish.
func start(t *testing.T, c *oidc.Provider) *browser {
	t.Helper()
	b := &browser{t: t, cookies: map[string]string{}}
	w := httptest.NewRecorder()
	if err := c.Start(w, b.request("https://desk.example.org/desk/signin"), "/desk/items"); err != nil {
		t.Fatal(err)
	}
	b.take(w)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(w.Header().Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, answer.Body)
	answer.Body.Close()
	b.at = answer.Header.Get("Location")
	if !strings.HasPrefix(b.at, redirect+"?") {
		t.Fatalf("the provider sends to %q", b.at)
	}
	return b
}

func (b *browser) finish(c *oidc.Provider) (oidc.Signed, error) {
	w := httptest.NewRecorder()
	got, err := c.Finish(w, b.request(b.at))
	b.take(w)
	return got, err
}

func TestWhoTheProviderKnowsIsSignedIn(t *testing.T) {
	p := oidctest.New(t)
	c := client(p)
	b := start(t, c)
	got, err := b.finish(c)
	want := oidc.Signed{
		Person:  access.Person{Name: "ann@example.org", Roles: map[string]access.Role{"daily": access.RoleReviewer}},
		Account: session.Account{Subject: p.URL + " 4711", Groups: []string{"desk-daily"}},
		Back:    "/desk/items",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
	if len(b.cookies) > 0 {
		t.Errorf("cookies that are left: %v", b.cookies)
	}
}

func TestOfSeveralGroupsTheRolesOfEachCount(t *testing.T) {
	p := oidctest.New(t)
	p.Change = func(claims map[string]any) { claims["groups"] = []string{"leads", "desk-daily"} }
	c := client(p)
	got, err := start(t, c).finish(c)
	want := map[string]access.Role{"daily": access.RoleReviewer | access.RoleLead, "": access.RoleAuditor}
	if diff := cmp.Diff(want, got.Person.Roles); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}

// A signer makes a token of its head and claims.
type signer = func(head, claims string) string

func TestWhatTheProviderDidNotSignForUsIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		change func(claims map[string]any)
		sign   func(own signer, head, claims string) string
		want   error
	}{
		"another nonce":      {func(c map[string]any) { c["nonce"] = "x" }, nil, oidc.ErrProvider},
		"no nonce":           {func(c map[string]any) { delete(c, "nonce") }, nil, oidc.ErrProvider},
		"for somebody else":  {func(c map[string]any) { c["aud"] = "cms" }, nil, oidc.ErrProvider},
		"of another issuer":  {func(c map[string]any) { c["iss"] = "https://evil.example" }, nil, oidc.ErrProvider},
		"over":               {func(c map[string]any) { c["exp"] = time.Now().Add(-time.Hour).Unix() }, nil, oidc.ErrProvider},
		"not to be used yet": {func(c map[string]any) { c["nbf"] = time.Now().Add(time.Hour).Unix() }, nil, oidc.ErrProvider},
		"signed by somebody else": {nil, func(_ signer, head, claims string) string {
			return oidctest.RS256(oidctest.NewKey())(head, claims)
		}, oidc.ErrProvider},
		"not signed": {nil, func(_ signer, _, claims string) string {
			return oidctest.Encode([]byte(`{"alg":"none"}`)) + "." + oidctest.Encode([]byte(claims)) + "."
		}, oidc.ErrProvider},
		"changed after it was signed": {nil, func(own signer, head, claims string) string {
			parts := strings.Split(own(head, claims), ".")
			return parts[0] + "." + oidctest.Encode([]byte(strings.Replace(claims, "4711", "4712", 1))) + "." + parts[2]
		}, oidc.ErrProvider},
		"no token":              {nil, func(signer, string, string) string { return "" }, oidc.ErrProvider},
		"an email not checked":  {func(c map[string]any) { c["email_verified"] = false }, nil, oidc.ErrProvider},
		"no email":              {func(c map[string]any) { delete(c, "email") }, nil, oidc.ErrProvider},
		"in none of the groups": {func(c map[string]any) { c["groups"] = []string{"everybody"} }, nil, oidc.ErrNoRole},
		"in no group":           {func(c map[string]any) { delete(c, "groups") }, nil, oidc.ErrNoRole},
	} {
		t.Run(name, func(t *testing.T) {
			p := oidctest.New(t)
			p.Change = test.change
			if test.sign != nil {
				own := p.Sign
				p.Sign = func(head, claims string) string { return test.sign(own, head, claims) }
			}
			c := client(p)
			if got, err := start(t, c).finish(c); !errors.Is(err, test.want) || got.Person.Name != "" {
				t.Errorf("signed in as %+v, %v, want %v", got, err, test.want)
			}
		})
	}
}

func TestAnAttemptIsFinishedOnceAndWhereItWasBegun(t *testing.T) {
	p := oidctest.New(t)
	c := client(p)
	used := start(t, c)
	kept := map[string]string{}
	for name, value := range used.cookies {
		kept[name] = value
	}
	if _, err := used.finish(c); err != nil {
		t.Fatal(err)
	}
	if _, err := used.finish(c); !errors.Is(err, oidc.ErrStale) {
		t.Errorf("finished twice: %v, want ErrStale", err)
	}
	used.cookies = kept
	if _, err := used.finish(c); !errors.Is(err, oidc.ErrProvider) {
		t.Errorf("finished twice, with the old cookie: %v, want ErrProvider", err)
	}
	for name, change := range map[string]func(b *browser){
		"another state":   func(b *browser) { b.at = strings.Replace(b.at, "state=", "state=x", 1) },
		"no state":        func(b *browser) { b.at = strings.Replace(b.at, "state=", "s=", 1) },
		"another browser": func(b *browser) { b.cookies = nil },
		"a broken cookie": func(b *browser) {
			for name := range b.cookies {
				b.cookies[name] = "e30"
			}
		},
	} {
		b := start(t, c)
		change(b)
		if _, err := b.finish(c); !errors.Is(err, oidc.ErrStale) {
			t.Errorf("%s: %v, want ErrStale", name, err)
		}
	}
	b := start(t, c)
	code := p.Code
	b.at = strings.Replace(b.at, "code=", "error=access_denied&c=", 1)
	if _, err := b.finish(c); !errors.Is(err, oidc.ErrProvider) {
		t.Errorf("refused by the provider: %v", err)
	}
	b = start(t, c)
	b.at = strings.Replace(b.at, p.Code, code, 1)
	if _, err := b.finish(c); !errors.Is(err, oidc.ErrProvider) || strings.Contains(err.Error(), code) {
		t.Errorf("somebody else's code: %v, want ErrProvider without the code", err)
	}
}

func TestAProviderThatIsAwayIsAskedAgain(t *testing.T) {
	p := oidctest.New(t)
	c := client(p)
	away := true
	c.Client = &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		if away {
			return nil, errors.New("away")
		}
		return http.DefaultTransport.RoundTrip(r)
	})}
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/desk/signin", nil)
	if err := c.Start(httptest.NewRecorder(), r, "/desk/"); !errors.Is(err, oidc.ErrProvider) {
		t.Errorf("start = %v, want ErrProvider", err)
	}
	away = false
	if _, err := start(t, c).finish(c); err != nil {
		t.Error(err)
	}
}

// TestASlowProviderIsAskedOnceAndKeepsNobodyWaitingWhoLeaves has three people
// come while the provider takes its time.
func TestASlowProviderIsAskedOnceAndKeepsNobodyWaitingWhoLeaves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked, answer := 0, make(chan struct{})
		c := &oidc.Provider{Issuer: "https://id.example", Client: &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
			asked++
			select {
			case <-answer:
				w := httptest.NewRecorder()
				io.WriteString(w, `{"issuer":"https://id.example","authorization_endpoint":"https://id.example/authorize"}`)
				return w.Result(), nil
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		})}}
		come := func(ctx context.Context) chan error {
			done := make(chan error, 1)
			go func() {
				done <- c.Start(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/desk/signin/start", nil), "/desk/")
			}()
			synctest.Wait()
			return done
		}
		leaving, leave := context.WithCancel(t.Context())
		first, second, third := come(leaving), come(t.Context()), come(leaving)
		leave()
		synctest.Wait()
		for name, done := range map[string]chan error{"first": first, "third": third} {
			select {
			case err := <-done:
				if !errors.Is(err, oidc.ErrProvider) || !errors.Is(err, context.Canceled) {
					t.Errorf("the %s, who left: %v", name, err)
				}
			default:
				t.Errorf("the %s left, and is waited for", name)
			}
		}
		close(answer)
		if err := <-second; err != nil {
			t.Errorf("the second, who waited: %v", err)
		}
		if err := <-come(t.Context()); err != nil || asked != 1 {
			t.Errorf("who came later: %v; the provider was asked %d times", err, asked)
		}
	})
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestGroupsAreReadStrictly(t *testing.T) {
	got, err := oidc.ReadGroups([]byte("Desk.Leads:\n  daily: lead\n  \"*\": auditor\n"))
	want := oidc.Groups{"Desk.Leads": {"daily": access.RoleLead, "": access.RoleAuditor}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
	for text, want := range map[string]string{
		"":                          "does not hold groups",
		"leads: lead":               "does not hold groups",
		"leads: {daily: boss}":      `leads: daily: invalid: there is no role "boss"; there are reviewer`,
		"leads: {\"\": lead}":       `write "*"`,
		"leads: {a: lead, a: lead}": "does not hold groups",
	} {
		if _, err := oidc.ReadGroups([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func FuzzFinish(f *testing.F) {
	f.Add("state=a&code=b", "e30")
	f.Add("state=&code=b", oidctest.Encode([]byte(`{"state":"","nonce":"n","verifier":"v"}`)))
	f.Add("code=b", oidctest.Encode([]byte(`{"state":"s","nonce":"n","verifier":"v","back":"//evil"}`)))
	c := &oidc.Provider{Issuer: "https://id.invalid", Client: &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) {
		return nil, errors.New("away")
	})}}
	f.Fuzz(func(t *testing.T, query, cookie string) {
		r := httptest.NewRequest("GET", "/desk/signin/oidc", nil)
		r.URL.RawQuery = query
		r.AddCookie(&http.Cookie{Name: "presscheck-signin", Value: cookie})
		if got, err := c.Finish(httptest.NewRecorder(), r); err == nil || got.Person.Name != "" {
			t.Fatalf("signed in as %+v, %v", got, err)
		}
	})
}
