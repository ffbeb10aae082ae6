package oidc

import (
	"encoding/base64"
	"net/http"

	"github.com/go-json-experiment/json"

	"github.com/presscheck/presscheck/access/session"
)

// An attempt is what the browser keeps while it is at the provider. It is no
// secret from its own person: it keeps others from finishing what they began,
// and them from finishing what others began.
type attempt struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	Back     string `json:"back"`
}

func (a attempt) encode() string {
	text, _ := json.Marshal(a) // of strings, never fails
	return base64.RawURLEncoding.EncodeToString(text)
}

func decode(text string) (attempt, bool) {
	var a attempt
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(data, &a) != nil {
		return attempt{}, false
	}
	return a, a.State != "" && a.Nonce != "" && a.Verifier != ""
}

func (p *Provider) cookieName() string { return session.Cookie("presscheck-signin", p.Secure) }

// cookie comes back with the browser from the provider's site, which Lax allows
// and Strict does not.
func (p *Provider) cookie(value string, seconds int) *http.Cookie {
	return &http.Cookie{
		Name: p.cookieName(), Value: value, Path: "/", MaxAge: seconds,
		Secure: p.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

func (p *Provider) attemptOf(r *http.Request) (attempt, bool) {
	c, err := r.Cookie(p.cookieName())
	if err != nil {
		return attempt{}, false
	}
	return decode(c.Value)
}
