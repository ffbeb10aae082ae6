package faults_test

import (
	"strings"
	"testing"
)

func TestOrthographyConvertsOneParagraph(t *testing.T) {
	all := pages(t)
	for _, test := range []struct{ page, variant string }{
		{"zh-Hans plain", "page=simplified"},
		{"zh-Hant plain", "page=traditional"},
	} {
		f, ok := family(t, "orthography").Make(chance(1), all[test.page], test.variant)
		if !ok {
			t.Fatalf("%s takes no %s", test.page, test.variant)
		}
		if f.Damaged < 8 {
			t.Errorf("%s: %d characters are converted, want at least 8", test.variant, f.Damaged)
		}
		changed := 0
		before, after := strings.Split(f.Clean, "\n\n"), strings.Split(f.Source, "\n\n")
		for i := range before {
			if before[i] != after[i] {
				changed++
			}
		}
		if changed != 1 || len(before) != len(after) {
			t.Errorf("%s: %d paragraphs of %d have changed, want 1", test.variant, changed, len(before))
		}
	}
}
