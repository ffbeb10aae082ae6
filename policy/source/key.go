package source

import (
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/bundle"
)

// A Key verifies the signatures of bundles, which are OPA's: a JWT in the file
// .signatures.json over the names and contents of all others.
type Key struct {
	config *bundle.VerificationConfig
}

// keyID is not that of the signature, which its author chooses: OPA takes the
// one key there is when an id is given.
const keyID = "policy"

// NewKey returns the key in text, a public key in PEM, for one algorithm: ES256,
// ES384, ES512, PS256 and so on, RS256 and so on. There are none with a secret
// that the service would have to hold.
func NewKey(text []byte, algorithm string) (*Key, error) {
	block, _ := pem.Decode(text)
	switch {
	case block == nil:
		return nil, errors.New(`it holds no PEM; write a public key that begins with "-----BEGIN PUBLIC KEY-----"`)
	case strings.Contains(block.Type, "PRIVATE"):
		return nil, errors.New("it holds a private key; give the service the public one only, and keep this where bundles are signed")
	case block.Type != "PUBLIC KEY":
		return nil, fmt.Errorf(`it holds a %q; write a public key that begins with "-----BEGIN PUBLIC KEY-----"`, block.Type)
	}
	public, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read public key: %w", err)
	}
	if err := fits(public, algorithm); err != nil {
		return nil, err
	}
	keys := map[string]*bundle.KeyConfig{keyID: {Key: string(text), Algorithm: algorithm}}
	return &Key{bundle.NewVerificationConfig(keys, keyID, "", nil)}, nil
}

// leastRSA is the bits of the shortest RSA key (NIST SP 800-131A, from 2014 on).
const leastRSA = 2048

func fits(public any, algorithm string) error {
	is := "of a kind that no algorithm takes"
	switch key := public.(type) {
	case *rsa.PublicKey:
		is = fmt.Sprintf("RSA with %d bits", key.N.BitLen())
		if slices.Contains([]string{"PS256", "PS384", "PS512", "RS256", "RS384", "RS512"}, algorithm) && key.N.BitLen() >= leastRSA {
			return nil
		}
	case *ecdsa.PublicKey:
		is = "ECDSA on curve " + key.Params().Name
		curves := map[string]string{"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}
		if curves[algorithm] == key.Params().Name {
			return nil
		}
	}
	return fmt.Errorf("the key is %s, which does not go with %s; ES256, 384 and 512 take P-256, P-384 and P-521, the others RSA from %d bits on",
		is, algorithm, leastRSA)
}

// verify checks the signature, if there has to be one, and returns the revision
// that the manifest names.
func (f *files) verify() (string, error) {
	_, signed := f.text[signaturesFile]
	_, stated := f.text[manifestFile]
	switch {
	case f.Key == nil && signed:
		return "", errors.New("it is signed, and there is no key to verify it with; set policy.verification_key_file")
	case f.Key != nil && !signed:
		return "", errors.New("it is not signed, and policy.verification_key_file asks for it; sign it with opa build --signing-key or opa sign")
	case !signed && !stated:
		return "", nil
	}
	b, err := f.opaBundle()
	switch {
	case err != nil && signed:
		return "", fmt.Errorf("its signature does not hold: %w; sign what is to be published with the key that policy.verification_key_file belongs to", err)
	case err != nil:
		return "", fmt.Errorf("%s: %w", manifestFile, err)
	}
	return b.Manifest.Revision, nil
}

// opaBundle lets OPA read the files as a bundle.
func (f *files) opaBundle() (bundle.Bundle, error) {
	tree, err := f.tree()
	if err != nil {
		return bundle.Bundle{}, err
	}
	loader, err := bundle.NewFSLoader(tree)
	if err != nil {
		return bundle.Bundle{}, err
	}
	loader = loader.WithPathFormat(bundle.SlashRooted) // another would take the dot of .signatures.json for the root
	r := bundle.NewCustomReader(loader).WithSizeLimitBytes(f.MaxUnpacked)
	if f.Key != nil {
		r = r.WithBundleVerificationConfig(f.Key.config)
	}
	return r.Read()
}
