package linkblock

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
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

// findLists finds the lists of keywords in the blocks of text.
func (p *page) findLists() []candidate {
	var lists []candidate
	blocks := p.doc.Blocks()
	for i := range blocks {
		if b := &blocks[i]; !isVerbatim(b.Node) {
			lists = append(lists, p.listsOf(b)...)
		}
	}
	return lists
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
		rows := p.rowsOf(b, line)
		if len(rows) == 0 {
			rows = p.stuffings(b, line)
		}
		found = append(found, rows...)
	}
	return found
}

// rowsOf finds the rows of keywords in a line, joined by the first separator
// that joins any.
func (p *page) rowsOf(b *article.Block, line stretch) []candidate {
	marks := marksOf(b.Data, line)
	if len(marks)+1 < p.MinKeywords {
		return nil
	}
	for _, s := range separators {
		if s.count(marks)+1 < p.MinKeywords {
			continue
		}
		if found := p.windows(b, s.split(line, marks), s); len(found) > 0 {
			return found
		}
	}
	return nil
}

func (s separator) count(marks []mark) int {
	n := 0
	for _, m := range marks {
		if m.class&s.class != 0 {
			n++
		}
	}
	return n
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

// list makes a candidate of a row of keywords. A row that is mostly links is
// for the other kind.
func (p *page) list(b *article.Block, row []stretch, s separator) (candidate, bool) {
	words := filled(b.Data, row)
	c := candidate{kind: KeywordList}
	linked := 0
	for _, w := range words {
		c.items = append(c.items, newItem(b.Data[w.start:w.end], nil))
		if isLinked(b.NodeAt(w.start), b.Node) {
			linked++
		}
	}
	first, last := words[0], words[len(words)-1]
	c.nodes = [2]*html.Node{b.NodeAt(first.start), b.NodeAt(last.end - 1)}
	// A separator that begins or ends the list belongs to it.
	c.span = b.Span(min(first.start, row[0].end), max(last.end, row[len(row)-1].start))
	c.tight = 5*touching(b.Data, words) >= 4*(len(words)-1)
	c.stuck = !s.common && 5*clinging(b.Data, row) >= 4*(len(row)-1)
	return c, 3*linked < len(words)
}

// touching counts the neighbours with an ASCII separator and no space between
// them. East Asian commas never have a space. Names of files do not count.
func touching(data string, words []stretch) int {
	n := 0
	if strings.ContainsAny(data[words[0].start:words[len(words)-1].end], "/.=") {
		return 0
	}
	for k := 1; k < len(words); k++ {
		switch data[words[k-1].end:words[k].start] {
		case "|", "_", ",", "-":
			n++
		}
	}
	return n
}

// clinging counts the separators that stick to the word before them and have a
// space behind, as in "县| ".
func clinging(data string, row []stretch) int {
	n := 0
	for k := 1; k < len(row); k++ {
		before, after := row[k-1], row[k]
		if strings.HasPrefix(data[after.start:after.end], " ") && !strings.HasSuffix(data[before.start:before.end], " ") {
			n++
		}
	}
	return n
}

func isLinked(n, block *html.Node) bool {
	for ; n != nil && n != block; n = n.Parent {
		if n.Data == "a" && n.Type == html.ElementNode {
			return true
		}
	}
	return false
}
