package article

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// An aligner finds for each node of a parsed tree the token that it came from.
//
// Both stand in nearly the same order, so it walks them side by side. The tree
// has elements that nobody wrote (html, tbody) and copies of formatting
// elements; the parser drops tags and white space, splits and joins texts, and
// moves what stands in the wrong part of a table. Where the two disagree it
// looks a short way ahead for a place where they agree again; what is left
// over at the end finds its token by content.
type aligner struct {
	source string
	tokens []token
	nodes  []*html.Node // elements and texts in document order
	place  []int        // for each node its token or text, -1 if it has none

	texts []Text
	at    int // the token that comes next
	read  int // how much of it, a text, is already claimed

	lastNode  *html.Node          // that found its token
	closed    map[*html.Node]bool // paragraphs whose end tag has been passed
	strayP    int                 // "</p>" that closed nothing: each makes an empty paragraph
	unclaimed []int               // tokens that were passed over
	unplaced  []int               // nodes that were passed over
	patience  int                 // comparisons left before looking ahead is given up
}

const (
	noPlace = -1

	// lookAhead is how far the two sequences may drift apart. On 327 real pages
	// the longest drift was met well below it; what drifts farther is still
	// found by content.
	lookAhead = 24

	// maxComparisons keeps hostile markup linear: comparisons of 64 bytes. The
	// 327 pages together need a hundredth of it.
	maxComparisons = 1 << 20
)

// align fills in place and texts.
func (a *aligner) align() {
	a.place = make([]int, len(a.nodes))
	a.texts = make([]Text, 0, a.countTexts())
	a.closed = map[*html.Node]bool{}
	a.patience = maxComparisons
	for i := 0; i < len(a.nodes); {
		i = a.step(i)
	}
	for ; a.at < len(a.tokens); a.next() {
		a.pass()
	}
	a.matchLeftovers()
}

func (a *aligner) countTexts() int {
	n := 0
	for _, t := range a.tokens {
		if t.kind == html.TextToken {
			n++
		}
	}
	return n
}

// step deals with node i and returns the one to go on with.
func (a *aligner) step(i int) int {
	a.passEndTags()
	n := a.nodes[i]
	switch {
	case a.isStrayParagraph(n):
		a.strayP--
		a.place[i] = noPlace
		return i + 1
	case a.claim(i):
		a.lastNode = n
		return i + 1
	case a.at < len(a.tokens) && a.isBlank(a.at):
		a.next()
		return i
	}
	return a.resync(i)
}

// resync passes over as few nodes and tokens as it takes to agree again.
func (a *aligner) resync(i int) int {
	nodes, tokens := a.agree(i)
	for range tokens {
		a.pass()
		a.next()
	}
	for k := range nodes {
		a.place[i+k] = noPlace
		a.unplaced = append(a.unplaced, i+k)
	}
	return i + nodes
}

// agree says how many nodes from i and how many tokens from the next one to
// pass over. Copies and implied elements go first, however many there are.
func (a *aligner) agree(i int) (nodes, tokens int) {
	if a.at >= len(a.tokens) {
		return len(a.nodes) - i, 0
	}
	implied := i
	for implied < len(a.nodes) && a.patience > 0 && isOptional(a.nodes[implied]) && !a.same(implied, a.at) {
		implied++
	}
	if implied > i && a.same(implied, a.at) {
		return implied - i, 0
	}
	for distance := 1; distance <= lookAhead && a.patience > 0; distance++ {
		for nodes := distance; nodes >= 0; nodes-- {
			if a.same(i+nodes, a.at+distance-nodes) {
				return nodes, distance - nodes
			}
		}
	}
	return 1, 1
}

// same reports whether node i may have come from token t. Blank texts look
// alike and prove nothing.
func (a *aligner) same(i, t int) bool {
	if i >= len(a.nodes) || t >= len(a.tokens) {
		return false
	}
	if a.patience -= 1 + a.tokens[t].span.Len()/64; a.patience < 0 {
		return false
	}
	n := a.nodes[i]
	if n.Type == html.ElementNode {
		return a.isTagOf(n, t)
	}
	return a.tokens[t].kind == html.TextToken && !a.isBlank(t) && a.startsText(n, t)
}

// claim gives node i the next token, if it is of that node.
func (a *aligner) claim(i int) bool {
	n := a.nodes[i]
	if a.at >= len(a.tokens) {
		return false
	}
	if n.Type == html.TextNode {
		return a.claimText(i)
	}
	if !a.isTagOf(n, a.at) {
		return false
	}
	a.place[i] = a.at
	a.next()
	return true
}

// isTagOf reports whether token t is a start tag that could have made n.
func (a *aligner) isTagOf(n *html.Node, t int) bool {
	tok := a.tokens[t]
	if tok.kind != html.StartTagToken && tok.kind != html.SelfClosingTagToken {
		return false
	}
	tag := a.source[tok.span.Start:tok.span.End]
	if !isNamed(tag, n.Data) {
		return n.Data == "img" && isNamed(tag, "image")
	}
	if n.Data == "html" || n.Data == "body" {
		return true // may have gathered attributes from later tags
	}
	return a.attributesFit(n, tag[1+len(n.Data):])
}

// isNamed reports whether tag begins with "<" and name, in any case.
func isNamed(tag, name string) bool {
	if len(tag) <= 1+len(name) || !strings.EqualFold(tag[1:1+len(name)], name) {
		return false
	}
	return strings.IndexByte(" \n\r\t\f/>", tag[1+len(name)]) >= 0
}

// attributesFit compares as much as is cheap: whether there are attributes,
// and the first value if it stands in the tag as it is.
func (a *aligner) attributesFit(n *html.Node, rest string) bool {
	if len(n.Attr) == 0 {
		return strings.TrimLeft(rest, " \n\r\t\f/>") == ""
	}
	value := n.Attr[0].Val
	return len(rest) > 1 && (strings.Contains(rest, value) || strings.ContainsAny(rest, "&\r\x00"))
}

// next moves on to the token after the current one.
func (a *aligner) next() {
	a.at++
	a.read = 0
}

// pass remembers the current token for the leftovers.
func (a *aligner) pass() {
	if a.tokens[a.at].kind != html.EndTagToken && a.read == 0 {
		a.unclaimed = append(a.unclaimed, a.at)
	}
}

func (a *aligner) isBlank(t int) bool {
	tok := a.tokens[t]
	return tok.kind == html.TextToken && dom.IsBlank(a.source[tok.span.Start+a.readOf(t):tok.span.End])
}

func (a *aligner) readOf(t int) int {
	if t == a.at {
		return a.read
	}
	return 0
}

func (a *aligner) passEndTags() {
	for a.at < len(a.tokens) && a.tokens[a.at].kind == html.EndTagToken {
		span := a.tokens[a.at].span
		if isNamed(a.source[span.Start+1:span.End], "p") {
			a.endParagraph()
		}
		a.next()
	}
}

// endParagraph finds out from the tree whether "</p>" closed an open paragraph
// or, having nothing to close, made an empty one.
func (a *aligner) endParagraph() {
	for n := a.lastNode; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && n.Data == "p" && !a.closed[n] {
			a.closed[n] = true
			return
		}
	}
	a.strayP++
}

func (a *aligner) isStrayParagraph(n *html.Node) bool {
	return a.strayP > 0 && n.Data == "p" && n.Type == html.ElementNode && n.FirstChild == nil && len(n.Attr) == 0
}

// isOptional lists the elements that stand in a tree without a start tag of
// their own: those that WHATWG HTML §13.2.6 implies, and copies of formatting
// elements.
func isOptional(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.Data {
	case "html", "head", "body", "tbody", "tr", "colgroup", "p", "br":
		return true
	}
	return isFormatting(n.Data)
}

// matchLeftovers gives passed-over nodes the passed-over tokens with the same
// content, in order: what the parser moved out of tables, mostly.
func (a *aligner) matchLeftovers() {
	placed := len(a.texts)
	for _, i := range a.unplaced {
		n := a.nodes[i]
		if isOptional(n) || n.Type == html.TextNode && dom.IsBlank(n.Data) {
			continue
		}
		a.matchLeftover(i)
	}
	if len(a.texts) > placed {
		a.sortTexts()
	}
}

func (a *aligner) matchLeftover(i int) {
	for k, t := range a.unclaimed {
		if t == noPlace || !a.same(i, t) {
			continue
		}
		taken := []int{k}
		if a.nodes[i].Type == html.ElementNode {
			a.place[i] = t
		} else if taken = a.matchMoved(i, k); taken == nil {
			continue
		}
		for _, k := range taken {
			a.unclaimed[k] = noPlace
		}
		return
	}
}
