package escapes

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bare is an entity without semicolon. Only names that nobody writes behind an
// ampersand for another reason count, and they may run into the next word.
func bare(text string, start, end int) (escape, bool) {
	name := strings.TrimLeft(text[start:end], "&")
	levels := 0
	for strings.HasPrefix(name, "amp;") {
		name = name[len("amp;"):]
		levels++
	}
	if end < len(text) && (text[end] == '=' || text[end] == '(') {
		return escape{}, false
	}
	from := end - len(name)
	if name = known(name, text[end:], isSpelling(text, start, end)); name == "" {
		return escape{}, false
	}
	inner := "&" + name + ";"
	means := html.UnescapeString(inner)
	if means == inner || !isMeant(means) {
		return escape{}, false
	}
	return escape{ShownEntity, "entity", start, from + len(name), means, inner, levels, 0.95}, true
}

// isSpelling reports whether text[start:end] stands among letters of another
// alphabet than ASCII, or entities, as part of a word: there every letter's
// name counts.
func isSpelling(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	if isForeign(before) || isForeign(after) {
		return true
	}
	next := min(len(text), end+1)
	return touching.MatchString(text[max(0, start-longestEntity):start]) || after == '&' && next < len(text) && isLetter(text[next])
}

func isForeign(r rune) bool { return r >= 0x370 && unicode.IsLetter(r) }

// touching is an entity at the end of a text.
var touching = regexp.MustCompile(`&[A-Za-z]{2,};?$`)

const longestEntity = 10

// known is the name that written begins with, "" if there is none; after is
// what follows it. A name that is the beginning of a word (&euro, &quot) must
// not be followed by a small letter.
func known(written, after string, spelling bool) string {
	if number := numberIn(written); number != "" {
		return number
	}
	next, _ := utf8.DecodeRuneInString(after)
	if spelling && isOfLetter(written) {
		return written
	}
	for n := min(len(written), longestEntity); n > 1; n-- {
		name := written[:n]
		if n < len(written) {
			next = rune(written[n])
		}
		if isTypographic(name) && !(beginsWords(name) && unicode.IsLower(next)) || isSymbol(name) && isBesideNumber(written[n:]+after) {
			return name
		}
	}
	return ""
}

// isOfLetter reports whether name is that of a letter of an alphabet.
func isOfLetter(name string) bool {
	r, size := utf8.DecodeRuneInString(html.UnescapeString("&" + name + ";"))
	return size > 1 && unicode.IsLetter(r) && r < 0x2000
}

// numberIn is the numeric reference, of two figures or more, that written is.
func numberIn(written string) string {
	if strings.HasPrefix(written, "#") && len(written) > len("#99") {
		return written
	}
	return ""
}

// isTypographic lists entities of HTML 4 for letters, quotes, dashes and
// spaces; not those that are words, such as &copy, &and or &image.
func isTypographic(name string) bool {
	switch name {
	case "nbsp", "shy", "quot", "apos", "lsquo", "rsquo", "sbquo", "ldquo", "rdquo", "bdquo", "laquo", "raquo", "ndash", "mdash",
		"hellip", "bull", "middot", "euro", "thinsp", "ensp", "emsp", "zwnj", "zwj", "szlig", "oelig", "OElig", "aelig", "AElig",
		"iquest", "iexcl", "ordm", "ordf", "prime", "Prime", "lsaquo", "rsaquo":
		return true
	}
	for _, mark := range []string{"acute", "grave", "circ", "tilde", "uml", "cedil", "ring", "slash", "caron"} {
		if rest, ok := strings.CutSuffix(name, mark); ok && len(rest) == 1 {
			return true
		}
	}
	return false
}

func beginsWords(name string) bool {
	switch name {
	case "shy", "quot", "bull", "euro", "prime", "Prime", "ordm", "ordf":
		return true
	}
	return false
}

// isSymbol lists those that stand beside numbers (&copy 2020), where they are
// no words.
func isSymbol(name string) bool {
	return name == "copy" || name == "pound" || name == "deg" || name == "times"
}

func isBesideNumber(after string) bool {
	after = strings.TrimPrefix(after, " ")
	return after != "" && '0' <= after[0] && after[0] <= '9'
}
