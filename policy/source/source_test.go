package source_test

import (
	"archive/tar"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/policy/source"
)

// found is what Read gives, as a tree of files.
func found(t *testing.T, s *source.Source) (map[string]string, *source.Policy) {
	t.Helper()
	p, err := s.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tree := map[string]string{}
	err = fs.WalkDir(p.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(p.Files, name)
		tree[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree, p
}

func TestAPolicyIsTheSameWhereverItIsKept(t *testing.T) {
	keys := newPair(t)
	inJSON := map[string]string{"/verdict.rego": rule, "/data.json": `{"thresholds":{"a":1}}`, "/.manifest": `{"revision":"r7","roots":[""]}`}
	asBuilt := map[string]string{"verdict.rego": rule, "data.json": inJSON["/data.json"]}
	asSigned := with(asBuilt, "data.json", inJSON["/data.json"]+"\n")
	tests := []struct {
		name     string
		place    string
		options  source.Options
		want     map[string]string
		revision string
	}{
		{"a folder", folder(t, small), source.Options{}, small, ""},
		{"a bundle", keep(t, pack(t, small)), source.Options{}, small, ""},
		{"a bundle as opa build writes it", keep(t, pack(t, inJSON)), source.Options{}, asBuilt, "r7"},
		{"a signed bundle", keep(t, keys.sign(t, inJSON)), source.Options{Key: keys.key(t)}, asSigned, "r7"},
		{"a signed bundle, unpacked", folder(t, unpack(t, keys.sign(t, inJSON))), source.Options{Key: keys.key(t)}, asSigned, "r7"},
		{"a folder with what does not belong there", folder(t, with(with(small, "notes.txt", "x"), "..data/verdict.rego", "x")), source.Options{}, small, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree, p := found(t, open(t, test.place, test.options))
			if diff := cmp.Diff(test.want, tree); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			if p.Revision != test.revision {
				t.Errorf("revision %q, want %q", p.Revision, test.revision)
			}
		})
	}
}

func TestTheDigestIsThatOfTheContent(t *testing.T) {
	dir := folder(t, small)
	s := open(t, dir, source.Options{})
	_, first := found(t, s)
	_, again := found(t, s)
	_, packed := found(t, open(t, keep(t, pack(t, small)), source.Options{}))
	if again.Digest != first.Digest || packed.Digest != first.Digest {
		t.Errorf("digests %s, %s, %s differ for the same policy", first.Digest, again.Digest, packed.Digest)
	}
	write(t, dir, map[string]string{"data.yaml": "thresholds: {a: 2}\n"})
	if _, changed := found(t, s); changed.Digest == first.Digest {
		t.Error("the digest is the same after a change")
	}
	if tree, _ := found(t, source.Tree("the test", os.DirFS(dir))); tree["data.yaml"] != "thresholds: {a: 2}\n" {
		t.Errorf("Tree gives %v", tree)
	}
}

func TestWhatIsRefused(t *testing.T) {
	keys, others := newPair(t), newPair(t)
	signed := unpack(t, keys.sign(t, with(small, "other.rego", "package other\n")))
	without := with(signed, "x", "")
	delete(without, "x")
	delete(without, "/other.rego")
	link := []*tar.Header{{Name: "verdict.rego", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}}
	above := []*tar.Header{{Name: "../verdict.rego", Typeflag: tar.TypeReg}}
	twice := []*tar.Header{{Name: "a.rego", Typeflag: tar.TypeReg}, {Name: "/a.rego", Typeflag: tar.TypeReg}}
	bundleOf := func(tree map[string]string) string { return keep(t, pack(t, tree)) }
	must := source.Options{Key: keys.key(t)}
	tests := []struct {
		name    string
		place   string
		options source.Options
		want    string
	}{
		{"nothing there", filepath.Join(t.TempDir(), "none"), source.Options{}, "cannot be reached: no such file"},
		{"a folder without policy", folder(t, map[string]string{"a.txt": ""}), source.Options{}, "not one file of Rego"},
		{"not a bundle", keep(t, []byte("PK zip")), source.Options{}, "it is no bundle, which is a .tar.gz as opa build writes it"},
		{"half a bundle", keep(t, pack(t, small)[:100]), source.Options{}, "it is no bundle"},
		{"a bundle without its end", keep(t, pack(t, small)[:len(pack(t, small))-4]), source.Options{}, "it is no bundle"},
		{"a link in a bundle", keep(t, packEntries(t, link, nil)), source.Options{}, `"verdict.rego" in the bundle is no plain file`},
		{"a way out of a bundle", keep(t, packEntries(t, above, nil)), source.Options{}, `"../verdict.rego" in the bundle is no plain file`},
		{"a file twice", keep(t, packEntries(t, twice, nil)), source.Options{}, `"a.rego" is there twice`},
		{"a large bundle", bundleOf(small), source.Options{MaxPacked: 100}, "the bundle has more than 100 bytes"},
		{"a bundle that unpacks to much", bundleOf(with(small, "big.json", strings.Repeat(" ", 1<<20))), source.Options{MaxUnpacked: 1 << 16}, "more than 65536 bytes"},
		{"a bundle of much beside the files", bundleOf(with(small, strings.Repeat("long/", 200)+"a.txt", strings.Repeat(" ", 1<<20))), source.Options{MaxUnpacked: 1 << 10, MaxFiles: 1}, "more than"},
		{"a large folder", folder(t, small), source.Options{MaxUnpacked: 10}, "its files have more than 10 bytes"},
		{"a folder of many files", folder(t, small), source.Options{MaxFiles: 1}, "more than 1 files"},
		{"a broken manifest", bundleOf(with(small, ".manifest", "{")), source.Options{}, ".manifest: bundle load failed on manifest decode"},
		{"unsigned where a key is set", bundleOf(small), must, "it is not signed, and policy.verification_key_file asks for it; sign it"},
		{"a folder where a key is set", folder(t, small), must, "it is not signed"},
		{"signed where no key is set", bundleOf(signed), source.Options{}, "there is no key to verify it with; set policy.verification_key_file"},
		{"signed by another", keep(t, others.sign(t, small)), must, "its signature does not hold: failed to verify JWT signature"},
		{"changed after it was signed", bundleOf(with(signed, "/verdict.rego", rule+"\n")), must, "its signature does not hold: verdict.rego: digest mismatch"},
		{"added after it was signed", bundleOf(with(signed, "/more.rego", "package more\n")), must, "its signature does not hold: file more.rego not included in bundle signature"},
		{"taken away after it was signed", bundleOf(without), must, "its signature does not hold: file(s) [other.rego] specified in bundle signatures but not found"},
		{"signed with nothing", bundleOf(with(small, ".signatures.json", `{"signatures":[]}`)), must, "its signature does not hold"},
		{"signed in the way of another", bundleOf(with(signed, "/.signatures.json", strings.Replace(signed["/.signatures.json"], "_default", "none", 1))), must, "its signature does not hold"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := open(t, test.place, test.options)
			p, err := s.Read(t.Context())
			if err == nil {
				t.Fatalf("Read gives %+v", p)
			}
			if !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "policy at "+test.place+": ") {
				t.Errorf("Read = %v\nwant %q and the place", err, test.want)
			}
			if got, want := errors.Is(err, source.ErrUnreachable), strings.Contains(test.want, "reached"); got != want {
				t.Errorf("%v is ErrUnreachable: %v", err, got)
			}
		})
	}
}

func TestKeysThatAreNone(t *testing.T) {
	keys := newPair(t)
	short, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	edwards, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, text, algorithm, want string }{
		{"no PEM", "secret", "ES256", "it holds no PEM"},
		{"a private key", keys.private, "ES256", "it holds a private key"},
		{"a certificate", inPEM("CERTIFICATE", nil), "ES256", `it holds a "CERTIFICATE"`},
		{"not what it says", inPEM("PUBLIC KEY", []byte("x")), "ES256", "read public key"},
		{"another curve", publicPEM(t, &p384.PublicKey), "ES256", "ECDSA on curve P-384, which does not go with ES256"},
		{"another algorithm", keys.public, "RS256", "which does not go with RS256"},
		{"a shared secret", keys.public, "HS256", "which does not go with HS256"},
		{"a short key", publicPEM(t, &short.PublicKey), "PS256", "RSA with 1024 bits"},
		{"a kind OPA cannot use", publicPEM(t, edwards), "ES256", "of a kind that no algorithm takes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := source.NewKey([]byte(test.text), test.algorithm)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("NewKey = %v, want %q", err, test.want)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("%v quotes the file", err)
			}
		})
	}
}

// FuzzBundle: no archive may make more of itself than its limits allow.
func FuzzBundle(f *testing.F) {
	f.Add([]byte("PK"))
	f.Add([]byte{0x1f, 0x8b, 8, 0})
	f.Fuzz(func(t *testing.T, packed []byte) {
		name := keep(t, packed)
		s := open(t, name, source.Options{MaxPacked: 1 << 16, MaxUnpacked: 1 << 16, MaxFiles: 10})
		p, err := s.Read(t.Context())
		if err != nil {
			return
		}
		if err := fstest.TestFS(p.Files); err != nil {
			t.Error(err)
		}
	})
}
