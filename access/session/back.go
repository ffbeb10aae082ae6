package session

import (
	"net/url"
	"path"
	"strings"
)

// Home is where people land who did not want to go anywhere.
const Home = "/desk/"

// Back is where to send somebody who has signed in: address if it is a path
// below Home, with or without a query, else Home. What comes as the address was
// perhaps written by somebody who wants to send them elsewhere.
func Back(address string) string {
	u, err := url.Parse(address)
	if err != nil || strings.ContainsFunc(address, odd) || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" {
		return Home
	}
	clean := path.Clean(u.Path)
	if !strings.HasPrefix(address, Home) || !strings.HasPrefix(clean+"/", Home) || strings.ContainsFunc(u.Path, odd) ||
		strings.HasPrefix(clean, Home+"signin") {
		return Home
	}
	return (&url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}).String()
}

// odd is what browsers read otherwise than we do: some take a backslash for a
// slash, and drop control characters.
func odd(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' }
