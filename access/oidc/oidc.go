// Package oidc signs people in at an OpenID Connect provider: authorization code
// with PKCE, as OAuth 2.0 Security Best Current Practice (RFC 9700) has it.
//
//	Start ──▶ provider ──▶ Finish ──▶ access.Person
//	  └── cookie: state, nonce, verifier, where to ──┘ used once
//
// What comes back is carried by a browser, so that nothing of it is believed but
// what the provider has signed, for us, for this one attempt.
package oidc

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/sync/singleflight"

	"github.com/presscheck/presscheck/access"
	"github.com/presscheck/presscheck/access/session"
)

// Why somebody is not signed in.
var (
	ErrStale    = errors.New("no such attempt to sign in")   // begun elsewhere, too long ago, or done already
	ErrProvider = errors.New("the provider did not sign in") // with what it said, which holds no secret
	ErrNoRole   = errors.New("nobody of ours")               // the provider knows them, but none of their groups has a role
)

// A Provider is where people sign in. Its fields are set before it is used, and
// not changed then. It is safe for many goroutines. Nothing is asked of the
// provider before somebody wants to sign in.
type Provider struct {
	Issuer       string
	ClientID     string
	ClientSecret string // empty: none
	RedirectURL  string // that Finish answers
	Secure       bool   // it is https
	NameClaim    string // that has the name; "email" has to be verified
	GroupsClaim  string // that has the groups: a list, or one
	Groups       Groups
	Client       *http.Client     // that waits for so long; nil: 10 s
	Now          func() time.Time // nil: time.Now

	asking singleflight.Group
	found  atomic.Pointer[oidc.Provider] // nil until the provider has told
}

// attemptLasts is how long somebody may take at the provider.
const attemptLasts = 10 * time.Minute

// Start sends the browser to the provider, and is told by Finish to go on to
// back, which the caller has checked.
func (p *Provider) Start(w http.ResponseWriter, r *http.Request, back string) error {
	found, err := p.discover(p.calling(r.Context()))
	if err != nil {
		return err
	}
	a := attempt{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Back: back}
	http.SetCookie(w, p.cookie(a.encode(), int(attemptLasts.Seconds())))
	http.Redirect(w, r, p.flow(found).AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), http.StatusSeeOther)
	return nil
}

// Signed is who signed in.
type Signed struct {
	Person  access.Person
	Account session.Account
	Back    string // as given to Start
}

// Finish reads what the provider sent the browser back with. It can be done once
// for each Start.
func (p *Provider) Finish(w http.ResponseWriter, r *http.Request) (Signed, error) {
	a, ok := p.attemptOf(r)
	http.SetCookie(w, p.cookie("", -1))
	query := r.URL.Query()
	if !ok || subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(a.State)) != 1 {
		return Signed{}, ErrStale
	}
	if query.Get("code") == "" {
		return Signed{}, fmt.Errorf("%w: it sent no code", ErrProvider)
	}
	token, err := p.redeem(p.calling(r.Context()), query.Get("code"), a)
	if err != nil {
		return Signed{}, err
	}
	who, at, err := p.person(token)
	if err != nil {
		return Signed{}, err
	}
	return Signed{Person: who, Account: at, Back: a.Back}, nil
}

// redeem gets the token for the code: signed by the provider, for us, not over,
// and for this attempt.
func (p *Provider) redeem(ctx context.Context, code string, a attempt) (*oidc.IDToken, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := p.flow(found).Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrProvider, exchangeFailure(err))
	}
	raw, _ := answer.Extra("id_token").(string)
	token, err := found.VerifierContext(ctx, &oidc.Config{ClientID: p.ClientID, Now: p.Now}).Verify(ctx, raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProvider, err)
	}
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(a.Nonce)) != 1 {
		return nil, fmt.Errorf("%w: the token is of another attempt", ErrProvider)
	}
	return token, nil
}

// exchangeFailure leaves out what the provider answered but for its code: it may
// repeat what it was sent.
func exchangeFailure(err error) string {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) {
		return cmp.Or(refused.ErrorCode, "it refused the code")
	}
	return err.Error()
}

// discover asks the provider for its addresses, until it has told them once. Who
// comes meanwhile waits for the same answer, and nobody longer than ctx lasts.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	if found := p.found.Load(); found != nil {
		return found, nil
	}
	told := p.asking.DoChan("", func() (any, error) {
		found, err := oidc.NewProvider(context.WithoutCancel(ctx), p.Issuer) // ends with the client's time
		if err == nil {
			p.found.Store(found)
		}
		return found, err
	})
	select {
	case answer := <-told:
		if answer.Err != nil {
			return nil, fmt.Errorf("%w: it does not say where: %w", ErrProvider, answer.Err)
		}
		return answer.Val.(*oidc.Provider), nil
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: nobody waited for it: %w", ErrProvider, context.Cause(ctx))
	}
}

func (p *Provider) flow(at *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.ClientID, ClientSecret: p.ClientSecret, RedirectURL: p.RedirectURL,
		Endpoint: at.Endpoint(), Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
	}
}

// calling is ctx for requests to the provider.
func (p *Provider) calling(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, cmp.Or(p.Client, &http.Client{Timeout: 10 * time.Second}))
}
