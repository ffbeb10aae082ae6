package reading_test

import (
	"strings"
	"testing"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"

	"github.com/presscheck/presscheck/filters/internal/reading"
)

func TestIsMandarin(t *testing.T) {
	for _, test := range []struct {
		name    string
		c       rune
		reading string
		want    bool
	}{
		{"the usual reading", '國', "guó", true},
		{"another reading", '調', "tiáo", true},
		{"no mark where there is none", '麼', "me", true},
		{"no mark where there should be one", '國', "guo", false},
		{"the wrong tone", '國', "guò", false},
		{"a combining mark", '國', "guo\u0301", true},
		{"two combining marks", '呂', "lu\u0308\u030c", true},
		{"ü with a caron", '呂', "lǚ", true},
		{"v with a combining caron", '呂', "v\u030c", false},
		{"lv with a combining caron", '呂', "lv\u030c", true},
		{"a breve for a caron", '點', "diăn", true},
		{"one-storey letters", '剛', "ɡɑ\u0304nɡ", true},
		{"a number", '國', "guo2", true},
		{"the wrong number", '國', "guo4", false},
		{"a number on the second vowel", '過', "guo4", true},
		{"a number on ou", '頭', "tou2", true},
		{"a number on the last of two", '歸', "gui1", true},
		{"a number on ü", '呂', "lü3", true},
		{"a number on v", '呂', "lv3", true},
		{"a number for no tone", '麼', "me5", true},
		{"a letter with two marks in the table", '欸', "ê̄", true},
		{"upper case", '國', "Guó", false},
		{"nothing", '國', "", false},
		{"a reading of half a page", '國', "guóguóguóguóguóguóguó", false},
		{"a character without readings", 'x', "x", false},
		{"Cantonese", '國', "gwok3", false},
		{"Wade-Giles", '國', "kuo2", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := reading.IsMandarin(test.c, test.reading); got != test.want {
				t.Errorf("IsMandarin(%c, %q) = %v, want %v", test.c, test.reading, got, test.want)
			}
		})
	}
}

func TestIsUsual(t *testing.T) {
	for _, test := range []struct {
		c       rune
		reading string
		want    bool
	}{{'調', "diào", true}, {'調', "tiáo", false}, {'國', "guo\u0301", true}, {'x', "", false}} {
		if got := reading.IsUsual(test.c, test.reading); got != test.want {
			t.Errorf("IsUsual(%c, %q) = %v, want %v", test.c, test.reading, got, test.want)
		}
	}
}

func TestIsLetter(t *testing.T) {
	for _, r := range "guóǚɡ\u0301" {
		if !reading.IsLetter(r) {
			t.Errorf("IsLetter(%q) = false, want true", r)
		}
	}
	for _, r := range "G2 國(ㄍäñ" {
		if reading.IsLetter(r) {
			t.Errorf("IsLetter(%q) = true, want false", r)
		}
	}
}

func BenchmarkIsMandarin(b *testing.B) {
	for b.Loop() {
		reading.IsMandarin('國', "guó")
	}
}

func TestCanonicalOfTheTable(t *testing.T) {
	for c, all := range pinyin.PinyinDict {
		for one := range strings.SplitSeq(all, ",") {
			if got := reading.Canonical(one); got != one {
				t.Errorf("Canonical(%q) = %q, but the table says so of %c", one, got, c)
			}
			for _, r := range one {
				if !reading.IsLetter(r) {
					t.Errorf("IsLetter(%q) = false, but it stands in %q", r, one)
				}
			}
			if !reading.IsMandarin(rune(c), norm.NFD.String(one)) {
				t.Errorf("IsMandarin(%c, %+q) = false, want true", c, norm.NFD.String(one))
			}
		}
	}
}
