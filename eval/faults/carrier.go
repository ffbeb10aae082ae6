package faults

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// A carrier is a paragraph of the article itself, long enough to be damaged.
type carrier struct {
	node  *html.Node
	texts []article.Text // in source order
}

// Letters that a paragraph must have; a Han character or a syllable counts
// twice. Pages of short paragraphs do with less.
const (
	enoughLetters = 80
	someLetters   = 24
)

// carriers finds the paragraphs, in document order: not menus, not footers,
// not code, not what is mostly links or hidden.
func carriers(page *article.Document) []carrier {
	known := textsByNode(page)
	var long, short []carrier
	for i := range page.Blocks() {
		b := &page.Blocks()[i]
		if b.Node == nil || isHeading(b.Node) || isApart(b.Node) || page.Visibility(b.Node).State == article.Hidden {
			continue
		}
		c := carrier{node: b.Node, texts: textsOf(b, known)}
		switch plain, linked := c.weight(); {
		case linked > plain:
		case plain+linked >= enoughLetters:
			long = append(long, c)
		case plain+linked >= someLetters:
			short = append(short, c)
		}
	}
	if len(long) == 0 {
		return short
	}
	return long
}

// headline is the first heading of the article that has some letters.
func headline(page *article.Document) (carrier, bool) {
	known := textsByNode(page)
	for i := range page.Blocks() {
		b := &page.Blocks()[i]
		if b.Node != nil && isHeading(b.Node) && !isApart(b.Node) && count(b.Data).total >= 6 {
			return carrier{b.Node, textsOf(b, known)}, true
		}
	}
	return carrier{}, false
}

func textsByNode(page *article.Document) map[*html.Node]article.Text {
	known := make(map[*html.Node]article.Text, len(page.Texts))
	for _, t := range page.Texts {
		known[t.Node] = t
	}
	return known
}

// textsOf are the texts that b is joined from.
func textsOf(b *article.Block, known map[*html.Node]article.Text) []article.Text {
	var texts []article.Text
	for i := 0; i < len(b.Data); {
		t, isText := known[b.NodeAt(i)]
		if !isText {
			i++ // a line break
			continue
		}
		texts = append(texts, t)
		i += len(t.Data)
	}
	return texts
}

// weight counts letters outside and inside of links.
func (c *carrier) weight() (plain, linked int) {
	for _, t := range c.texts {
		n := count(t.Data)
		letters := n.total + n.scripts[han] + n.scripts[kana] + n.scripts[hangul]
		if within := enclosing(t.Node, "a"); within {
			linked += letters
		} else {
			plain += letters
		}
	}
	return plain, linked
}

// data is what the texts of c say.
func (c *carrier) data() []string {
	var all []string
	for _, t := range c.texts {
		all = append(all, t.Data)
	}
	return all
}

// articleText is the text of all paragraphs.
func articleText(page *article.Document) string {
	var all strings.Builder
	for _, c := range carriers(page) {
		for _, t := range c.texts {
			all.WriteString(t.Data)
		}
	}
	return all.String()
}

func isHeading(n *html.Node) bool {
	return len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6'
}

// isApart reports whether n is, or stands in, something that is not the text
// of the article.
func isApart(n *html.Node) bool {
	return enclosing(n, "head", "title", "nav", "footer", "aside", "form", "button", "select", "option", "textarea", "label",
		"pre", "code", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "caption", "th", "dt")
}

// isCode reports whether t is no prose: what stands in it may look like damage.
func isCode(t article.Text) bool { return enclosing(t.Node, "code", "kbd", "samp", "var", "tt", "pre") }

// enclosing reports whether n or an element around it has one of the names.
func enclosing(n *html.Node, names ...string) bool {
	for ; n != nil; n = n.Parent {
		for _, name := range names {
			if n.Type == html.ElementNode && n.Data == name {
				return true
			}
		}
	}
	return false
}
