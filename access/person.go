// Package access says who may do what.
//
// Programs show tokens, people sign in. Both become an identity with rights on
// sites; packages above ask for the right, never for the role.
package access

import (
	"context"
	"slices"
)

// A Right is to do one kind of thing on a site.
type Right string

// What somebody may do.
const (
	See        Right = "see"        // what is held, and the figures
	Decide     Right = "decide"     // claim, skip, approve, reject, escalate; undo what was their own
	Lead       Right = "lead"       // decide groups, take over, reopen, resend
	Administer Right = "administer" // tokens, people, policy, erasure
	Audit      Right = "audit"      // read the audit log
)

// A Person is somebody who has signed in. The zero Person may do nothing.
type Person struct {
	Name  string          // as it stands in the history of items; never empty
	Roles map[string]Role // by site; what that of "" gives holds on every site, beside its own
}

// May reports whether the person has the right on site.
func (p Person) May(right Right, site string) bool {
	return (p.Roles[""] | p.Roles[site]).gives(right)
}

// Sites lists, in order, the sites on which the person has the right: nil is
// every site, empty is none, as for review.Filter.
func (p Person) Sites(right Right) []string {
	if p.May(right, "") {
		return nil
	}
	sites := []string{}
	for site := range p.Roles {
		if p.May(right, site) {
			sites = append(sites, site)
		}
	}
	slices.Sort(sites)
	return sites
}

type personKey struct{}

// With is ctx with the person who signed in.
func With(ctx context.Context, p Person) context.Context {
	return context.WithValue(ctx, personKey{}, p)
}

// PersonOf is who signed in; false is nobody.
func PersonOf(ctx context.Context) (Person, bool) {
	p, ok := ctx.Value(personKey{}).(Person)
	return p, ok
}
