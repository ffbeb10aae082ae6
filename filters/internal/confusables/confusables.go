// Package confusables says which letters of different scripts look alike. Its
// table is generated from Unicode's confusables.txt (UTS #39) and cut down to
// letters that look like one ASCII letter; its input are words of an article.
package confusables

import (
	"sync"
	"unicode"

	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// CONFUSABLE is the folder of package go.mau.fi/util/confusable, v0.9.4.
//
//go:generate go run ./gen $CONFUSABLE table.go

// maps are built once and not changed afterwards.
type maps struct {
	latin           map[rune]rune
	greek, cyrillic [128]rune // by ASCII letter
}

var database = sync.OnceValue(build)

// near holds the twins of Greek and Cyrillic letters, which are looked up most,
// from U+0370 on.
var near = func() (table [0x530 - 0x370]byte) {
	letters := []rune(pairs)
	for i := 0; i+1 < len(letters); i += 2 {
		if n := letters[i] - 0x370; n < rune(len(table)) {
			table[n] = byte(letters[i+1])
		}
	}
	return table
}()

func build() *maps {
	m := &maps{latin: map[rune]rune{}}
	letters := []rune(pairs)
	for i := 0; i+1 < len(letters); i += 2 {
		from, to := letters[i], letters[i+1]
		m.latin[from] = to
		if unicode.IsUpper(from) != unicode.IsUpper(to) {
			continue
		}
		switch {
		case 0x0391 <= from && from <= 0x03C9:
			first(&m.greek[to], from)
		case isEastSlavic(from):
			first(&m.cyrillic[to], from)
		}
	}
	return m
}

// first keeps the first of several: of ο and σ, which both look like o, the ο.
func first(to *rune, r rune) {
	if *to == 0 {
		*to = r
	}
}

// isEastSlavic lists the letters of the Russian, Ukrainian and Belarusian
// alphabets, and the Serbian and Macedonian ones that look Latin.
func isEastSlavic(r rune) bool {
	switch r {
	case 'І', 'і', 'Ј', 'ј', 'Ѕ', 'ѕ':
		return true
	}
	return 0x0410 <= r && r <= 0x044F
}

// Latin is the ASCII letter that r, a letter of another script, looks like.
func Latin(r rune) (rune, bool) {
	if 0x370 <= r && r < 0x530 {
		c := near[r-0x370]
		return rune(c), c != 0
	}
	if r < 0x530 {
		return 0, false
	}
	c, ok := database().latin[r]
	return c, ok
}

// In is the letter of script s that r looks like, where s is Latin, Greek or
// Cyrillic: of the alphabets in use today. A letter of s is itself.
func In(s scripts.Script, r rune) (rune, bool) {
	of := scripts.Of(r)
	if of == s {
		return r, true
	}
	if of != scripts.Latin {
		l, ok := Latin(r)
		if !ok || s == scripts.Latin {
			return l, ok
		}
		r = l
	}
	if r >= 128 {
		return 0, false
	}
	var like rune
	switch s {
	case scripts.Greek:
		like = database().greek[r]
	case scripts.Cyrillic:
		like = database().cyrillic[r]
	}
	return like, like != 0
}

// Ambiguous reports whether the shape of r, a letter, occurs in several of the
// scripts Latin, Greek and Cyrillic, or is that of a Latin letter.
func Ambiguous(r rune) bool {
	if r < 128 {
		m := database()
		return m.greek[r] != 0 || m.cyrillic[r] != 0
	}
	_, ok := Latin(r)
	return ok
}
