// Package scripts says which script a character belongs to, quickly for the
// scripts that articles are mostly written in. Its table comes from Unicode
// 17.0, Scripts.txt; its input is the text of an article.
package scripts

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:generate env GOTOOLCHAIN=go1.27.0 go run ./gen table.go

// A Script is the script of a character. The zero Script is that of characters
// which belong to none or to many: digits, punctuation, emoji, combining marks.
type Script uint8

// The scripts that this program tells apart by name. All others have a Script
// too, greater than these.
const (
	Common Script = iota
	Latin
	Greek
	Cyrillic
	Armenian
	Georgian
	Hebrew
	Arabic
	Han
	Hiragana
	Katakana
	Hangul
	Bopomofo
	Devanagari
	Thai
	named // how many there are
)

// String is the name of s in the Unicode Character Database.
func (s Script) String() string { return database().names[s] }

// Of is the script of r. Many goroutines may call it at once.
func Of(r rune) Script {
	switch {
	case r < 0x80:
		if 'a' <= r|0x20 && r|0x20 <= 'z' {
			return Latin
		}
		return Common
	case 0x0400 <= r && r <= 0x0484 || 0x0487 <= r && r <= 0x052F:
		return Cyrillic
	case 0x03A3 <= r && r <= 0x03E1 || 0x0388 <= r && r <= 0x03A1 && r != 0x038B && r != 0x038D:
		return Greek
	case 0x0620 <= r && r <= 0x063F || 0x0641 <= r && r <= 0x064A || 0x066E <= r && r <= 0x066F || 0x0671 <= r && r <= 0x06DC:
		return Arabic
	case 0x05D0 <= r && r <= 0x05EA:
		return Hebrew
	case 0x0900 <= r && r <= 0x0950:
		return Devanagari
	case 0x0E01 <= r && r <= 0x0E3A:
		return Thai
	case 0x4E00 <= r && r <= 0x9FFF:
		return Han
	case 0xAC00 <= r && r <= 0xD7A3:
		return Hangul
	case 0x3041 <= r && r <= 0x3096:
		return Hiragana
	case 0x30A1 <= r && r <= 0x30FA:
		return Katakana
	case 0x00C0 <= r && r <= 0x024F && r != 0x00D7 && r != 0x00F7, 0x1E00 <= r && r <= 0x1EFF:
		return Latin
	case 0x2000 <= r && r <= 0x2070, 0x3000 <= r && r <= 0x3004, 0x0300 <= r && r <= 0x036F:
		return Common
	}
	return database().of(r)
}

// Alphabetic reports whether the words of s are written letter by letter with
// spaces between them, and need no invisible characters inside.
func (s Script) Alphabetic() bool { return Latin <= s && s <= Georgian }

// EastAsian reports whether s is one of those that Chinese, Japanese and
// Korean mix, Latin letters included, within one word.
func (s Script) EastAsian() bool { return Han <= s && s <= Bopomofo }

// Unspaced reports whether s is written without spaces between words.
func (s Script) Unspaced() bool {
	switch s {
	case Han, Hiragana, Katakana, Bopomofo, Thai:
		return true
	}
	if s < named {
		return false
	}
	switch s.String() {
	case "Khmer", "Lao", "Myanmar":
		return true
	}
	return false
}

// RightToLeft reports whether s is written from right to left, as far as it is
// in today's use.
func (s Script) RightToLeft() bool {
	switch s {
	case Hebrew, Arabic:
		return true
	}
	switch s.String() {
	case "Syriac", "Thaana", "Nko", "Adlam", "Garay", "Hanifi_Rohingya", "Samaritan", "Mandaic", "Mende_Kikakui":
		return true
	}
	return false
}

// Recommended reports whether s is among the scripts in general modern use:
// UAX #31, Unicode 15.0, table 5.
func (s Script) Recommended() bool {
	if s < named {
		return true
	}
	switch s.String() {
	case "Bengali", "Ethiopic", "Gujarati", "Gurmukhi", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar",
		"Oriya", "Sinhala", "Tamil", "Telugu", "Thaana", "Tibetan":
		return true
	}
	return false
}

// A span of characters of one script.
type span struct {
	first, last rune
	script      Script
}

type data struct {
	names []string
	spans []span // by first
}

// database is built once and not changed afterwards.
var database = sync.OnceValue(build)

func build() *data {
	d := &data{names: []string{"Common", "Latin", "Greek", "Cyrillic", "Armenian", "Georgian", "Hebrew", "Arabic", "Han",
		"Hiragana", "Katakana", "Hangul", "Bopomofo", "Devanagari", "Thai"}}
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if name := fields[0]; name != "Common" && name != "Inherited" {
			s := slices.Index(d.names, name)
			if s < 0 {
				s = len(d.names)
				d.names = append(d.names, name)
			}
			d.add(fields[1:], Script(s))
		}
	}
	slices.SortFunc(d.spans, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	return d
}

// add reads ranges as gen writes them: "41-5A", "AA".
func (d *data) add(ranges []string, s Script) {
	for _, r := range ranges {
		low, high, ok := strings.Cut(r, "-")
		if !ok {
			high = low
		}
		first, err1 := strconv.ParseUint(low, 16, 32)
		last, err2 := strconv.ParseUint(high, 16, 32)
		if err := cmp.Or(err1, err2); err != nil {
			panic(fmt.Sprintf("scripts: table: %v", err)) // gen writes no other
		}
		d.spans = append(d.spans, span{rune(first), rune(last), s})
	}
}

func (d *data) of(r rune) Script {
	n, found := slices.BinarySearchFunc(d.spans, r, func(s span, r rune) int {
		switch {
		case s.last < r:
			return -1
		case s.first > r:
			return 1
		}
		return 0
	})
	if !found {
		return Common
	}
	return d.spans[n].script
}
