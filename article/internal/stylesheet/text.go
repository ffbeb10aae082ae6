package stylesheet

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Name is an identifier as browsers compare it where case does not matter.
func Name(s string) string { return strings.ToLower(decodeEscapes(s)) }

// decodeEscapes replaces the escapes in an identifier: CSS Syntax 3 §4.3.7.
func decodeEscapes(s string) string {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for i >= 0 && i+1 < len(s) {
		b.WriteString(s[:i])
		r, length := escape(s[i:])
		b.WriteRune(r)
		s = s[i+length:]
		i = strings.IndexByte(s, '\\')
	}
	b.WriteString(s)
	return b.String()
}

// escape reads the escape at the start of s, which is longer than one byte.
func escape(s string) (r rune, length int) {
	end := 1
	for end < min(len(s), 7) && isHex(s[end]) {
		end++
	}
	if end == 1 {
		r, length = utf8.DecodeRuneInString(s[1:])
		return r, 1 + length
	}
	n, _ := strconv.ParseUint(s[1:end], 16, 32)
	if end < len(s) && strings.IndexByte(" \t\n\f\r", s[end]) >= 0 {
		end++
	}
	if n == 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		n = utf8.RuneError
	}
	return rune(n), end
}

// Plain is s on one line, without comments, runs of white space and
// escapes: what a reviewer is shown.
func Plain(s string) string {
	if strings.Contains(s, "/*") {
		s = join(tokensOf(s))
	}
	if strings.ContainsAny(s, "\t\n\f\r") || strings.Contains(s, "  ") || s != strings.TrimSpace(s) {
		s = strings.Join(strings.Fields(s), " ")
	}
	return decodeEscapes(s)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isHex(c byte) bool   { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
