package escapes

import "testing"

func TestWordsOfProgrammingAreCounted(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       int
	}{
		{"whole words", "html, html5 and css", 3},
		{"no parts of words", "cssa xcss htmlx", 0},
		{"one in another once", "percent-encoding of code points", 2},
		{"any ending where it is allowed", "escape sequences, zeichenreferenzen", 2},
		{"other alphabets", "кодировка и кодировки, entités", 3},
		{"scripts without spaces", "这是编码的实体", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := topic().count(test.text); got != test.want {
				t.Errorf("count(%q) = %d, want %d", test.text, got, test.want)
			}
		})
	}
}
