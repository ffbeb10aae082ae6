package gloss

import (
	"context"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/hanzi"
	"github.com/presscheck/presscheck/filters/internal/reading"
)

// A passage is a paragraph that has groups.
type passage struct {
	block  *article.Block
	groups []group
}

// A group is a reading and its parentheses, or what is left of them, right
// behind a Chinese or, where bytes are shifted, any other character that is not
// ASCII: "(guó)", "jìng)", "?jìng)".
type group struct {
	start, end int    // in the paragraph's Data, mark included
	reading    string // as it stands there
	open       bool   // it has its opening parenthesis
	mark       bool   // what a decoder puts for a byte that is no text stands in front

	character rune // behind which it stands, other groups in between not counted, or that the kit saw there
	at        int  // where that begins
	sort      sort
}

// A sort says what a group is by itself, the rest of the article aside.
type sort int

const (
	stray    sort = iota // no reading of its character, or broken
	taught               // a reading of a character that conversion does not make
	injected             // a reading of one that it makes
	restored             // part of a split character
)

// passages returns the paragraphs with a reading that may be injected, in
// document order, none if there is not one in the whole article.
func (f *Filter) passages(ctx context.Context, doc *article.Document) ([]passage, error) {
	var found []passage
	suspicious := false
	codec := newCodec()
	blocks := doc.Blocks()
	for i := range blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := passage{block: &blocks[i], groups: f.groups(&blocks[i], codec)}
		if len(p.groups) > 0 {
			found = append(found, p)
		}
		for _, g := range p.groups {
			suspicious = suspicious || g.sort == injected || looksSplit(g)
		}
	}
	if !suspicious {
		return nil, nil
	}
	return found, nil
}

func (f *Filter) groups(b *article.Block, c *codec) []group {
	var found []group
	for at := 0; ; {
		i := strings.IndexByte(b.Data[at:], ')')
		if i < 0 {
			return found
		}
		at += i + 1
		g, ok := f.groupBefore(b.Data, at, found, c)
		if ok && !isRuby(b.NodeAt(g.start)) {
			found = append(found, g)
		}
	}
}

// groupBefore reads the group whose closing parenthesis is the byte before end.
// The ones in front of it are known.
func (f *Filter) groupBefore(data string, end int, before []group, c *codec) (group, bool) {
	start := f.readingStart(data, end-1)
	g := group{start: start, end: end, reading: data[start : end-1]}
	if g.reading == "" {
		return g, false
	}
	if start > 0 && data[start-1] == '(' {
		g.open = true
		g.start--
	}
	if size := markBefore(data[:g.start]); size > 0 {
		g.mark = true
		g.start -= size
	}
	if n := len(before) - 1; n >= 0 && before[n].end == g.start {
		g.character, g.at = before[n].character, before[n].at
	} else {
		r, size := utf8.DecodeLastRuneInString(data[:g.start])
		g.character, g.at = r, g.start-size
	}
	g.takeStraddled(data, before, c)
	g.sort = f.sort(g)
	return g, g.character >= utf8.RuneSelf
}

// takeStraddled looks at a reading behind an ASCII letter, the byte of which
// the kit may have taken for the second of a character whose first is the last
// byte of the character before: 度A(huá)V, where 度 is B6C8 and C841 is 華.
func (g *group) takeStraddled(data string, before []group, c *codec) {
	if g.character < 0x40 || g.character >= utf8.RuneSelf || !g.open || g.mark {
		return
	}
	previous, _ := utf8.DecodeLastRuneInString(data[:g.at])
	if n := len(before) - 1; n >= 0 && before[n].end == g.at {
		previous = before[n].character
	}
	pair, ok := c.encode(previous)
	if !ok {
		return
	}
	if member, ok := c.decode(pair[1], byte(g.character)); ok && hanzi.Converted(member) && reading.IsMandarin(member, g.reading) {
		g.character = member
	}
}

// readingStart walks back over the letters of a reading.
func (f *Filter) readingStart(data string, end int) int {
	at := end
	if f.ToneNumbers && at > 0 && data[at-1] >= '1' && data[at-1] <= '5' {
		at--
	}
	for at > 0 && end-at < reading.MaxBytes {
		r, size := utf8.DecodeLastRuneInString(data[:at])
		if !reading.IsLetter(r) {
			return at
		}
		at -= size
	}
	return at
}

// markBefore is the size of the mark at the end of s that stands for a byte
// that is no text, 0 if there is none.
func markBefore(s string) int {
	for _, mark := range []string{"?", "\uFFFD", "・"} {
		if strings.HasSuffix(s, mark) {
			return len(mark)
		}
	}
	return 0
}

func (f *Filter) sort(g group) sort {
	switch {
	case !g.open || g.mark || !reading.IsMandarin(g.character, g.reading):
		return stray
	case hanzi.Converted(g.character):
		return injected
	}
	return taught
}

// isRuby reports whether n belongs to a ruby annotation: what browsers without
// ruby put in parentheses is no injection.
func isRuby(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		switch n.Data {
		case "ruby", "rt", "rp":
			return n.Type == html.ElementNode
		}
	}
	return false
}
