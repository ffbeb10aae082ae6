package hiddentext

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/scripts"
)

// A region is hidden as a whole: an element, or several that follow one
// another and are hidden alike.
type region struct {
	nodes  []*html.Node // siblings, in order; texts among them if a script hides them
	reason string       // what hides it, as article.Visibility quotes it
	way    way
	unsure bool          // it may be shown after all
	tools  [2]*html.Node // the style sheet before it and the script behind it that do no more than hide it; may be nil
}

func (r *region) first() *html.Node { return r.nodes[0] }
func (r *region) last() *html.Node  { return r.nodes[len(r.nodes)-1] }

// regions finds what is hidden, in document order. Text that scripts hide is
// shown as far as package article knows; a short script beside it tells.
func regions(doc *article.Document) []*region {
	var all []*region
	for n, v := range doc.Unseen() {
		switch {
		case n.DataAtom == atom.Script:
			if r := byScript(doc, n); r != nil {
				all = append(all, r)
			}
		case !holdsText(n):
		case len(all) > 0 && all[len(all)-1].continues(n, v):
			all[len(all)-1].nodes = append(all[len(all)-1].nodes, n)
		default:
			r := &region{nodes: []*html.Node{n}, reason: v.Reason, way: wayOf(v), unsure: v.State == article.Unclear}
			if sheet := sheetBefore(n); isSheetFor(sheet, n) {
				r.tools[0] = sheet
			}
			all = append(all, r)
		}
	}
	return all
}

// holdsText reports whether what is in n would be text and links if it were
// shown.
func holdsText(n *html.Node) bool {
	if n.Namespace != "" || n.FirstChild == nil {
		return false
	}
	switch n.DataAtom {
	case atom.Head, atom.Title, atom.Style, atom.Noscript, atom.Template, atom.Noframes, atom.Noembed, atom.Datalist, atom.Rp,
		atom.Iframe, atom.Object, atom.Audio, atom.Video, atom.Canvas, atom.Select, atom.Option, atom.Textarea, atom.Button, atom.Label, atom.Pre:
		return false
	}
	return true
}

// continues reports whether n follows on r and is one more of the same: hidden
// in the same words, with the same attributes.
func (r *region) continues(n *html.Node, v article.Visibility) bool {
	last := r.last()
	return v.Reason == r.reason && (v.State == article.Unclear) == r.unsure && n.Parent == last.Parent &&
		isItem(n) && isItem(last) && sameKeys(n, last) && neighbour(n, before) == last
}

// isItem reports whether n is no more than a line, a link or the like.
func isItem(n *html.Node) bool {
	elements := 0
	for c := n.FirstChild; c != nil && elements < 2; c = c.NextSibling {
		if c.Type == html.ElementNode {
			elements++
		}
	}
	return elements < 2
}

func sameKeys(a, b *html.Node) bool {
	return a.Data == b.Data && slices.EqualFunc(a.Attr, b.Attr, func(x, y html.Attribute) bool { return x.Key == y.Key })
}

func before(n *html.Node) *html.Node { return n.PrevSibling }
func behind(n *html.Node) *html.Node { return n.NextSibling }

// neighbour is the element next to n, nil if words stand between.
func neighbour(n *html.Node, next func(*html.Node) *html.Node) *html.Node {
	for n = next(n); n != nil; n = next(n) {
		switch {
		case n.Type == html.ElementNode:
			return n
		case n.Type == html.TextNode && strings.ContainsFunc(n.Data, scripts.InWord):
			return nil
		}
	}
	return nil
}

// longestTool is how many bytes a style sheet or script that does no more than
// hide a block may have.
const longestTool = 300

// sheetBefore is the element before n. What stands before the first one in the
// body of a page without tags for head and body, the parser moves to the head.
func sheetBefore(n *html.Node) *html.Node {
	sheet := neighbour(n, before)
	if sheet != nil || n.Parent.DataAtom != atom.Body || n.Parent.PrevSibling == nil {
		return sheet
	}
	for sheet = n.Parent.PrevSibling.LastChild; sheet != nil && sheet.Type != html.ElementNode; sheet = sheet.PrevSibling {
	}
	return sheet
}

// isSheetFor reports whether n is a short style sheet that names box.
func isSheetFor(n, box *html.Node) bool {
	return n != nil && n.DataAtom == atom.Style && isShort(n) &&
		slices.ContainsFunc(labels(box), func(label string) bool { return names(n.FirstChild.Data, label) })
}

func isShort(n *html.Node) bool { return n.FirstChild != nil && len(n.FirstChild.Data) <= longestTool }

// names reports whether code speaks of an id or class, as "x" and #x and .x do.
func names(code, label string) bool {
	for rest := code; label != ""; {
		before, behind, found := strings.Cut(rest, label)
		if !found {
			break
		}
		next, _ := utf8.DecodeRuneInString(behind)
		if before != "" && strings.IndexByte(`"'#.`, before[len(before)-1]) >= 0 && !isNameRune(next) {
			return true
		}
		rest = behind
	}
	return false
}
