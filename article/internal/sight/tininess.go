package sight

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// judgeTininess looks for boxes that leave no room for what is in them. Text
// runs out of a small box unless its overflow is cut off; pictures, frames and
// marquees never do. Parts of tables grow with their content.
func judgeTininess(c choice, n *html.Node) Visibility {
	width, height := tininess(c, horizontal()), tininess(c, vertical())
	if width == nil && height == nil || isTablePart(c, n) {
		return Visibility{}
	}
	if n.Data == "img" && (width == nil || height == nil) {
		return Visibility{} // a line
	}
	small := width
	if small == nil {
		small = height
	}
	state := unlessInline(Hidden, c, n)
	if grow := c.get("flex-grow"); grow != nil && grow.value.word != "none" {
		state = Unclear
	}
	if isPicture(n) || n.Data == "marquee" {
		return verdict(n, state, small)
	}
	cut := cutsOff(c)
	if cut == nil {
		return Visibility{}
	}
	return verdict(n, state, small, cut)
}

func isTablePart(c choice, n *html.Node) bool {
	if display := c.word("display"); strings.HasPrefix(display, "table") || display == "inline-table" {
		return true
	}
	return dom.IsOneOf(n.Data, "table thead tbody tfoot tr td th caption colgroup col")
}

// tininess is the declaration that makes a box tiny along x, nil if it is not.
func tininess(c choice, x axis) *applied {
	small := c.get(x.size)
	if !isSuspect(small) {
		small = c.get(x.largest)
	}
	if !isSuspect(small) {
		return nil
	}
	if smallest := c.get(x.smallest); smallest != nil && smallest.value.unit != unitNone && !isTiny(smallest.value) {
		return nil
	}
	padding := 0.0
	for _, p := range [...]string{x.paddingStart, x.paddingEnd} {
		if a := c.get(p); a != nil {
			padding += a.value.number
		}
	}
	if padding > tiny {
		return nil // room that is kept for a picture or frame
	}
	return small
}

// cutsOff is the declaration that cuts off what runs out of the box. If one
// direction does, so does the other (CSS Overflow 3 §3.1).
func cutsOff(c choice) *applied {
	for _, p := range [...]string{"overflow-x", "overflow-y"} {
		a := c.get(p)
		if a != nil && dom.IsOneOf(a.value.word, "hidden clip scroll auto overlay") {
			return a
		}
	}
	return nil
}
