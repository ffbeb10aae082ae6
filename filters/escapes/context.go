package escapes

import (
	"regexp"
	"strings"

	"github.com/presscheck/presscheck/article"
)

// inAddress reports whether text[start:end] is part of an address, a path, a
// file name or a query: there bytes are escaped for good reason.
func inAddress(text string, start, end int) bool {
	from := strings.LastIndexAny(text[:start], " \t\r\n\u00a0\"“”«»()") + 1
	to := len(text)
	if i := strings.IndexAny(text[end:], " \t\r\n\"“”«»()"); i >= 0 {
		to = end + i
	}
	before, after := text[from:start], text[end:to]
	if strings.Contains(before, "://") || strings.Contains(before, "www.") || strings.Contains(before, "mailto:") {
		return true
	}
	if text[start] == '\\' && windowsPath.MatchString(before) {
		return true
	}
	if text[start] != '%' && text[start] != '=' {
		return false
	}
	return strings.ContainsAny(before, `/\=?&#@_+`) || strings.ContainsAny(after, `/\=?&#@_+`) || fileName.MatchString(after)
}

// windowsPath begins with a drive or a server.
var windowsPath = regexp.MustCompile(`^([A-Za-z]:|\\\\)`)

// fileName ends in a dot and a short extension.
var fileName = regexp.MustCompile(`\.[A-Za-z0-9]{2,5}([.,;:!?]|$)`)

// programming are words that an article on HTML or programming is full of, and
// one on anything else hardly has.
var programming = regexp.MustCompile(`(?i)\b(?:html5?|xhtml|css|xml|json|javascript|typescript|unicode|utf-?8|ascii|charsets?|encod(?:e|ed|es|er|ing|ings)|` +
	`decod(?:e|ed|er|ing)|escap(?:e|ed|es|ing) (?:sequence|character|code)s?|escaped|unescape|entit(?:y|ies)|regex|parsers?|php|python|perl|markup|` +
	`ampersand|codepoints?|code points?|percent-encod\w+|quoted-printable|mojibake|entidades|entités|Zeichenreferenz\w*|Entitäten|кодировк\w*|сущност\w*)\b|文字コード|文字参照|实体|編碼|编码`)

// enoughMentions is how many of those words an article must have at least.
const enoughMentions = 3

// isOnProgramming reports whether the article has more than share of those
// words in a thousand.
func isOnProgramming(doc *article.Document, share float64) bool {
	words, mentions := 0, 0
	for _, b := range doc.Blocks() {
		words += 1 + strings.Count(b.Data, " ")
		mentions += len(programming.FindAllStringIndex(b.Data, -1))
	}
	return mentions >= enoughMentions && float64(mentions)*1000 > share*float64(words)
}
