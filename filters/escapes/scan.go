package escapes

import (
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/passage"
)

// An escape is one escaped character, or a run of them, in a passage.
type escape struct {
	kind       string
	notation   string
	start, end int    // in the passage's text
	means      string // the characters
	entity     string // as it should stand in HTML; empty if the characters should
	levels     int    // how many times too often it was escaped
	sure       float64
}

// change writes the characters as the article writes them elsewhere.
func (e escape) change(p *article.Passage, h *habit) passage.Change {
	if p.Plain() {
		return passage.Change{Start: e.start, End: e.end, New: e.means}
	}
	return passage.Change{Start: e.start, End: e.end, New: h.write(e.means, e.entity, p.Span(e.start, e.end).Start), Raw: true}
}

// notations finds candidates, one group each: entity, \uXXXX, %XX, =XX, <U+XXXX>.
var notations = regexp.MustCompile(`(&(?:amp;)*(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)|&amp;)` +
	`|((?:\\u[0-9a-fA-F]{4})+)|((?:%[0-9a-fA-F]{2}){2,})|((?:=[0-9A-F]{2}){2,})|<U\+([0-9A-Fa-f]{4,6})>`)

// begins tells the characters that an escape may begin with.
var begins = [256]bool{'&': true, '\\': true, '%': true, '=': true, '<': true}

// mayEscape is a fast look for what notations may find.
func mayEscape(text string) bool {
	for i := 0; i+2 < len(text); i++ {
		if begins[text[i]] && goesOn(text[i], text[i+1], text[i+2]) {
			return true
		}
	}
	return false
}

// goesOn reports whether an escape that begins with sign may go on so.
func goesOn(sign, next, then byte) bool {
	switch sign {
	case '&':
		return isLetter(next) || next == '#'
	case '\\':
		return next == 'u'
	case '<':
		return next == 'U'
	}
	return isHex(next) && isHex(then)
}

// escapesIn lists the escapes of a passage in order, without those that have a
// tag inside and those in raw text, which shows its source as it is.
func escapesIn(p *article.Passage) []escape {
	return slices.DeleteFunc(scan(p.Text), func(e escape) bool {
		return p.HasMarkup(e.start, e.end) || e.entity != "" && !p.Plain() && p.Source(e.start, e.end) == e.entity
	})
}

func scan(text string) []escape {
	var all []escape
	for _, m := range notations.FindAllStringSubmatchIndex(text, -1) {
		if e, ok := read(text, m); ok && !inAddress(text, m[0], m[1]) {
			all = append(all, e)
		}
	}
	return all
}

func read(text string, m []int) (escape, bool) {
	switch {
	case m[2] >= 0:
		return entity(text, m[2], m[3])
	case m[4] >= 0:
		return backslash(text, m[4], m[5])
	case m[6] >= 0:
		return inBytes(text, m[6], m[7], "percent")
	case m[8] >= 0:
		return inBytes(text, m[8], m[9], "quoted-printable")
	}
	n, err := strconv.ParseInt(text[m[10]:m[11]], 16, 32)
	e := escape{kind: LiteralEscape, notation: "<U+>", start: m[0], end: m[1], means: string(rune(n)), sure: 0.95}
	return e, err == nil && isShown(rune(n))
}

func entity(text string, start, end int) (escape, bool) {
	whole := text[start:end]
	if !strings.HasSuffix(whole, ";") {
		return bare(text, start, end)
	}
	levels, inner := 1, whole
	for strings.HasPrefix(inner, "&amp;") && len(inner) > len("&amp;") {
		inner = "&" + inner[len("&amp;"):]
		levels++
	}
	means := html.UnescapeString(inner)
	if strings.HasSuffix(means, ";") || !isMeant(means) {
		return escape{}, false
	}
	return escape{EscapedAgain, "entity", start, end, means, inner, levels, 0.97}, true
}

func backslash(text string, start, end int) (escape, bool) {
	if start > 0 && text[start-1] == '\\' {
		return escape{}, false
	}
	var units []uint16
	for i := start; i < end; i += len(`\u0000`) {
		n, err := strconv.ParseUint(text[i+2:i+6], 16, 16)
		if err != nil {
			return escape{}, false
		}
		units = append(units, uint16(n))
	}
	means := string(utf16.Decode(units))
	return escape{LiteralEscape, `\u`, start, end, means, "", 1, 0.93}, isMeant(means)
}

// inBytes is a run of bytes, each behind a sign, that is UTF-8 beyond ASCII.
func inBytes(text string, start, end int, notation string) (escape, bool) {
	var raw []byte
	for i := start; i < end; i += len("%00") {
		n, err := strconv.ParseUint(text[i+1:i+3], 16, 8)
		if err != nil {
			return escape{}, false
		}
		raw = append(raw, byte(n))
	}
	means := string(raw)
	letters := strings.ContainsFunc(means, func(r rune) bool { return r >= 0x80 })
	return escape{LiteralEscape, notation, start, end, means, "", 1, 0.9}, letters && utf8.ValidString(means) && isMeant(means)
}

func isMeant(s string) bool {
	for _, r := range s {
		if !isShown(r) {
			return false
		}
	}
	return s != ""
}

// isShown reports whether r is a character that somebody may have meant to
// show; escapes of control characters are talk of control characters.
func isShown(r rune) bool {
	return r >= ' ' && r != utf8.RuneError && (unicode.IsPrint(r) || unicode.In(r, unicode.Zs, unicode.Cf))
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }
