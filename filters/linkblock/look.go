package linkblock

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// A look finds out whether elements hold nothing but a block.
type look struct {
	*page
	span article.Span // of the block
	left int          // how many nodes outside of it may still be looked at
}

// enoughLooked bounds the work on one block: what holds more that is not part
// of it holds something else.
const enoughLooked = 500

// holdsNothingElse reports whether n holds nothing outside of the block but
// separators and bare inline elements. The child known has been looked at.
func (l *look) holdsNothingElse(n, known *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if l.left--; l.left < 0 {
			return false
		}
		switch {
		case c == known || c.Type == html.CommentNode:
		case c.Type == html.TextNode:
			if isShown(n) && !l.isSeparator(c) {
				return false
			}
		case c.Type != html.ElementNode:
			return false
		case l.isInBlock(c):
			l.left++
		case !couldHold(c) || !l.holdsNothingElse(c, nil):
			return false
		}
	}
	return true
}

// isInBlock reports whether element c lies in the block whole.
func (l *look) isInBlock(c *html.Node) bool {
	if tag := l.doc.Tag(c); !tag.IsZero() && !l.span.Contains(tag) {
		return false
	}
	return l.span.Contains(l.doc.Outer(c))
}

// couldHold reports whether element c, which is not in the block whole, could
// be there for the block's sake: it holds some of it, or is a bare inline
// element or break between its items.
func couldHold(c *html.Node) bool {
	if c.FirstChild != nil {
		return c.Data != "a" && !isActive(c.Data)
	}
	return c.Data == "br" || c.Data == "hr" || isInline(c.Data) && len(c.Attr) == 0
}

// isActive lists the elements that show or do something beside their text.
func isActive(name string) bool {
	switch name {
	case "picture", "svg", "math", "canvas", "video", "audio", "iframe", "object", "select", "textarea", "button", "form", "script":
		return true
	}
	return false
}

// isSeparator reports whether the characters of text n outside of the block do
// no more than part words.
func (l *look) isSeparator(n *html.Node) bool {
	place := l.doc.Outer(n)
	if place.IsZero() || !place.Overlaps(l.span) {
		return width(n.Data, 0) == 0
	}
	before := l.doc.Source[place.Start:max(place.Start, l.span.Start)]
	after := l.doc.Source[min(place.End, l.span.End):place.End]
	return width(html.UnescapeString(before), 0) == 0 && width(html.UnescapeString(after), 0) == 0
}
