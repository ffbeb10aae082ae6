package access

import (
	"slices"
	"time"
)

// A Scope is what a token opens.
type Scope string

// The scopes there are.
const (
	ScopeCheck   Scope = "check"   // have articles checked and repaired
	ScopeReview  Scope = "review"  // see what is held, and decide in people's names
	ScopeAdmin   Scope = "admin"   // replace the policy
	ScopeMetrics Scope = "metrics" // read metrics and take profiles
)

// Scopes lists all of them.
func Scopes() []Scope { return []Scope{ScopeCheck, ScopeReview, ScopeAdmin, ScopeMetrics} }

// A Token is what a program shows. Who has its secret may do what it opens.
type Token struct {
	ID      string // says which is meant, and opens nothing
	Name    string // of the program; a program may have several
	Scopes  []Scope
	Sites   []string  // nil is all, as for Person.Sites
	Created time.Time // all times are UTC
	Expires time.Time // zero: never
	Used    time.Time // to the hour; zero: never
	Revoked time.Time // zero: not
}

// Opens reports whether the token has the scope.
func (t Token) Opens(s Scope) bool { return slices.Contains(t.Scopes, s) }

// On reports whether the token is good for the site.
func (t Token) On(site string) bool { return t.Sites == nil || slices.Contains(t.Sites, site) }

// Valid reports whether the token opens anything at that time.
func (t Token) Valid(at time.Time) bool {
	return t.Revoked.IsZero() && (t.Expires.IsZero() || at.Before(t.Expires))
}
