package scripts_test

import (
	"testing"
	"unicode"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

func TestTheShortcutsAgreeWithTheTables(t *testing.T) {
	want := make([]string, 0x20000)
	for name, table := range unicode.Scripts {
		if name == "Inherited" {
			name = "Common"
		}
		for r := range want {
			if unicode.Is(table, rune(r)) {
				want[r] = name
			}
		}
	}
	for r, name := range want {
		if got := scripts.Of(rune(r)).String(); got != name && name != "" { // unicode may be of an older version
			t.Errorf("Of(%U) = %s, want %s", r, got, name)
		}
	}
}

func TestTheTableIsOfUnicode17(t *testing.T) {
	for r, want := range map[rune]string{
		0x10D50: "Garay",      // of Unicode 16.0
		0x10940: "Sidetic",    // of Unicode 17.0
		0x16EA0: "Beria_Erfe", // of Unicode 17.0
		0x33479: "Han",        // last of Unicode 17.0
	} {
		if got := scripts.Of(r).String(); got != want {
			t.Errorf("Of(%U) = %s, want %s", r, got, want)
		}
	}
}

func TestProperties(t *testing.T) {
	tests := []struct {
		name string
		got  bool
		want bool
	}{
		{"Cyrillic words have spaces between them", scripts.Of('ж').Alphabetic(), true},
		{"Thai words have not", scripts.Of('ก').Alphabetic(), false},
		{"kana is East Asian", scripts.Of('カ').EastAsian(), true},
		{"Hebrew runs from right to left", scripts.Of('ש').RightToLeft(), true},
		{"so does N'Ko", scripts.Of('ߊ').RightToLeft(), true},
		{"Greek does not", scripts.Of('γ').RightToLeft(), false},
		{"Japanese has no spaces", scripts.Of('カ').Unspaced(), true},
		{"nor has Khmer", scripts.Of('ក').Unspaced(), true},
		{"Korean has", scripts.Of('한').Unspaced(), false},
		{"Tamil is in general use", scripts.Of('த').Recommended(), true},
		{"Lycian is not", scripts.Of('𐊕').Recommended(), false},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %v, want %v", test.name, test.got, test.want)
		}
	}
}
