package escapes

import (
	"regexp"
	"strings"
)

// inAddress reports whether text[start:end] is part of an address, a path, a
// file name or a query: there bytes are escaped for good reason.
func inAddress(text string, start, end int) bool {
	const ends = " \t\r\n\u00a0\"“”«»()"
	before, after := text[max(0, start-longestAddress):start], text[end:min(len(text), end+longestAddress)]
	before = before[strings.LastIndexAny(before, ends)+1:]
	if i := strings.IndexAny(after, ends); i >= 0 {
		after = after[:i]
	}
	if strings.Contains(before, "://") || strings.Contains(before, "www.") || strings.Contains(before, "mailto:") {
		return true
	}
	if text[start] == '\\' && windowsPath.MatchString(before) {
		return true
	}
	signs := `/\?&#@_+`
	switch text[start] {
	case '%':
		signs += "="
	case '=':
	default:
		return false
	}
	return strings.ContainsAny(before, signs) || strings.ContainsAny(after, signs) || fileName.MatchString(after)
}

// longestAddress is how many bytes on either side are looked at. Hostile text
// has no spaces.
const longestAddress = 1024

// windowsPath begins with a drive or a server.
var windowsPath = regexp.MustCompile(`^([A-Za-z]:|\\\\)`)

// fileName ends in a dot and a short extension.
var fileName = regexp.MustCompile(`\.[A-Za-z0-9]{2,5}([.,;:!?]|$)`)
