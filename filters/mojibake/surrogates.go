package mojibake

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/internal/passage"
)

// A half is a reference to half of a character of UTF-16. HTML turns each into
// U+FFFD (WHATWG HTML §13.2.5.84).
var half = regexp.MustCompile(`&#(x[dD][89a-fA-F][0-9a-fA-F]{2}|5[5-7][0-9]{3});?`)

// join offers the characters that the halves of text[start:end] make, if they
// are all that stands there and none is left over.
func join(p *article.Passage, start, end int) []filters.Fix {
	if !p.HasReferences() {
		return nil
	}
	source := p.Source(start, end)
	var units []uint16
	for _, m := range half.FindAllStringSubmatch(source, -1) {
		digits, base := m[1], 10
		if digits[0] == 'x' {
			digits, base = digits[1:], 16
		}
		n, err := strconv.ParseUint(digits, base, 16)
		if err != nil {
			return nil
		}
		units = append(units, uint16(n))
	}
	whole := string(utf16.Decode(units))
	if len(units) == 0 || half.ReplaceAllString(source, "") != "" || strings.ContainsRune(whole, '\uFFFD') {
		return nil
	}
	return []filters.Fix{{Message: "join the halves", Edits: passage.Edits(p, []passage.Change{{Start: start, End: end, New: whole}})}}
}
