package faults

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// escape is what the reader sees instead of c, which stands behind before.
func (e *escaper) escape(c rune, before string) (shown string, ok bool) {
	name, hasName := entityName(c)
	again := strings.Repeat("amp;", max(0, e.depth-1))
	switch e.form {
	case "nbsp", "nbsp-no-semicolon":
		// Every sixth space or so, between words.
		if c != ' ' || before == "" || strings.Count(before, " ")%6 != 2 {
			return "", false
		}
		if e.form == "nbsp" {
			return "&" + again + "nbsp;", true
		}
		return "&nbsp", true
	case "named":
		return "&" + again + name + ";", hasName
	case "no-semicolon":
		return "&" + name, hasName
	}
	if c < utf8.RuneSelf {
		return "", false
	}
	return e.notation(c, again), true
}

// notation writes c as the form does, whatever its name.
func (e *escaper) notation(c rune, again string) string {
	var bytewise string
	switch e.form {
	case "decimal":
		return fmt.Sprintf("&%s#%d;", again, c)
	case "hexadecimal":
		return fmt.Sprintf("&%s#x%X;", again, c)
	case "angle":
		return fmt.Sprintf("<U+%04X>", c)
	case "unicode":
		for _, unit := range utf16.Encode([]rune{c}) {
			bytewise += fmt.Sprintf(`\u%04x`, unit)
		}
		return bytewise
	case "percent":
		bytewise = "%%%02X"
	case "quoted-printable":
		bytewise = "=%02X"
	}
	written := ""
	for _, b := range []byte(string(c)) {
		written += fmt.Sprintf(bytewise, b)
	}
	return written
}
