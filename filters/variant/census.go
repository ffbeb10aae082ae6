package variant

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/hanzi"
)

// A variant is one of the two Chinese orthographies.
type variant int

const (
	simplified variant = iota
	traditional
)

func (v variant) String() string { return [...]string{"simplified", "traditional"}[v] }

// A tally counts characters that belong to one orthography, by variant.
type tally struct {
	telling [2]int
	kinds   [2]int     // different ones, as far as they were counted
	seen    [2][8]rune // the first of them
	han     int
	kana    int
}

// total is how many telling characters there are.
func (t *tally) total() int { return t.telling[simplified] + t.telling[traditional] }

func (t *tally) add(v variant, r rune) {
	t.telling[v]++
	n := t.kinds[v]
	for _, known := range t.seen[v][:n] {
		if known == r {
			return
		}
	}
	if n < len(t.seen[v]) {
		t.seen[v][n] = r
		t.kinds[v]++
	}
}

// A line is a line of a paragraph; <br> ends one, and so does a line end in
// the source, where Chinese text is hardly ever wrapped.
type line struct {
	tally
	block      *article.Block
	start, end int // in its Data
	number     int // among those that have telling characters
}

// A census counts the telling characters of an article.
type census struct {
	lines   []line // those that have any
	telling [2]int
	han     int
	kana    int
}

func (c *census) read(b *article.Block) {
	if !mayHoldHan(b.Data) {
		return
	}
	for start := 0; start < len(b.Data); {
		end := len(b.Data)
		if i := strings.IndexByte(b.Data[start:], '\n'); i >= 0 {
			end = start + i
		}
		c.add(line{tally: count(b.Data[start:end]), block: b, start: start, end: end})
		start = end + 1
	}
}

// mayHoldHan is the quick way past other scripts: U+3000 to U+9FFF begin with
// E3 to E9, what lies beyond U+FFFF with F0.
func mayHoldHan(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= 0xE3 && (c <= 0xE9 || c == 0xF0) {
			return true
		}
	}
	return false
}

func (c *census) add(l line) {
	c.han += l.han
	c.kana += l.kana
	if l.total() > 0 && !isJapanese(l.kana, l.han) {
		l.number = len(c.lines)
		c.lines = append(c.lines, l)
		c.telling[simplified] += l.telling[simplified]
		c.telling[traditional] += l.telling[traditional]
	}
}

// isChinese reports whether the article has telling characters of both kinds
// and is not Japanese, whose characters are simplified in part.
func (c *census) isChinese() bool {
	return c.telling[simplified] > 0 && c.telling[traditional] > 0 && !isJapanese(c.kana, c.han)
}

// isJapanese draws the line where package filters does: Japanese prose is half
// kana, its headlines a tenth.
func isJapanese(kana, han int) bool { return kana*20 > kana+han }

func (c *census) minority() variant {
	if c.telling[simplified] <= c.telling[traditional] {
		return simplified
	}
	return traditional
}

// longestQuote is how many bytes the marks of a quotation may be apart.
const longestQuote = 600

// count reads a line. What stands between quotation or title marks does not
// count: a quotation keeps the characters of its source.
func count(data string) tally {
	var t, before tally
	var closing rune
	opened := 0
	for i := 0; i < len(data); {
		if data[i] < 0xE2 {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(data[i:])
		switch {
		case hanzi.Is(r):
			t.han++
			if hanzi.Simplified(r) {
				t.add(simplified, r)
			} else if hanzi.Traditional(r) {
				t.add(traditional, r)
			}
		case 0x3041 <= r && r <= 0x30FA:
			t.kana++
		case closing != 0 && r == closing:
			if i-opened <= longestQuote {
				before.han, before.kana = t.han, t.kana
				t = before
			}
			closing = 0
		case closing == 0 && quotes[r] != 0:
			closing, opened, before = quotes[r], i, t
		}
		i += size
	}
	return t
}

// quotes are the closing marks of quotations and titles by the opening ones.
var quotes = map[rune]rune{'「': '」', '『': '』', '《': '》', '〈': '〉', '“': '”', '‘': '’', '〝': '〞'}

// isDeclared reports whether an element around the line, other than the page,
// says that it is in variant v.
func (l *line) isDeclared(v variant) bool {
	for n := l.block.Node; n != nil && n.Data != "body" && n.Data != "html"; n = n.Parent {
		for _, a := range n.Attr {
			if a.Key == "lang" || a.Key == "xml:lang" {
				return isLanguage(a, v)
			}
		}
	}
	return false
}

func isLanguage(a html.Attribute, v variant) bool {
	tag := strings.ToLower(a.Val) + "-"
	tags := []string{"-hans-", "-cn-", "-sg-", "-my-"}
	if v == traditional {
		tags = []string{"-hant-", "-tw-", "-hk-", "-mo-"}
	}
	for _, t := range tags {
		if strings.Contains(tag, t) {
			return true
		}
	}
	return false
}
