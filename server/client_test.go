package server_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/server"
)

// behindProxies is a service that trusts two networks, and tells pages where
// they are asked from.
func behindProxies() func(peer string, forwarded ...string) string {
	var seen string
	handler := (&server.Server{
		Pipeline:       &pipeline.Pipeline{},
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")},
		Pages:          http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = r.RemoteAddr }),
	}).Handler()
	return func(peer string, forwarded ...string) string {
		r := httptest.NewRequest("GET", "/desk/", nil)
		r.RemoteAddr, r.Header["X-Forwarded-For"] = peer, forwarded
		handler.ServeHTTP(httptest.NewRecorder(), r)
		return seen
	}
}

func TestOnlyATrustedProxySaysWhereARequestComesFrom(t *testing.T) {
	from := behindProxies()
	for _, test := range []struct {
		name, peer string
		forwarded  []string
		want       string
	}{
		{"no proxy", "203.0.113.9:4000", nil, "203.0.113.9:4000"},
		{"a stranger who claims to be one", "203.0.113.9:4000", []string{"198.51.100.1"}, "203.0.113.9:4000"},
		{"a proxy", "10.0.0.1:4000", []string{"203.0.113.9"}, "203.0.113.9:0"},
		{"a proxy over IPv6", "[fd00::1]:4000", []string{"2001:db8::9"}, "[2001:db8::9]:0"},
		{"a proxy on a socket of both", "[::ffff:10.0.0.1]:4000", []string{"203.0.113.9"}, "203.0.113.9:0"},
		{"a proxy that adds ports", "10.0.0.1:4000", []string{"203.0.113.9:5000"}, "203.0.113.9:0"},
		{"what the client made up", "10.0.0.1:4000", []string{"10.0.0.9, 198.51.100.1, 203.0.113.9"}, "203.0.113.9:0"},
		{"two proxies", "10.0.0.1:4000", []string{"198.51.100.1, 203.0.113.9, 10.0.0.2"}, "203.0.113.9:0"},
		{"two lines", "10.0.0.1:4000", []string{"198.51.100.1", "203.0.113.9,10.0.0.2"}, "203.0.113.9:0"},
		{"proxies alone", "10.0.0.1:4000", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3:0"},
		{"a proxy that says nothing", "10.0.0.1:4000", nil, "10.0.0.1:4000"},
		{"what cannot be read", "10.0.0.1:4000", []string{"203.0.113.9, unknown, 10.0.0.2"}, "10.0.0.2:0"},
		{"no address", "pipe", []string{"203.0.113.9"}, "pipe"},
	} {
		if got := from(test.peer, test.forwarded...); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestClientsBehindAProxyWaitEachForThemselves(t *testing.T) {
	desk, _ := newDesk(t)
	desk.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	handler := desk.Handler()
	ask := func(client, token string) int {
		r := httptest.NewRequestWithContext(t.Context(), "GET", "/v1/items", nil)
		r.RemoteAddr = "10.0.0.1:4000"
		r.Header.Set("X-Forwarded-For", client)
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w.Code
	}
	for n := 0; ask("203.0.113.9", "wrong") != http.StatusTooManyRequests; n++ {
		if n > 100 {
			t.Fatal("a hundred wrong tokens, and still no end")
		}
	}
	good := newToken(t, desk, access.Token{Name: "cms", Scopes: []access.Scope{access.ScopeReview}})
	if got := ask("203.0.113.10", good); got != http.StatusOK {
		t.Errorf("another client behind the same proxy is answered %d", got)
	}
}

// FuzzClient sends any X-Forwarded-For: from strangers it changes nothing, and
// before what a trusted proxy has written it changes nothing either.
func FuzzClient(f *testing.F) {
	for _, seed := range []string{"", "10.0.0.1", "a, b", "::1, [::1]:80", "fe80::1%eth0", strings.Repeat(",", 100)} {
		f.Add(seed)
	}
	from := behindProxies()
	f.Fuzz(func(t *testing.T, forwarded string) {
		if got := from("198.51.100.7:4000", forwarded); got != "198.51.100.7:4000" {
			t.Errorf("a stranger is %s", got)
		}
		if got := from("10.0.0.1:4000", forwarded, "203.0.113.9, 10.0.0.2"); got != "203.0.113.9:0" {
			t.Errorf("who comes by two proxies is %s", got)
		}
		if got := from("10.0.0.1:4000", forwarded); netip.MustParseAddrPort(got).Addr().Zone() != "" {
			t.Errorf("the address has a zone: %s", got)
		}
	})
}
