package toolcall

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// A home is the script that most of the article is written in. Letters of any
// other are strays behind a call, but for Latin ones, which are at home
// everywhere, and for those that East Asian texts mix.
type home scripts.Script

// enoughLetters settle what an article is written in.
const enoughLetters = 4000

func homeOf(doc *article.Document) home {
	count := map[scripts.Script]int{}
	letters := 0
	for _, b := range doc.Blocks() {
		for _, r := range b.Data {
			s := scripts.Of(r)
			if s == scripts.Common {
				continue
			}
			if count[s]++; s.EastAsian() {
				count[s] += 2 // a character says as much as three letters
			}
			letters++
		}
		if letters > enoughLetters {
			break
		}
	}
	most := scripts.Latin
	for s, n := range count {
		if n > count[most] || n == count[most] && s < most {
			most = s
		}
	}
	return home(most)
}

func (h home) isStray(s scripts.Script) bool {
	own := scripts.Script(h)
	return s != scripts.Common && s != scripts.Latin && s != own && !(s.EastAsian() && own.EastAsian())
}

// Between a call and a stray, or between two, there may be this many letters of
// the article's own script if that is written without spaces, else as many as
// a stray syllable has.
const (
	longestUnspaced = 24
	longestSpaced   = 4
)

// longestStray is how many bytes of foreign words are taken at once: more are
// text of their own.
const longestStray = 240

// takeResidue takes in what a call has left behind it: strays, a word for the
// format, arguments.
func (g *fragment) takeResidue(data string, home home) {
	for limit := g.end + 1000; g.end < limit; {
		at := g.end + len(someSpace.FindString(data[g.end:]))
		if n := len(argumentsOf(data[at:])); n > 0 {
			g.end, g.arguments = at+n, true
			return
		}
		if n := len(formatOf(data[at:])); n > 0 {
			g.end, g.arguments = at+n, true
			at = g.end + len(someSpace.FindString(data[g.end:]))
			if n := len(argumentsOf(data[at:])); n > 0 {
				g.end = at + n
			}
			return
		}
		if n := len(templateWord.FindString(data[at:])); n > 0 {
			g.end = at + n
			continue
		}
		n := home.strays(data[at:])
		if n += home.caught(data[at+n:]); n == 0 {
			return
		}
		g.strays = append(g.strays, data[at:at+n])
		g.end = at + n
	}
}

var someSpace = regexp.MustCompile(`^\s{0,4}`)

// formatOf is the word for the format of arguments that s begins with.
func formatOf(s string) string {
	for _, word := range []string{"json", "code"} {
		if rest, ok := strings.CutPrefix(s, word); ok && (rest == "" || !isLatinLetter(rest[0])) {
			return word
		}
	}
	return ""
}

func isLatinLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' }

// strays is the size of the foreign word that s begins with, with the letters
// of the article's own script that are caught in it; 0 if there is none.
func (h home) strays(s string) int {
	end, own := 0, 0 // own letters since then
	for i, r := range s {
		script := scripts.Of(r)
		switch {
		case i > longestStray:
			return end
		case h.isStray(script):
			end, own = i+utf8.RuneLen(r), 0
		case unicode.Is(unicode.M, r) && i == end && end > 0:
			end = i + utf8.RuneLen(r)
		case unicode.IsLetter(r) && script != scripts.Latin:
			if own++; script.Unspaced() && own <= longestUnspaced {
				continue
			}
			if script.Unspaced() || own > longestSpaced {
				return end
			}
			if i == end && end > 0 {
				end, own = i+utf8.RuneLen(r), 0
			}
		case r == ' ' && end == 0 && own > 0 && own <= longestSpaced:
		default:
			return end
		}
	}
	return end
}

// caught is the size of a word in a script without spaces that stands in front
// of a format or arguments.
func (h home) caught(s string) int {
	letters := 0
	for i, r := range s {
		if script := scripts.Of(r); script.Unspaced() || unicode.Is(unicode.M, r) {
			letters++
			continue
		}
		if behind := s[i+len(someSpace.FindString(s[i:])):]; letters <= longestUnspaced && (formatOf(behind) != "" || argumentsOf(behind) != "") {
			return i
		}
		break
	}
	return 0
}

// longestArguments is how far the closing brace may be.
const longestArguments = 1000

// argumentsOf is the JSON object that s begins with, "" if there is none: one
// that holds a string and whose braces close.
func argumentsOf(s string) string {
	if s == "" || s[0] != '{' {
		return ""
	}
	depth, quoted, hasText := 0, false, false
	for i := 0; i < min(len(s), longestArguments); i++ {
		switch c := s[i]; {
		case quoted && c == '\\':
			i++
		case strings.IndexByte(`"`, c) >= 0:
			quoted, hasText = !quoted, true
		case quoted:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 && hasText {
				return s[:i+1]
			} else if depth == 0 {
				return ""
			}
		}
	}
	return ""
}
