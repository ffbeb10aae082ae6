package live_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/open-policy-agent/opa/v1/bundle"

	"github.com/presscheck/presscheck/policy/live"
	"github.com/presscheck/presscheck/policy/source"
)

// A publisher signs policies and serves them.
type publisher struct {
	t       *testing.T
	private string
	key     *source.Key
	bundle  []byte
	etag    int
	sent    int // bundles, as opposed to answers that nothing has changed
}

func newPublisher(t *testing.T) *publisher {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	p := &publisher{t: t, private: string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}))}
	if p.key, err = source.NewKey(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}), "ES256"); err != nil {
		t.Fatal(err)
	}
	return p
}

// publish makes a bundle of what the shelf holds, in the way of opa build: all
// data in one file of JSON, the tests beside the rules.
func (p *publisher) publish(s *shelf, revision string) {
	p.t.Helper()
	b, err := bundle.NewCustomReader(bundle.NewDirectoryLoader(s.dir)).Read()
	if err != nil {
		p.t.Fatal(err)
	}
	b.Manifest.Revision = revision
	for i := range b.Modules {
		b.Modules[i].URL, b.Modules[i].Path = b.Modules[i].RelativePath, b.Modules[i].RelativePath
	}
	if err := b.GenerateSignature(bundle.NewSigningConfig(p.private, "ES256", ""), "", false); err != nil {
		p.t.Fatal(err)
	}
	var out bytes.Buffer
	if err := bundle.NewWriter(&out).UseModulePath(true).DisableFormat(true).Write(b); err != nil {
		p.t.Fatal(err)
	}
	p.bundle = out.Bytes()
	p.etag++
}

func (p *publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	etag := strconv.Quote(strconv.Itoa(p.etag))
	if r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	p.sent++
	w.Header().Set("ETag", etag)
	w.Write(p.bundle)
}

func TestASignedBundleComesFromAServer(t *testing.T) {
	shelf, p := newShelf(t, "a"), newPublisher(t)
	p.publish(shelf, "r1")
	web := httptest.NewServer(p)
	defer web.Close()
	src, err := source.Open(web.URL, source.Options{Key: p.key})
	if err != nil {
		t.Fatal(err)
	}
	inForce, err := live.Open(t.Context(), live.Options{Source: src, Gate: compile})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{Policy: inForce, t: t}
	d.reload(live.Outcome{Live: live.Unchanged}, "")
	if says, _ := d.says(); says != "a" || d.Status().Live.Bundle != "r1" || p.sent != 1 {
		t.Errorf("policy %q is in force, status %+v, %d bundles were sent", says, d.Status().Live, p.sent)
	}
	shelf.say("b")
	p.publish(shelf, "r2")
	d.reload(live.Outcome{Live: live.Loaded}, "")
	shelf.say("c")
	impostor := newPublisher(t)
	impostor.publish(shelf, "r3")
	p.bundle, p.etag = impostor.bundle, p.etag+1
	d.reload(live.Outcome{Live: live.Refused}, "its signature does not hold")
	web.Close()
	d.reload(live.Outcome{Live: live.Unreachable}, "cannot be reached")
	if says, _ := d.says(); says != "b" || d.Status().Live.Bundle != "r2" {
		t.Errorf("policy %q is in force, status %+v", says, d.Status().Live)
	}
}
