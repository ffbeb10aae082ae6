package server

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/throttle"
)

// A guard remembers who tries tokens, and how often which is used.
type guard struct {
	failures *throttle.Throttle // by client
	uses     *throttle.Throttle // by token; nil: any number
	good     sync.Map           // hashes of tokens that opened something: a stranger at the same address cannot lock them out
}

func newGuard(perSecond float64) *guard {
	g := &guard{failures: &throttle.Throttle{Every: 6 * time.Second, Burst: 20}}
	if perSecond > 0 {
		g.uses = &throttle.Throttle{Every: time.Duration(float64(time.Second) / perSecond), Burst: int(math.Ceil(perSecond))}
	}
	return g
}

// bearer is the token that r shows, or empty.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return token
}

// token is the token that r shows, if it has the scope: without one nobody knows
// who asks (401), with another it is known that they may not (403).
func (a *api) token(w http.ResponseWriter, r *http.Request, scope access.Scope) (access.Token, error) {
	t, err := a.anyToken(w, r)
	if err == nil && !t.Opens(scope) {
		err = fault{errForbidden, "The token has not the scope " + string(scope) + ". Make one that has it with 'presscheck token create'."}
	}
	if err != nil {
		return access.Token{}, err
	}
	return t, nil
}

// anyToken is the token that r shows, whatever it opens.
func (a *api) anyToken(w http.ResponseWriter, r *http.Request) (access.Token, error) {
	t, err := shown(a, w, r, func(token string) (access.Token, error) { return a.Tokens.Find(r.Context(), token) })
	if err != nil {
		return access.Token{}, err
	}
	eventOf(r.Context()).token = t.ID
	if wait := a.guard.uses.Take(t.ID); wait > 0 {
		return access.Token{}, tooMany(w, wait, "This token is used more often than access.token_rate allows.")
	}
	return t, nil
}

// shown is what the token of r finds. Who shows many that find nothing has to
// wait, unless the token is known to be good.
func shown[T any](a *api, w http.ResponseWriter, r *http.Request, find func(string) (T, error)) (T, error) {
	var none T
	token, client := bearer(r), throttle.Client(r.RemoteAddr)
	if token == "" {
		return none, unauthorized(w, "Send a token as Authorization: Bearer TOKEN.")
	}
	hash := sha256.Sum256([]byte(token))
	if _, good := a.guard.good.Load(hash); !good {
		if wait := a.guard.failures.Left(client); wait > 0 {
			a.Metrics.AuthFailure("token")
			return none, tooMany(w, wait, "Too many wrong tokens came from this address.")
		}
	}
	t, err := find(token)
	switch {
	case errors.Is(err, access.ErrNoToken):
		a.guard.good.Delete(hash)
		a.guard.failures.Take(client)
		a.Metrics.AuthFailure("token")
		return none, unauthorized(w, "The token is not known, is revoked or over. Whoever runs the service can make another.")
	case err != nil:
		w.Header().Set("Retry-After", "5")
		return none, fmt.Errorf("%w (%w)", fault{errNotReady, "Tokens cannot be looked up now. Send this again after Retry-After."}, err)
	}
	a.guard.good.Store(hash, struct{}{})
	return t, nil
}

func unauthorized(w http.ResponseWriter, detail string) error {
	w.Header().Set("WWW-Authenticate", `Bearer realm="presscheck"`)
	return fault{errUnauthorized, detail}
}

func tooMany(w http.ResponseWriter, wait time.Duration, detail string) error {
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	return fault{errTooMany, detail + " Send this again after Retry-After."}
}

type tokenKey struct{}

// tokenOf is the token that was shown; without one it is of no single site.
func tokenOf(ctx context.Context) access.Token {
	t, _ := ctx.Value(tokenKey{}).(access.Token)
	return t
}

func withToken(r *http.Request, t access.Token) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), tokenKey{}, t))
}

// onSite refuses what a token asks for on a site that it is not good for.
func onSite(ctx context.Context, site string) error {
	if tokenOf(ctx).On(site) {
		return nil
	}
	return fault{errForbidden, "The token is for other sites. Name one of its own in site."}
}

// checking is h for those who may have articles checked: everybody, unless tokens
// are asked for.
func (a *api) checking(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if !a.CheckTokens {
			return h(w, r)
		}
		t, err := a.token(w, r, access.ScopeCheck)
		if err != nil {
			return err
		}
		return h(w, withToken(r, t))
	}
}

// listing is h for programs that look up what there is: everybody, unless tokens
// are asked for, of which any will do.
func (a *api) listing(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if a.CheckTokens {
			if _, err := a.anyToken(w, r); err != nil {
				return err
			}
		}
		return h(w, r)
	}
}

// desk is h for programs that review. Items of sites that their token is not for
// do not exist for them.
func (a *api) desk(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if a.Desk == nil || a.Tokens == nil {
			return fault{errNotFound, "The service has no review desk: it needs a store (store.driver)."}
		}
		t, err := a.token(w, r, access.ScopeReview)
		if err != nil {
			return err
		}
		if id := r.PathValue("id"); id != "" && t.Sites != nil {
			item, err := a.Desk.Item(r.Context(), id)
			if err != nil {
				return deskFault(err)
			}
			if !t.On(item.Site) {
				return noItem
			}
		}
		return h(w, withToken(r, t))
	}
}

// admin is h for those who may change what the service does: with a store their
// token has the scope for that, without one it is the one that is configured.
func (a *api) admin(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := a.administrator(w, r); err != nil {
			return err
		}
		if a.Policy == nil {
			return fault{errNotFound, "The policy of this service cannot be replaced."}
		}
		return h(w, r)
	}
}

func (a *api) administrator(w http.ResponseWriter, r *http.Request) error {
	switch {
	case a.Tokens != nil:
		_, err := a.token(w, r, access.ScopeAdmin)
		return err
	case a.AdminToken == "":
		return fault{errForbidden, "Nobody may change this service. Its operator can allow it with a store and a token, or with the setting server.admin_token_file."}
	}
	_, err := shown(a, w, r, func(token string) (access.Token, error) {
		sent, want := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(a.AdminToken))
		if subtle.ConstantTimeCompare(sent[:], want[:]) != 1 {
			return access.Token{}, access.ErrNoToken
		}
		return access.Token{}, nil
	})
	return err
}

// watches is h for those who run the service: whoever reaches it, unless tokens
// are asked for.
func (a *api) watches(h http.Handler) http.Handler {
	return a.adapt(func(w http.ResponseWriter, r *http.Request) error {
		if a.MetricsTokens {
			if _, err := a.token(w, r, access.ScopeMetrics); err != nil {
				return err
			}
		}
		h.ServeHTTP(w, r)
		return nil
	})
}
