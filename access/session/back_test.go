package session_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/access/session"
)

func TestAReturnAddressLiesBelowTheDesk(t *testing.T) {
	for address, want := range map[string]string{
		"":                                "/desk/",
		"/desk/":                          "/desk/",
		"/desk/items/4ZC5?revision=2":     "/desk/items/4ZC5?revision=2",
		"/desk/items?text=a%20b&site=x":   "/desk/items?text=a%20b&site=x",
		"/desk/items?next=https://x.org/": "/desk/items?next=https://x.org/",
		"/v1/items":                       "/desk/",
		"//evil.example/desk/":            "/desk/",
		`/\evil.example/desk/`:            "/desk/",
		`/desk/\evil.example`:             "/desk/",
		"https://evil.example/desk/":      "/desk/",
		"javascript:alert(1)":             "/desk/",
		"/desk/../../evil":                "/desk/",
		"/desk/%2e%2e/%2e%2e/v1/items":    "/desk/",
		"/desk/\t/evil.example":           "/desk/",
		"/desk/%0d%0aSet-Cookie:a=b":      "/desk/",
		"/desk/signin":                    "/desk/",
		"/desk/signout":                   "/desk/signout",
		"/desk/items#fragment":            "/desk/items",
		"/desk":                           "/desk/",
		" /desk/":                         "/desk/",
		"/desk/%zz":                       "/desk/",
	} {
		if got := session.Back(address); got != want {
			t.Errorf("Back(%q) = %q, want %q", address, got, want)
		}
	}
}

func FuzzBack(f *testing.F) {
	for _, address := range []string{"/desk/items?a=b", "//evil", `/desk/\x`, "/desk/%2f%2fevil", "/desk/..//evil", "/desk/\u2028"} {
		f.Add(address)
	}
	here := &url.URL{Scheme: "https", Host: "desk.example.org", Path: "/desk/signin"}
	f.Fuzz(func(t *testing.T, address string) {
		got := session.Back(address)
		u, err := here.Parse(got)
		if err != nil || u.Scheme != here.Scheme || u.Host != here.Host || !strings.HasPrefix(u.Path, "/desk/") {
			t.Fatalf("Back(%q) = %q leads to %v, %v", address, got, u, err)
		}
		if strings.ContainsAny(got, "\\\r\n\t ") || session.Back(got) != got {
			t.Fatalf("Back(%q) = %q", address, got)
		}
	})
}
