package hiddentext

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/filters/internal/markup"
)

// Bounds of what is read of one region.
const (
	enoughNodes = 4000
	enoughText  = 8 << 10 // bytes
)

// A content is what stands in a region.
type content struct {
	text     string
	anchors  []*html.Node // links with a whole address
	inner    int          // links within the site, by relative addresses, and to what is no page
	elements int          // below the region's own
	crafted  int          // of them, those that somebody gave a name or a part to play
	controls bool         // there are buttons, fields, frames, pictures
}

func (r *region) read() *content {
	c := &content{}
	var text strings.Builder
	left := enoughNodes
	for _, n := range r.nodes {
		c.add(n, &text, &left)
	}
	c.text = text.String()
	return c
}

func (c *content) add(n *html.Node, text *strings.Builder, left *int) {
	if *left--; *left < 0 || text.Len() > enoughText {
		return
	}
	if n.Type == html.TextNode {
		text.WriteString(n.Data)
		return
	}
	if n.Type != html.ElementNode {
		return
	}
	c.controls = c.controls || isControl(n)
	if isSilent(n.DataAtom) {
		return
	}
	if n.DataAtom == atom.A {
		c.link(n)
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode && !isSilent(child.DataAtom) {
			c.elements++
			if hasHandle(child, "") {
				c.crafted++
			}
		}
		c.add(child, text, left)
	}
	text.WriteByte(' ')
}

func (c *content) link(n *html.Node) {
	switch href := strings.TrimSpace(markup.Attr(n, "href")); {
	case href == "":
	case strings.HasPrefix(href, "//") || strings.Contains(href, "://") && !strings.HasPrefix(href, "/"):
		c.anchors = append(c.anchors, n)
	default:
		c.inner++
	}
}

func isSilent(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Noframes, atom.Noembed:
		return true
	}
	return false
}

func isControl(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Button, atom.Input, atom.Select, atom.Textarea, atom.Form, atom.Label, atom.Img, atom.Video, atom.Audio, atom.Object, atom.Embed, atom.Picture, atom.Canvas, atom.Svg, atom.Iframe:
		return true
	}
	return n.Namespace != ""
}
