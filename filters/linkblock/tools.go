package linkblock

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/markup"
)

// longestTool is how many bytes a rule or script that hides a block may have.
// One that does more for the page is longer.
const longestTool = 300

// withTools is the place of n, the box of a block, with the style sheet before
// it and the script behind it that do no more than hide it.
func (p *page) withTools(n *html.Node) article.Span {
	span := p.doc.Outer(n)
	if before := sibling(n, func(n *html.Node) *html.Node { return n.PrevSibling }); isTool(before, "style", n) {
		span.Start = min(span.Start, p.doc.Outer(before).Start)
	}
	if behind := sibling(n, func(n *html.Node) *html.Node { return n.NextSibling }); isTool(behind, "script", n) {
		span.End = max(span.End, p.doc.Outer(behind).End)
	}
	return span
}

// isHidden reports whether no reader sees the candidate's first item, by its
// style or by a script behind the box that names it.
func (p *page) isHidden(j *judgement) bool {
	n := j.nodes[0]
	if v := p.doc.Visibility(n); v.State == article.Hidden {
		return v.By == nil || v.By.Data != "head" && v.By.Data != "title"
	}
	for k := 0; n != nil && k < reach; n, k = n.Parent, k+1 {
		if script := sibling(n, func(n *html.Node) *html.Node { return n.NextSibling }); isTool(script, "script", n) {
			return true
		}
	}
	return false
}

// sibling is the first node beside n in one direction that is not blank.
func sibling(n *html.Node, next func(*html.Node) *html.Node) *html.Node {
	n = next(n)
	for n != nil && n.Type == html.TextNode && isBlank(n.Data) {
		n = next(n)
	}
	return n
}

// isTool reports whether n is a short element of that name that speaks of box
// by its id or one of its classes.
func isTool(n *html.Node, name string, box *html.Node) bool {
	if n == nil || n.Type != html.ElementNode || n.Data != name || n.FirstChild == nil || len(n.FirstChild.Data) > longestTool {
		return false
	}
	for _, label := range append(strings.Fields(markup.Attr(box, "class")), markup.Attr(box, "id")) {
		if len(label) > 1 && strings.Contains(n.FirstChild.Data, label) {
			return true
		}
	}
	return false
}
