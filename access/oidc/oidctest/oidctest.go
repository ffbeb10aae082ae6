// Package oidctest is an OpenID Connect provider for tests, in their own process.
package oidctest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
)

// ownKey is what every provider signs with; it takes long to make.
var ownKey = sync.OnceValue(NewKey)

// NewKey is another key.
func NewKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

// A Provider signs in whoever comes, one after another, and can do it wrong. It
// knows the client "desk".
type Provider struct {
	*httptest.Server
	t                *testing.T
	challenge, nonce string
	Code             string                           // that it gave out last, and has not seen again
	Change           func(claims map[string]any)      // before they are signed; may be nil
	Sign             func(head, claims string) string // makes the token
}

// New starts a provider that ends with the test.
func New(t *testing.T) *Provider {
	p := &Provider{t: t, Sign: RS256(ownKey())}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func (p *Provider) answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.MarshalWrite(w, v); err != nil {
		p.t.Error(err)
	}
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	p.answer(w, map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
		"id_token_signing_alg_values_supported": []string{"RS256"},
	})
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	public := ownKey().PublicKey
	p.answer(w, map[string]any{"keys": []any{map[string]any{
		"kty": "RSA", "alg": "RS256", "use": "sig", "n": Encode(public.N.Bytes()), "e": Encode(big.NewInt(int64(public.E)).Bytes()),
	}}})
}

// authorize notes what was asked for, and sends the browser back with a code.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("code_challenge_method") != "S256" || q.Get("response_type") != "code" || !strings.Contains(q.Get("scope"), "openid") {
		p.t.Errorf("asked with %v", q)
	}
	p.challenge, p.nonce, p.Code = q.Get("code_challenge"), q.Get("nonce"), rand.Text()
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+url.Values{"code": {p.Code}, "state": {q.Get("state")}}.Encode(), http.StatusSeeOther)
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if code := p.Code; code == "" || r.PostFormValue("code") != code || Encode(sum[:]) != p.challenge {
		w.WriteHeader(http.StatusBadRequest)
		p.answer(w, map[string]any{"error": "invalid_grant", "error_description": "was sent " + r.PostFormValue("code")})
		return
	}
	p.Code = ""
	claims := map[string]any{
		"iss": p.URL, "aud": "desk", "sub": "4711", "exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix(), "nonce": p.nonce,
		"email": "ann@example.org", "email_verified": true, "groups": []string{"desk-daily", "everybody"},
	}
	if p.Change != nil {
		p.Change(claims)
	}
	text, err := json.Marshal(claims)
	if err != nil {
		p.t.Error(err)
	}
	p.answer(w, map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": p.Sign(`{"alg":"RS256"}`, string(text))})
}

// Encode is data in base64url.
func Encode(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

// RS256 signs with the key.
func RS256(key *rsa.PrivateKey) func(head, claims string) string {
	return func(head, claims string) string {
		text := Encode([]byte(head)) + "." + Encode([]byte(claims))
		sum := sha256.Sum256([]byte(text))
		signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
		if err != nil {
			panic(err)
		}
		return text + "." + Encode(signature)
	}
}
