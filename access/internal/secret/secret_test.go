package secret_test

import (
	"strings"
	"testing"

	"github.com/presscheck/presscheck/access/internal/secret"
)

func TestEverySecretIsAnotherAndHasAHash(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		s := secret.New("pck_")
		hash, ok := secret.Hash("pck_", s)
		if !ok || len(hash) != 64 || strings.Contains(hash, s) {
			t.Fatalf("Hash(%q) = %q, %v", s, hash, ok)
		}
		if len(s) != len("pck_")+43 || seen[s] || seen[hash] {
			t.Fatalf("secret %q", s)
		}
		seen[s], seen[hash] = true, true
	}
}

func TestWhatNewCannotHaveMadeHasNoHash(t *testing.T) {
	s := secret.New("pck_")
	for name, text := range map[string]string{
		"nothing":          "",
		"the prefix alone": "pck_",
		"another prefix":   "pcl_" + s[4:],
		"one less":         s[:len(s)-1],
		"one more":         s + "A",
		"a line end":       s[:len(s)-1] + "\n",
		"another alphabet": s[:10] + "+" + s[11:],
		"loose bits":       s[:len(s)-1] + "B",
		"a blank before":   " " + s,
	} {
		if hash, ok := secret.Hash("pck_", text); ok {
			t.Errorf("%s has the hash %s", name, hash)
		}
	}
}

func FuzzHash(f *testing.F) {
	f.Add(secret.New("pck_"))
	f.Add("pck_")
	f.Add("pck_\r\n")
	f.Fuzz(func(t *testing.T, s string) {
		hash, ok := secret.Hash("pck_", s)
		if ok != (hash != "") {
			t.Fatalf("Hash(%q) = %q, %v", s, hash, ok)
		}
		if ok && (len(s) != 47 || !strings.HasPrefix(s, "pck_") || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })) {
			t.Fatalf("Hash takes %q", s)
		}
	})
}
