package linkblock

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
)

// A separator is one way to join keywords.
type separator struct {
	class  markClass // marks that belong to it
	common bool      // sentences use it too: twice as many keywords must be there, or nothing else
}

// separators in the order in which they are tried on a line.
var separators = [...]separator{
	{class: bar},
	{class: underscore},
	{class: dot},
	{class: dash},
	{comma, true},
	{dash | hyphen, true},
	{bar | underscore | dot | comma | dash, true},
}

var lineBreak = separator{common: true}

// longestKeyword is how many columns a keyword may have, as an anchor may.
const longestKeyword = longAnchor

// keywordLists judges the lists of keywords in the blocks of text.
func (p *page) keywordLists(ctx context.Context) ([]filters.Finding, error) {
	var lists []candidate
	blocks := p.doc.Blocks()
	for i := range blocks {
		if b := &blocks[i]; !isVerbatim(b.Node) {
			lists = append(lists, p.listsOf(b)...)
		}
	}
	return p.judge(ctx, lists)
}

// isVerbatim reports whether text in n is code or a choice in a form, where
// lists are at home.
func isVerbatim(n *html.Node) bool {
	switch n.Data {
	case "pre", "xmp", "textarea", "option", "select", "optgroup", "button":
		return true
	}
	return false
}

func (p *page) listsOf(b *article.Block) []candidate {
	lines := p.lines(b)
	if len(lines) >= p.MinKeywords {
		if found := p.windows(b, lines, lineBreak); len(found) > 0 {
			return found
		}
	}
	var found []candidate
	for _, line := range lines {
		marks := marksOf(b.Data, line)
		if len(marks)+1 < p.MinKeywords {
			continue
		}
		for _, s := range separators {
			if parts := p.windows(b, s.split(line, marks), s); len(parts) > 0 {
				found = append(found, parts...)
				break
			}
		}
	}
	return found
}

// A stretch is Data[start:end] of a block.
type stretch struct{ start, end int }

// lines cuts a block where the page breaks the line: at its <br>s, and in
// plain text at every line end.
func (p *page) lines(b *article.Block) []stretch {
	var lines []stretch
	start := 0
	for i := 0; i < len(b.Data); i++ {
		n := strings.IndexByte(b.Data[i:], '\n')
		if n < 0 {
			break
		}
		if i += n; p.doc.Plain || b.NodeAt(i) == b.Node {
			lines = append(lines, stretch{start, i})
			start = i + 1
		}
	}
	return append(lines, stretch{start, len(b.Data)})
}

// split cuts a line at those of its marks that belong to s.
func (s separator) split(line stretch, marks []mark) []stretch {
	var parts []stretch
	start := line.start
	for _, m := range marks {
		if m.class&s.class != 0 {
			parts = append(parts, stretch{start, m.start})
			start = m.end
		}
	}
	return append(parts, stretch{start, line.end})
}

// windows finds the longest rows of neighbouring parts that could be keywords.
func (p *page) windows(b *article.Block, parts []stretch, s separator) []candidate {
	if len(parts) < p.MinKeywords {
		return nil
	}
	var found []candidate
	for i := 0; i < len(parts); i++ {
		j := i
		for j < len(parts) && isKeyword(b.Data, parts[j]) {
			j++
		}
		least := p.MinKeywords
		if s.common && j-i < len(parts) {
			least *= 2
		}
		if j-i+2 >= least {
			if row := withEnds(b.Data, parts, i, j); countFilled(b.Data, row) >= least {
				if c, ok := p.list(b, row, s); ok {
					found = append(found, c)
				}
			}
		}
		i = j
	}
	return found
}

func countFilled(data string, row []stretch) int {
	n := 0
	for _, part := range row {
		if !isBlank(data[part.start:part.end]) {
			n++
		}
	}
	return n
}

// sentenceMarks end or divide sentences; keywords have none.
const sentenceMarks = ".!?;:。！？；：…«»“”\""

// isKeyword reports whether a part is short and no piece of a sentence. An
// empty part is let through: lists end with a separator.
func isKeyword(data string, part stretch) bool {
	text := strings.TrimSpace(data[part.start:part.end])
	return len(text) <= 4*longestKeyword && width(text) <= longestKeyword && sentenceMark(text) < 0
}

// sentenceMark is where the first mark of a sentence stands in text, -1 if
// there is none. A mark inside a word, as in "example.org", is no such mark.
func sentenceMark(text string) int {
	for i, r := range text {
		if !strings.ContainsRune(sentenceMarks, r) {
			continue
		}
		if after := i + utf8.RuneLen(r); r >= utf8.RuneSelf || after == len(text) || text[after] == ' ' {
			return i
		}
	}
	return -1
}

// withEnds is parts[i:j] with what belongs to it of the parts around: the list
// may begin behind the last sentence of a paragraph and end before another.
func withEnds(data string, parts []stretch, i, j int) []stretch {
	row := slices.Clone(parts[i:j])
	if i > 0 {
		before := parts[i-1]
		text := data[before.start:before.end]
		if cut := strings.LastIndexAny(text, sentenceMarks); cut >= 0 {
			cut += runeLen(text[cut:])
			if tail := (stretch{before.start + cut, before.end}); isKeyword(data, tail) && countFilled(data, []stretch{tail}) > 0 {
				row = append([]stretch{tail}, row...)
			}
		}
	}
	if j < len(parts) {
		after := parts[j]
		if cut := sentenceMark(data[after.start:after.end]); cut >= 0 {
			if head := (stretch{after.start, after.start + cut}); isKeyword(data, head) {
				row = append(row, head)
			}
		}
	}
	return row
}

// list makes a candidate of a row of keywords. A row that is mostly links is
// for the other kind.
func (p *page) list(b *article.Block, row []stretch, s separator) (candidate, bool) {
	c := candidate{kind: KeywordList}
	linked, clinging := 0, 0
	first, last := -1, 0
	for k, part := range row {
		text := b.Data[part.start:part.end]
		trimmed := strings.TrimSpace(text)
		if trimmed != "" {
			at := part.start + strings.Index(text, trimmed)
			if first < 0 {
				first = at
			}
			last = at + len(trimmed)
			c.items = append(c.items, newItem(trimmed, nil))
			if isLinked(b.NodeAt(at), b.Node) {
				linked++
			}
		}
		if k > 0 && strings.HasPrefix(text, " ") && !strings.HasSuffix(b.Data[row[k-1].start:row[k-1].end], " ") {
			clinging++
		}
	}
	end := row[len(row)-1]
	if end.end > last && isBlank(b.Data[end.start:end.end]) && len(row) > 1 {
		last = max(last, row[len(row)-1].start) // the separator that ends the list
	}
	c.stuck = !s.common && 5*clinging >= 4*(len(c.items)-1)
	c.span = b.Span(first, last)
	c.nodes = [2]*html.Node{b.NodeAt(first), b.NodeAt(last - 1)}
	return c, 3*linked < len(c.items)
}

func isLinked(n, block *html.Node) bool {
	for ; n != nil && n != block; n = n.Parent {
		if n.Data == "a" && n.Type == html.ElementNode {
			return true
		}
	}
	return false
}
