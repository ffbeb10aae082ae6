package plausible

import (
	"sync"
	"unicode"
)

// A script is what letters of one word share.
type script uint8

const (
	unknown script = iota
	latin
	cyrillic
	greek
	arabic
	hebrew
	thai
	georgian
	armenian
	cjk // Han, kana, hangul, bopomofo
	other
	scripts = int(other) + 1
)

// tabled reports whether letters.txt knows languages of s.
func tabled(s script) bool { return latin <= s && s <= armenian }

type kind uint8

const (
	sign kind = iota
	quote
	plain
	mark
	letter
)

// A class is all that the cost of a character depends on, besides its neighbours.
type class struct {
	kind   kind
	script script
	upper  bool    // unicode.ToLower changes it
	cost   float32 // of what is no letter
}

// lostByte stands for a byte that is no UTF-8.
const lostByte = rune(0x10FFFF)

// classOf answers from a table for the characters that nearly all text is of.
func classOf(r rune) class { return classIn(classes(), r) }

func classIn(table []class, r rune) class {
	if int(r) < len(table) {
		return table[r]
	}
	if r >= 0x4E00 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 {
		return class{kind: letter, script: cjk}
	}
	return classify(r)
}

var classes = sync.OnceValue(func() []class {
	table := make([]class, 0x2680)
	for r := range table {
		table[r] = classify(rune(r))
	}
	return table
})

func classify(r rune) class {
	switch {
	case r == 'ª' || r == 'º':
		return class{kind: sign, cost: symbolCost}
	case unicode.IsLetter(r):
		return class{kind: letter, script: scriptOf(r), upper: unicode.ToLower(r) != r}
	case unicode.Is(unicode.M, r):
		if s := scriptOf(r); s == thai || s == arabic || s == hebrew {
			return class{kind: letter, script: s}
		}
		return class{kind: mark, cost: markCost(r)}
	case r == '?' || r < 0x80:
		return class{kind: plain, cost: plainCost}
	}
	return class{kind: signKind(r), cost: signCost(r)}
}

func scriptOf(r rune) script {
	for i, table := range []*unicode.RangeTable{
		unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew,
		unicode.Thai, unicode.Georgian, unicode.Armenian,
	} {
		if unicode.Is(table, r) {
			return latin + script(i)
		}
	}
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) || r == 'ー' {
		return cjk
	}
	return other
}

// markCost: Indic and South-East Asian writing is full of marks.
func markCost(r rune) float32 {
	if r < 0x370 {
		return 6
	}
	return otherScripts
}

func signKind(r rune) kind {
	switch r {
	case '’', 'ʼ', '‘', '´', '·', '\u200c', '\u200d', '–', '—', '/', '°':
		return quote
	}
	return sign
}

func signCost(r rune) float32 {
	switch {
	case r >= 0x2020 && r <= 0x2023:
		return symbolCost
	case r >= 0x2010 && r <= 0x2027 || r == '«' || r == '»' || r == 0xA0 || r == '·' || r == '・' || r == '\u202f':
		return quoteCost
	case r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF5E || r == 0x060C || r == 0x061B || r == 0x061F || r == 0x06D4:
		return quoteCost
	case r == '\u200c' || r == '\u200d' || r == '\u00ad' || r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\ufeff' || r == '\ufe0f':
		return 5
	case r == 0xFFFD:
		return lostCost
	case r < 0xA0 || unicode.Is(unicode.Co, r) || r == lostByte:
		return controlCost
	case unicode.IsDigit(r) && !unicode.In(r, unicode.Arabic):
		return rareCost
	case r < 0x100 || r == '€' || r == '™' || r == '№' || r == '†' || r == '•':
		return symbolCost
	case unicode.IsPrint(r):
		return rareCost
	}
	return nothingCost
}
