package scripts_test

import (
	"testing"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

func TestInWord(t *testing.T) {
	for _, r := range "azAZ09éжの漢ไ\u0301٣" {
		if !scripts.InWord(r) {
			t.Errorf("%U is said to be no part of a word", r)
		}
	}
	for _, r := range "@[`{/: -_\u00a0、…€" {
		if scripts.InWord(r) {
			t.Errorf("%U is said to be part of a word", r)
		}
	}
}

func TestOneKanaTakesBothSyllabariesForOne(t *testing.T) {
	for r, want := range map[rune]scripts.Script{'カ': scripts.Hiragana, 'か': scripts.Hiragana, '漢': scripts.Han, 'a': scripts.Latin} {
		if got := scripts.OneKana(r); got != want {
			t.Errorf("OneKana(%c) = %v, want %v", r, got, want)
		}
	}
}
