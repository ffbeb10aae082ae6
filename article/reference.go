package article

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// longestName is more than the length of "&CounterClockwiseContourIntegral",
// the longest name of a character reference (WHATWG HTML §13.5).
const longestName = 40

// reference decodes the character reference at the start of s, which begins
// with "&". It returns the decoded text and the length of the reference; a
// bare ampersand is itself. In an attribute a name without semicolon that is
// followed by "=" or a letter or digit is left alone.
func reference(s string, attribute bool) (decoded string, length int) {
	end := referenceEnd(s)
	written := s[:end]
	text := html.UnescapeString(written)
	if text == written {
		return "&", 1
	}
	_, first := utf8.DecodeRuneInString(text)
	rest := commonSuffix(written[1:], text[first:])
	length = end - rest
	if attribute && s[1] != '#' && s[length-1] != ';' && length < len(s) && (s[length] == '=' || isAlnum(s[length])) {
		return "&", 1
	}
	return text[:len(text)-rest], length
}

// referenceEnd is the end of the longest thing at the start of s that could be
// a reference; a name may turn out to end earlier.
func referenceEnd(s string) int {
	i, longest, isPart := 1, longestName, isAlnum
	if strings.HasPrefix(s, "&#") {
		i, longest, isPart = 2, len(s), isDigit
		if len(s) > 2 && s[2]|0x20 == 'x' {
			i, isPart = 3, isHex
		}
	}
	for i < min(longest, len(s)) && isPart(s[i]) {
		i++
	}
	if i < len(s) && s[i] == ';' {
		i++
	}
	return i
}

func commonSuffix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isHex(c byte) bool   { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
func isAlnum(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z' }
