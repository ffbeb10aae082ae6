package hanzi_test

import (
	"testing"
	"unicode"

	"github.com/presscheck/presscheck/filters/internal/hanzi"
)

func TestOrthography(t *testing.T) {
	for _, test := range []struct {
		name                               string
		characters                         string
		simplified, traditional, converted bool
	}{
		{"simplified only", "国县发门经", true, false, false},
		{"traditional only", "國縣發門經為爲眾裡裏臺", false, true, true},
		{"in both, with other uses", "后里台干中文人", false, false, false},
		{"in both, and a result of conversion", "乾於藉瞭", false, false, true},
		{"traditional forms that OpenCC does not prefer", "群床峰秘", false, false, false},
		{"not Chinese", "aж가あ(\u0301\U0010FFFF", false, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, r := range test.characters {
				if got := hanzi.Simplified(r); got != test.simplified {
					t.Errorf("Simplified(%c) = %v, want %v", r, got, test.simplified)
				}
				if got := hanzi.Traditional(r); got != test.traditional {
					t.Errorf("Traditional(%c) = %v, want %v", r, got, test.traditional)
				}
				if got := hanzi.Converted(r); got != test.converted {
					t.Errorf("Converted(%c) = %v, want %v", r, got, test.converted)
				}
			}
		})
	}
}

func TestSetsExclude(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		if hanzi.Simplified(r) && hanzi.Traditional(r) {
			t.Errorf("%c is both simplified only and traditional only", r)
		}
		if (hanzi.Simplified(r) || hanzi.Converted(r)) && !hanzi.Is(r) {
			t.Errorf("%c (%U) is in a table and no Han character", r, r)
		}
		if hanzi.Is(r) && !unicode.Is(unicode.Han, r) && unicode.In(r, unicode.L) {
			t.Errorf("%c (%U) is no Han character in Unicode %s", r, r, unicode.Version)
		}
	}
}

func BenchmarkTraditional(b *testing.B) {
	for b.Loop() {
		for _, r := range "我國首次大規模集中打擊侵害公民個人資訊犯罪 abc" {
			hanzi.Traditional(r)
		}
	}
}
