package invisible

import (
	"testing"
	"unicode"
)

func TestScanLooksAtEveryUnseenCharacter(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if (classOf(r) != visible || isStackable(r)) && !begins[string(r)[0]] {
			t.Errorf("scan passes over %U", r)
		}
	}
}
