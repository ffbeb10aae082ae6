// Package secret makes what tokens, links and sessions are known by.
//
// What is read comes from requests and can be anything.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// size is in bytes: nobody guesses 256 bits, so that a plain hash is enough to
// keep, and the database may compare it as it likes.
const size = 32

// New is a secret: prefix, by which scanners for leaked secrets know it, and 32
// random bytes.
func New(prefix string) string {
	random := make([]byte, size)
	rand.Read(random) // never fails
	return prefix + base64.RawURLEncoding.EncodeToString(random)
}

// Hash is what is kept of s: its SHA-256 in hexadecimal. False means that New
// cannot have made s with that prefix.
func Hash(prefix, s string) (string, bool) {
	random, ok := strings.CutPrefix(s, prefix)
	if !ok || len(random) != base64.RawURLEncoding.EncodedLen(size) || strings.ContainsAny(random, "\r\n") {
		return "", false
	}
	if _, err := base64.RawURLEncoding.Strict().DecodeString(random); err != nil {
		return "", false
	}
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:]), true
}
