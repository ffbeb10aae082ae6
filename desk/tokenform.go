package desk

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/presscheck/presscheck/access"
)

// A tokenForm is what was written of a token to be made.
type tokenForm struct {
	Name, Sites string
	Scopes      []string
	Days        string
}

// Has reports whether the scope is ticked.
func (f tokenForm) Has(scope access.Scope) bool { return slices.Contains(f.Scopes, string(scope)) }

// A scopeChoice is a scope, and what it opens.
type scopeChoice struct {
	Scope access.Scope
	Opens string
}

var scopeChoices = []scopeChoice{
	{access.ScopeCheck, "have articles checked and repaired"},
	{access.ScopeReview, "see what is held, and decide in people's names"},
	{access.ScopeAdmin, "replace the policy, read the audit log; on every site alone"},
	{access.ScopeMetrics, "read metrics and take profiles; on every site alone"},
}

// A lifeChoice is how long a token can last.
type lifeChoice struct{ Days, Words string }

var lifeChoices = []lifeChoice{{"30", "30 days"}, {"90", "90 days"}, {"365", "a year"}, {"0", "until it is revoked"}}

// token is what the form asks for.
func (f tokenForm) token(now time.Time) (access.Token, error) {
	t := access.Token{Name: f.Name}
	for _, scope := range f.Scopes {
		t.Scopes = append(t.Scopes, access.Scope(scope))
	}
	for site := range strings.SplitSeq(f.Sites, ",") {
		if site = strings.TrimSpace(site); site != "" {
			t.Sites = append(t.Sites, site)
		}
	}
	if t.Sites == nil && strings.TrimSpace(f.Sites) != "" { // it would be for every site
		return t, errors.New("there is no site beside the commas")
	}
	if !slices.ContainsFunc(lifeChoices, func(l lifeChoice) bool { return l.Days == f.Days }) {
		return t, errors.New("choose how long it lasts")
	}
	if days, _ := strconv.Atoi(f.Days); days > 0 {
		t.Expires = now.UTC().AddDate(0, 0, days).Truncate(time.Second)
	}
	return t, nil
}
