package source_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/bundle"

	"github.com/presscheck/presscheck/policy/source"
)

// rule is Rego that parses; these tests judge nothing.
const rule = "package presscheck\n\nverdict := \"review\"\n"

// small is a policy as a tree of files.
var small = map[string]string{"verdict.rego": rule, "data.yaml": "thresholds: {a: 1}\n"}

func with(tree map[string]string, name, text string) map[string]string {
	tree = maps.Clone(tree)
	tree[name] = text
	return tree
}

func write(t *testing.T, dir string, tree map[string]string) {
	t.Helper()
	for name, text := range tree {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func folder(t *testing.T, tree map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, tree)
	return dir
}

// pack makes a bundle of tree.
func pack(t *testing.T, tree map[string]string) []byte {
	t.Helper()
	var headers []*tar.Header
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		headers = append(headers, &tar.Header{Name: name, Typeflag: tar.TypeReg, Mode: 0o600, Size: int64(len(tree[name]))})
	}
	return packEntries(t, headers, tree)
}

func packEntries(t *testing.T, headers []*tar.Header, tree map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	archive := tar.NewWriter(zipped)
	for _, h := range headers {
		if err := archive.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(tree[h.Name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func unpack(t *testing.T, packed []byte) map[string]string {
	t.Helper()
	zipped, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	tree := map[string]string{}
	archive := tar.NewReader(zipped)
	for {
		h, err := archive.Next()
		if err != nil {
			return tree
		}
		var text bytes.Buffer
		if _, err := text.ReadFrom(archive); err != nil {
			t.Fatal(err)
		}
		tree[h.Name] = text.String()
	}
}

// A pair is a key of each kind, in PEM.
type pair struct{ private, public string }

func newPair(t *testing.T) pair {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pair{inPEM("PRIVATE KEY", private), publicPEM(t, &key.PublicKey)}
}

func publicPEM(t *testing.T, key any) string {
	t.Helper()
	public, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return inPEM("PUBLIC KEY", public)
}

func inPEM(kind string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
}

func (p pair) key(t *testing.T) *source.Key {
	t.Helper()
	key, err := source.NewKey([]byte(p.public), "ES256")
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// sign makes a bundle of tree as opa build does, and signs it.
func (p pair) sign(t *testing.T, tree map[string]string) []byte {
	t.Helper()
	b, err := bundle.NewReader(bytes.NewReader(pack(t, tree))).Read()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.GenerateSignature(bundle.NewSigningConfig(p.private, "ES256", ""), "whatever", false); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := bundle.NewWriter(&out).UseModulePath(true).DisableFormat(true).Write(b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// keep writes a bundle to a file and returns its name.
func keep(t *testing.T, packed []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "policy.tar.gz")
	if err := os.WriteFile(name, packed, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func open(t *testing.T, place string, o source.Options) *source.Source {
	t.Helper()
	s, err := source.Open(place, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
