package marked

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"
)

// A Piece is a stretch of text as it can be shown: either characters that speak
// for themselves, or one that would not be seen, some number of times.
type Piece struct {
	Text  string // what to show: the characters, or the sign that stands for one
	Sign  bool   // Text stands for a character that is not shown itself
	Space bool   // Text is spaces other than the usual one
	Name  string // of the character, with its number, such as "ZERO WIDTH SPACE (U+200B)"; empty for usual text
	Count int    // how many of it there are one after another
}

// Pieces divides text. What is left to be shown as it is has no effect beyond
// itself: characters that turn the direction of what follows become signs, as
// do those that are invisible, have no meaning or are no UTF-8.
func Pieces(text string) []Piece {
	var out []Piece
	plain := 0 // where usual text begins that is not in out
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		p, usual := pieceOf(r, text[i:i+size])
		if !usual {
			if plain < i {
				out = append(out, Piece{Text: text[plain:i], Count: 1})
			}
			out = repeated(out, p)
			plain = i + size
		}
		i += size
	}
	if plain < len(text) {
		out = append(out, Piece{Text: text[plain:], Count: 1})
	}
	return out
}

// repeated adds p to pieces, or to the last one if that is the same.
func repeated(pieces []Piece, p Piece) []Piece {
	if n := len(pieces); n > 0 && pieces[n-1].Sign && pieces[n-1].Name == p.Name {
		pieces[n-1].Count++
		return pieces
	}
	return append(pieces, p)
}

// pieceOf is the piece of one character, unless it is a usual one.
func pieceOf(r rune, raw string) (p Piece, usual bool) {
	switch {
	case r == utf8.RuneError && len(raw) == 1:
		return Piece{Text: fmt.Sprintf(`\x%02x`, raw[0]), Sign: true, Name: fmt.Sprintf("byte %02X, which is no UTF-8", raw[0]), Count: 1}, false
	case r == '\n', r == '\t', r == ' ', r > ' ' && r < 0x7F:
		return p, true
	case unicode.Is(unicode.Zs, r):
		return Piece{Text: raw, Space: true, Name: nameOf(r), Count: 1}, false
	case isUnseen(r):
		return Piece{Text: signOf(r), Sign: true, Name: nameOf(r), Count: 1}, false
	}
	return p, true
}

// isUnseen reports whether r leaves no trace on a page, or one that differs
// from browser to browser: control, format and private characters, those that
// are not assigned, and Default_Ignorable_Code_Point of Unicode 15.0.
func isUnseen(r rune) bool {
	return r == '\u2800' || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		!unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S)
}

// signs are the usual short names: those of the Unicode Standard's charts.
var signs = map[rune]string{
	'\u00AD': "SHY", '\u034F': "CGJ", '\u061C': "ALM", '\u180E': "MVS", '\u200B': "ZWSP", '\u200C': "ZWNJ", '\u200D': "ZWJ",
	'\u200E': "LRM", '\u200F': "RLM", '\u2028': "LS", '\u2029': "PS", '\u202A': "LRE", '\u202B': "RLE", '\u202C': "PDF",
	'\u202D': "LRO", '\u202E': "RLO", '\u2060': "WJ", '\u2066': "LRI", '\u2067': "RLI", '\u2068': "FSI", '\u2069': "PDI",
	'\uFE0E': "VS15", '\uFE0F': "VS16", '\uFEFF': "BOM", '\r': "CR",
}

func signOf(r rune) string {
	if s, ok := signs[r]; ok {
		return s
	}
	return fmt.Sprintf("U+%04X", r)
}

func nameOf(r rune) string {
	if name := runenames.Name(r); name != "" {
		return fmt.Sprintf("%s (U+%04X)", name, r)
	}
	return fmt.Sprintf("U+%04X", r)
}
