package confusables_test

import (
	"testing"
	"unicode"

	"github.com/presscheck/presscheck/filters/internal/confusables"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

func TestIn(t *testing.T) {
	tests := []struct {
		script scripts.Script
		from   rune
		want   rune // 0: has no twin
	}{
		{scripts.Latin, 'а', 'a'}, {scripts.Latin, 'Ꮲ', 'P'}, {scripts.Latin, 'Ӏ', 'I'}, {scripts.Latin, 'ж', 0}, {scripts.Latin, 'f', 'f'},
		{scripts.Cyrillic, 'a', 'а'}, {scripts.Cyrillic, 'B', 'В'}, {scripts.Cyrillic, 'o', 'о'}, {scripts.Cyrillic, 'h', 0}, {scripts.Cyrillic, 'é', 0},
		{scripts.Greek, 'o', 'ο'}, {scripts.Greek, 'A', 'Α'}, {scripts.Greek, 'р', 'ρ'}, {scripts.Greek, 'd', 0},
	}
	for _, test := range tests {
		got, ok := confusables.In(test.script, test.from)
		if ok != (test.want != 0) || ok && got != test.want {
			t.Errorf("In(%s, %c) = %c, %v, want %c", test.script, test.from, got, ok, test.want)
		}
	}
}

// Replacing a letter by its twin must not change what an article is said to be
// written in.
func TestTwinsAreAmbiguous(t *testing.T) {
	for r := rune('A'); r < 0x16FFF; r++ {
		if !unicode.IsLetter(r) {
			continue
		}
		for _, s := range []scripts.Script{scripts.Latin, scripts.Greek, scripts.Cyrillic} {
			twin, ok := confusables.In(s, r)
			if ok && twin != r && !confusables.Ambiguous(r) {
				t.Fatalf("%c has the twin %c and is not ambiguous", r, twin)
			}
		}
	}
}
