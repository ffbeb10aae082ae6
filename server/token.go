package server

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"
)

// desk lets those to next who show the token. Without a desk or a token there
// is no such route.
func (a *api) desk(next handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		switch {
		case a.Desk == nil || a.Token == "":
			return fault{errNotFound, "The service has no review desk for programs: it needs store.driver and store.token_file."}
		case !a.shown(r):
			w.Header().Set("WWW-Authenticate", `Bearer realm="presscheck"`)
			return fault{errUnauthorized, "The header Authorization has to be Bearer and the token."}
		}
		return next(w, r)
	}
}

// shown reports whether r shows the token, in a time that does not depend on
// how much of it is right.
func (a *api) shown(r *http.Request) bool {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	got, want := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(a.Token))
	return strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare(got[:], want[:]) == 1
}
