// Package hanzi says in which Chinese orthography a character is written. Its
// tables come from the conversion dictionaries of OpenCC 1.1.6.
//
// It speaks of Chinese alone: 国 is simplified here, and everyday Japanese.
package hanzi

import "sync"

// The tables are made from OpenCC's dictionaries in the folder $OPENCC. Debian's
// libopencc-data holds them in binary form; opencc_dict, of Debian's opencc,
// writes them out (-f ocd2 -t text).
//
//go:generate go run ./gen $OPENCC tables.go

// Simplified reports whether r is written in simplified Chinese only: every
// conversion to traditional characters replaces it. 国 is, 后 and 中 are not.
func Simplified(r rune) bool { return simplified().has(r) }

// Traditional reports whether r is written in traditional Chinese only: every
// conversion to simplified characters replaces it. 國 is, 後 is, 后, 乾 and 中
// are not.
func Traditional(r rune) bool { return traditional().has(r) }

// Converted reports whether r may stand in a text because a program converted
// it to traditional characters: all that are Traditional, and a few such as 乾
// and 於 that simplified Chinese knows in other uses.
func Converted(r rune) bool { return converted().has(r) }

// A set holds one bit for each code point from firstHan on.
type set []uint64

const (
	firstHan = 0x3400  // CJK Unified Ideographs Extension A
	lastHan  = 0x33479 // Extension J, of Unicode 17.0
)

// The sets are unpacked when first asked for, which takes some 0.1 ms in all, so
// that a program that never asks does not pay at its start.
var (
	simplified  = sync.OnceValue(func() set { return newSet(simplifiedOnly) })
	traditional = sync.OnceValue(func() set { return newSet(traditionalOnly) })
	converted   = sync.OnceValue(func() set { return newSet(traditionalOnly + alsoConverted) })
)

// newSet holds the characters of s, which are in rising order but for the tail.
func newSet(s string) set {
	last := rune(firstHan)
	for _, r := range s {
		last = max(last, r)
	}
	bits := make(set, (last-firstHan)/64+1)
	for _, r := range s {
		bits[(r-firstHan)/64] |= 1 << ((r - firstHan) % 64)
	}
	return bits
}

func (s set) has(r rune) bool {
	i := (r - firstHan) / 64
	return r >= firstHan && int(i) < len(s) && s[i]&(1<<((r-firstHan)%64)) != 0
}

// Is reports whether r is in one of the blocks of unified ideographs of
// Unicode 17.0 or is 〇. It is several times faster than unicode.Han, which
// holds radicals, repetition marks and numerals as well.
func Is(r rune) bool {
	return r >= firstHan && (r <= 0x9FFF && r >= 0x4E00 || r <= 0x4DBF || r >= 0xF900 && r <= 0xFAD9 || r >= 0x20000 && r <= lastHan) || r == '〇'
}
