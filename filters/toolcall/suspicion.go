package toolcall

import "strings"

// isSuspicious is the quick way past text without fragments: one look at each
// byte, and another at what stands around those that all fragments have.
func isSuspicious(text string) bool {
	for i := 0; i < len(text); i++ {
		if signs[text[i]] && isSign(text, i) {
			return true
		}
	}
	return false
}

// signs are '<' of tokens and tags, '=' of calls, the first byte of †, and what
// stands in front of, in or behind the names of citations.
var signs = [256]bool{
	'<': true, '=': true, '[': true, ':': true, 0xE2: true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
}

func isSign(text string, i int) bool {
	before, behind := text[:i], text[i+1:]
	switch text[i] {
	case '<':
		return opensMark(behind)
	case '=':
		return strings.HasSuffix(before, "to")
	case '[':
		return strings.HasPrefix(behind, "cite")
	case ':':
		return strings.HasSuffix(before, "oaicite")
	case 0xE2:
		return i > 0 && '0' <= text[i-1] && text[i-1] <= '9' && strings.HasPrefix(behind, "\x80\xA0")
	}
	return strings.HasSuffix(before, "turn")
}

// opensMark reports whether s, behind "<", begins like a token or a tag.
func opensMark(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "/"), "antml:")
	for _, name := range []string{"|", "｜", "tool_", "function_", "invoke", "parameter"} {
		if strings.HasPrefix(s, name) {
			return true
		}
	}
	return false
}
