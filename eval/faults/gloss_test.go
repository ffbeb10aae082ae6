package faults_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/eval/faults"
)

func TestGloss(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a member of the set", "國", "國(guó)"},
		{"what conversion does not touch", "人民公安,1700", "人民公安,1700"},
		{"members and others", "我國首次", "我國(guó)首次"},
		{"a member across two characters", "專案偵查,明確", "專(zhuān)案?jìng)刹,明確(què)"},
		{"what GBK cannot write", "國😀國", "國(guó)😀國(guó)"},
		{"nothing", "", ""},
	} {
		if got, _ := faults.Gloss(test.text, 1, chance(1)); got != test.want {
			t.Errorf("%s: Gloss(%q) = %q, want %q", test.name, test.text, got, test.want)
		}
	}
}

func TestGlossEditsLeadBack(t *testing.T) {
	text := strings.Join(strings.Fields(pages(t)["zh-Hant plain"].Source), "")
	for _, share := range []float64{0.03, 0.3, 0.95} {
		glossed, edits := faults.Gloss(text, share, chance(5))
		if len(edits) == 0 || glossed == text {
			t.Errorf("share %v: nothing is glossed", share)
		}
		if got, err := article.Apply(text, edits); err != nil || got != glossed {
			t.Errorf("share %v: the edits make %q, %v, want %q", share, got, err, glossed)
		}
	}
}

func TestGlossShareGrows(t *testing.T) {
	text := pages(t)["zh-Hant plain"].Source
	last := 0
	for _, share := range []float64{0.03, 0.1, 0.3, 0.6, 1} {
		glossed, _ := faults.Gloss(text, share, chance(2))
		n := strings.Count(glossed, "(")
		if n < last {
			t.Errorf("share %v has %d readings, a smaller one has %d", share, n, last)
		}
		last = n
	}
}

// TestReadingsAreThoseOfTheCharacter looks at insertions into a page.
func TestReadingsAreThoseOfTheCharacter(t *testing.T) {
	page := pages(t)["zh-Hans"]
	f, ok := family(t, "gloss").Make(chance(1), page, "share=60 lost=mark")
	if !ok {
		t.Fatal("the page cannot take it")
	}
	if _, text, _ := strings.Cut(f.Clean, "<h1>"); strings.Contains(text, "开") || !strings.Contains(text, "開") {
		t.Error("the page is not in traditional characters")
	}
	readings := regexp.MustCompile(`(.)\(([^() ]+)\)`)
	for _, s := range f.Spans {
		found := readings.FindAllStringSubmatch(f.Source[s.Start:s.End], -1)
		for _, m := range found {
			char, _ := utf8.DecodeRuneInString(m[1])
			if known := strings.Split(pinyin.PinyinDict[int(char)], ","); !slices.Contains(known, m[2]) {
				t.Errorf("%c has the reading %q, want one of %q", char, m[2], known)
			}
		}
		if len(found) == 0 || !strings.HasPrefix(f.Source[s.Start:], found[0][0]) || !strings.HasSuffix(f.Source[:s.End], ")") {
			t.Errorf("%q does not reach from the first character with a reading to the last reading", f.Source[s.Start:s.End])
		}
	}
}

func TestSplitCharacters(t *testing.T) {
	page := pages(t)["zh-Hant"]
	for seed := range uint64(20) {
		f, ok := family(t, "gloss").Make(chance(seed), page, "share=3 lost=mark split=yes")
		if !ok {
			t.Fatal("the page cannot take it")
		}
		if !strings.Contains(f.Source, "?") || f.Damaged == 0 {
			t.Errorf("seed %d: no character is split", seed)
		}
	}
}

// family is the one of that name.
func family(t *testing.T, name string) faults.Family {
	t.Helper()
	all := faults.Families()
	i := slices.IndexFunc(all, func(f faults.Family) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("there is no family %s", name)
	}
	return all[i]
}
