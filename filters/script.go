package filters

import (
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/hanzi"
)

// scripts are the ISO 15924 codes of what articles are written in, by how
// often that is so. Chinese and Japanese are told apart by what stands beside
// the Han characters, the two Chinese orthographies by package hanzi.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Latn", unicode.Latin}, {"Hani", unicode.Han}, {"Cyrl", unicode.Cyrillic}, {"Arab", unicode.Arabic},
	{"Hira", unicode.Hiragana}, {"Kana", unicode.Katakana}, {"Hang", unicode.Hangul}, {"Grek", unicode.Greek},
	{"Deva", unicode.Devanagari}, {"Thai", unicode.Thai}, {"Hebr", unicode.Hebrew}, {"Beng", unicode.Bengali},
	{"Taml", unicode.Tamil}, {"Telu", unicode.Telugu}, {"Gujr", unicode.Gujarati}, {"Guru", unicode.Gurmukhi},
	{"Knda", unicode.Kannada}, {"Mlym", unicode.Malayalam}, {"Orya", unicode.Oriya}, {"Sinh", unicode.Sinhala},
	{"Geor", unicode.Georgian}, {"Armn", unicode.Armenian}, {"Ethi", unicode.Ethiopic}, {"Khmr", unicode.Khmer},
	{"Laoo", unicode.Lao}, {"Mymr", unicode.Myanmar}, {"Tibt", unicode.Tibetan}, {"Mong", unicode.Mongolian},
}

// enoughLetters is how many letters settle what an article is written in.
const enoughLetters = 4000

// Script is the ISO 15924 code of the script that most of the article's
// paragraphs are written in: "Latn", "Cyrl", "Jpan", "Kore", "Hans", "Hant"
// and so on; "Hani" for Chinese that could be either; "Zyyy" if there are no
// letters, "Zzzz" if they are of a script that is not in the list.
func Script(doc *article.Document) string {
	var t tally
	for _, b := range doc.Blocks() {
		t.add(b.Data)
		if t.letters >= enoughLetters {
			break
		}
	}
	return t.script()
}

type tally struct {
	letters                 int
	count                   [32]int // by index into scripts; the last is for others
	simplified, traditional int
	last                    int // index that the letter before had: neighbours mostly share it
}

func (t *tally) add(text string) {
	for i := 0; i < len(text) && t.letters < enoughLetters; {
		if c := text[i]; c < utf8.RuneSelf {
			if 'a' <= c|0x20 && c|0x20 <= 'z' {
				t.letters++
				t.count[0]++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if unicode.IsLetter(r) {
			t.letter(r)
		}
	}
}

func (t *tally) letter(r rune) {
	t.letters++
	if !unicode.Is(scripts[t.last].table, r) {
		t.last = 0
		for t.last < len(scripts)-1 && !unicode.Is(scripts[t.last].table, r) {
			t.last++
		}
		if !unicode.Is(scripts[t.last].table, r) {
			t.count[len(t.count)-1]++
			return
		}
	}
	t.count[t.last]++
	if scripts[t.last].code == "Hani" {
		t.han(r)
	}
}

func (t *tally) han(r rune) {
	if hanzi.Simplified(r) {
		t.simplified++
	} else if hanzi.Traditional(r) {
		t.traditional++
	}
}

func (t *tally) script() string {
	if t.letters == 0 {
		return "Zyyy"
	}
	kana := t.of("Hira") + t.of("Kana")
	han := t.of("Hani")
	switch {
	case kana*20 > kana+han && 2*(kana+han) > t.letters: // Japanese prose is half kana, its headlines a tenth
		return "Jpan"
	case 2*(t.of("Hang")+han) > t.letters && t.of("Hang") > han:
		return "Kore"
	}
	most := 0
	for i, n := range t.count {
		if n > t.count[most] {
			most = i
		}
	}
	switch {
	case most >= len(scripts):
		return "Zzzz"
	case scripts[most].code == "Hani":
		return t.orthography()
	}
	return scripts[most].code
}

func (t *tally) of(code string) int {
	for i, s := range scripts {
		if s.code == code {
			return t.count[i]
		}
	}
	return 0
}

// orthography needs a clear majority: quotations and names in the other
// orthography are common.
func (t *tally) orthography() string {
	switch {
	case t.traditional > 2*t.simplified:
		return "Hant"
	case t.simplified > 2*t.traditional:
		return "Hans"
	}
	return "Hani"
}
