package linkblock

import (
	"strings"
	"testing"
)

// A term that holds another one of its trade finds nothing that the shorter
// one does not find.
func TestNoTermIsRedundant(t *testing.T) {
	for _, entry := range vocabularyFiles(t) {
		for _, long := range entry.terms {
			for _, short := range entry.terms {
				if long.text != short.text && strings.Contains(long.text, short.text) {
					t.Errorf("%s: %q is found by %q already", entry.name, long.text, short.text)
				}
			}
		}
	}
}

func TestEveryTradeSpeaksEightLanguages(t *testing.T) {
	for _, entry := range vocabularyFiles(t) {
		if len(entry.languages) < 8 {
			t.Errorf("%s: %d languages, want 8 or more", entry.name, len(entry.languages))
		}
	}
}

// What the vocabulary must and must not see in a text, normalisation included.
func TestTradesOf(t *testing.T) {
	tests := []struct {
		text string
		want trade
	}{
		{"Buy VIAGRA online", "medicine"},
		{"ｖｉａｇｒａ", "medicine"},
		{"vi\u00ada\u200bgra", "medicine"},
		{"situs-slot_gacor", "casino"},
		{"SLOT777", "casino"},
		{"супер казино рояль", "casino"},
		{"온라인카지노추천", "casino"},
		{"最新スーパーコピー通販", "replicas"},
		{"สล็อตเว็บตรง", "casino"},
		{"شرط\u200cبندی فوتبال", "casino"},
		{"socialista", ""},
		{"specialist", ""},
		{"timeslots", ""},
		{"오피니언", ""},
		{"토토로", ""},
		{"Sussex", ""},
	}
	for _, test := range tests {
		got := ""
		trades().find(normalise(test.text), func(found term) { got = max(got, found.trade) })
		if got == commerce {
			got = ""
		}
		if want := test.want; got != want {
			t.Errorf("trades of %q: %q, want %q", test.text, got, want)
		}
	}
}

type vocabularyFile struct {
	name      string
	terms     []term
	languages map[string]bool
}

func vocabularyFiles(t *testing.T) []vocabularyFile {
	entries, err := tradeFiles.ReadDir("trades")
	if err != nil {
		t.Fatal(err)
	}
	var files []vocabularyFile
	for _, entry := range entries {
		data, err := tradeFiles.ReadFile("trades/" + entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		f := vocabularyFile{entry.Name(), readTerms(entry.Name(), string(data)), map[string]bool{}}
		for line := range strings.Lines(string(data)) {
			if language, _, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, "#") {
				f.languages[language] = true
			}
		}
		files = append(files, f)
	}
	return files
}
