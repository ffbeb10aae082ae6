package mojibake

import (
	"unicode/utf8"
)

// longestToken bounds what is inverted at once, in bytes: scripts without
// spaces have tokens as long as a sentence or a paragraph.
const longestToken = 6000

// A token is a run without ASCII white space that holds other than ASCII.
type token struct {
	passage    int
	start, end int // in the passage's text
	text       string
	readings   []reading // what it may have been, the best first
	chosen     *reading
}

// damageStart and damageEnd are where in the passage a token with a reading
// begins and ends to differ from it.
func (t *token) damageStart() int {
	start, _, _ := differing(t.text, t.chosen.text)
	return t.start + start
}

func (t *token) damageEnd() int {
	_, end, _ := differing(t.text, t.chosen.text)
	return t.start + end
}

// tokens calls visit for each token of text with other than ASCII in it.
func tokens(text string, visit func(start, end int)) {
	for start := 0; ; {
		beyond := start + asciiPrefix(text[start:])
		if beyond == len(text) {
			return
		}
		for k := beyond; k > start; k-- {
			if text[k-1] <= ' ' {
				start = k
			}
		}
		if beyond-start > longestToken {
			start = beyond
		}
		end := tokenEnd(text, start, beyond)
		visit(start, end)
		start = end
	}
}

// tokenEnd is where the token ends that begins at start and holds ASCII up to
// beyond.
func tokenEnd(text string, start, beyond int) int {
	wide, narrow := false, false
	signs := start // where what follows the last wide character begins
	for i, r := range text[beyond:] {
		i += beyond
		if r < utf8.RuneSelf {
			if r <= ' ' {
				return i
			}
			continue
		}
		isWide, isNarrow := r >= 0x2E80, r >= 0xA0 && r < 0x2E80
		_, size := utf8.DecodeRuneInString(text[i:]) // r may be a byte that is no character
		switch {
		case isNarrow && wide && breaks(r):
			return signs
		case isWide && narrow && breaks(r) && !isBetweenLetters(text, i, size), i-start > longestToken:
			return i
		}
		wide, narrow = wide || isWide, narrow || isNarrow && r < 0x250
		if isWide {
			signs = i + size
		}
	}
	return len(text)
}

// breaks reports whether a token is cut where r meets characters of the other
// width: Latin letters beside ideographs are separate accidents. Signs, which
// multi-byte charsets hold as well, do not cut, and go with the letters.
func breaks(r rune) bool { return r >= 0xC0 && r < 0x250 || r >= 0x4E00 && r < 0xFF00 }

// isBetweenLetters reports whether the character at i stands between letters of
// ASCII: then it is part of their word.
func isBetweenLetters(text string, i, size int) bool {
	return i > 0 && i+size < len(text) && isLetter(text[i-1]) && isLetter(text[i+size])
}

// trim cuts what honest punctuation stands around a token: quotes, dashes.
func trim(text string) (start, end int) {
	end = len(text)
	for start < end {
		r, size := utf8.DecodeRuneInString(text[start:])
		if !isEdge(r) {
			break
		}
		start += size
	}
	for end > start {
		r, size := utf8.DecodeLastRuneInString(text[:end])
		if !isEdge(r) {
			break
		}
		end -= size
	}
	return start, end
}

func isEdge(r rune) bool {
	return r >= 0x2013 && r <= 0x2026 || r == '«' || r == '»' || r == 0xA0 || r < utf8.RuneSelf && !isLetter(byte(r)) && r != '?'
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// differing is the range in which a and b differ, on whole characters, and
// what stands there in b.
func differing(a, b string) (start, end int, in string) {
	for start < len(a) && start < len(b) {
		_, n := utf8.DecodeRuneInString(a[start:])
		if start+n > len(b) || a[start:start+n] != b[start:start+n] {
			break
		}
		start += n
	}
	x, y := len(a), len(b)
	for x > start && y > start {
		_, n := utf8.DecodeLastRuneInString(a[:x])
		if x-n < start || y-n < start || a[x-n:x] != b[y-n:y] {
			break
		}
		x, y = x-n, y-n
	}
	return start, x, b[start:y]
}

func isASCII(s string) bool { return asciiPrefix(s) == len(s) }

// asciiPrefix is the length of the ASCII at the start of s.
func asciiPrefix(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if (s[i] | s[i+1] | s[i+2] | s[i+3] | s[i+4] | s[i+5] | s[i+6] | s[i+7]) >= utf8.RuneSelf {
			break
		}
	}
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	return i
}
