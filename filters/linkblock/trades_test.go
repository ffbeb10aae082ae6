package linkblock

import (
	"strings"
	"testing"
)

// A term that holds another one of its trade finds nothing that the shorter
// one does not find, unless that is weak and this is not.
func TestNoTermIsRedundant(t *testing.T) {
	for _, file := range vocabularyFiles(t) {
		for _, long := range file.terms {
			for _, short := range file.terms {
				if long.text != short.text && (!short.weak || long.weak) && strings.Contains(long.text, short.text) {
					t.Errorf("%s: %q is found by %q already", file.name, long.text, short.text)
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
		{"prestamos rapidos", "loans"},
		{"CASINO SITELERI", "casino"},
		{"καζινο", "casino"},
		{"cheap loans online", "loans"},
		{"Our loans", ""},
		{"rolex replica", "replicas"},
		{"The replica of the ship", ""},
		{"só de", ""},
		{"socialista", ""},
		{"specialist", ""},
		{"timeslots", ""},
		{"오피니언", ""},
		{"토토로", ""},
		{"Sussex", ""},
	}
	for _, test := range tests {
		j := judgement{candidate: candidate{kind: KeywordList, items: []item{newItem(test.text, nil)}}, speech: trades(), sold: []bool{false}}
		j.measureTrades(nil)
		if got := strings.Join(j.trades, " "); got != test.want {
			t.Errorf("trades of %q: %q, want %q", test.text, got, test.want)
		}
	}
}

type vocabularyFile struct {
	name      string
	terms     []term // as written, without what is made of them
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
		f := vocabularyFile{name: entry.Name(), languages: map[string]bool{}}
		for line := range strings.Lines(string(data)) {
			language, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			f.languages[language] = true
			for _, entry := range strings.Split(list, ", ") {
				text, weak := strings.CutPrefix(entry, "?")
				f.terms = append(f.terms, term{pattern(text), entry, weak})
			}
		}
		files = append(files, f)
	}
	return files
}

func TestReadTerms(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"comments and blank lines", "# pets\n\nde: welpen*, ?hund\n", ""},
		{"no language", "de: welpen*\nkatzen, hunde\n", `pets.txt:2: want a language and its terms, such as "de: ohne schufa, eilkredit*"`},
		{"nothing between two commas", "de: welpen*, , hund", `pets.txt:1: "" has no letters`},
		{"a star alone", "de: *", `pets.txt:1: "*" has no letters`},
	}
	for _, test := range tests {
		got := ""
		if _, err := readTerms("pets.txt", test.data); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
