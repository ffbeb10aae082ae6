package faults

import "unicode"

// The scripts that faults tell apart. Kana stands for both syllabaries.
const (
	latin    = "Latn"
	cyrillic = "Cyrl"
	greek    = "Grek"
	han      = "Hani"
	kana     = "Kana"
	hangul   = "Hang"
	arabic   = "Arab"
	hebrew   = "Hebr"
	thai     = "Thai"
	other    = "Zyyy" // any other script
)

// scriptOf is the script of a letter, "" for what is no letter.
func scriptOf(c rune) string {
	switch {
	case c < 0x80:
		if 'a' <= c|0x20 && c|0x20 <= 'z' {
			return latin
		}
		return ""
	case !unicode.IsLetter(c):
		return ""
	case unicode.Is(unicode.Latin, c):
		return latin
	case unicode.Is(unicode.Cyrillic, c):
		return cyrillic
	case unicode.Is(unicode.Han, c):
		return han
	case unicode.Is(unicode.Hiragana, c), unicode.Is(unicode.Katakana, c):
		return kana
	case unicode.Is(unicode.Hangul, c):
		return hangul
	}
	return rarerScript(c)
}

func rarerScript(c rune) string {
	switch {
	case unicode.Is(unicode.Greek, c):
		return greek
	case unicode.Is(unicode.Arabic, c):
		return arabic
	case unicode.Is(unicode.Hebrew, c):
		return hebrew
	case unicode.Is(unicode.Thai, c):
		return thai
	}
	return other
}

// A census counts letters by script.
type census struct {
	scripts map[string]int
	total   int
}

func count(text string) census {
	c := census{scripts: map[string]int{}}
	for _, r := range text {
		if s := scriptOf(r); s != "" {
			c.scripts[s]++
			c.total++
		}
	}
	return c
}

// main is the script of most letters. Where kana and Han stand together, that
// is kana: Japanese. It is "" if there are no letters.
func (c census) main() string {
	best := ""
	for _, s := range []string{latin, cyrillic, greek, han, kana, hangul, arabic, hebrew, thai, other} {
		if c.scripts[s] > c.scripts[best] {
			best = s
		}
	}
	if best == han && 20*c.scripts[kana] > c.total {
		return kana
	}
	return best
}

// only reports whether all letters of the word are of script s.
func only(word, s string) bool {
	c := count(word)
	return c.total > 0 && c.scripts[s] == c.total
}
