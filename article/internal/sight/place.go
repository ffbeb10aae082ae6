package sight

import (
	"strings"

	"golang.org/x/net/html"
)

// An axis names the properties that place and size a box in one direction.
type axis struct {
	sideways                 bool
	start, end, margin       property
	paddingStart, paddingEnd property
	size, largest, smallest  property
}

func horizontal() axis {
	return axis{true, propLeft, propRight, propMarginLeft, propPaddingLeft, propPaddingRight,
		propWidth, propMaxWidth, propMinWidth}
}

func vertical() axis {
	return axis{false, propTop, propBottom, propMarginTop, propPaddingTop, propPaddingBottom,
		propHeight, propMaxHeight, propMinHeight}
}

// judgePlace looks for boxes that are moved off the screen.
func judgePlace(c choice, n *html.Node) Visibility {
	x := judgeAxis(c, n, horizontal())
	if x.State == Hidden {
		return x
	}
	return firstHidden([]Visibility{x, judgeAxis(c, n, vertical())})
}

// judgeAxis adds up by how much the text in n is moved: a box may begin far to
// the left and have its text back in place by padding.
func judgeAxis(c choice, n *html.Node, x axis) Visibility {
	start, end, margin := c.get(x.start), c.get(x.end), c.get(x.margin)
	if !isSuspect(start) && !isSuspect(end) && !isSuspect(margin) {
		return Visibility{}
	}
	position := c.word(propPosition)
	switch {
	case position != "" && !isOneOf(position, "absolute fixed relative sticky -webkit-sticky"):
		start, end = nil, nil // they do nothing
	case start != nil && end != nil && isBack(start) && isBack(end):
		start, end = nil, nil // it is stretched over both edges
	}
	moved := c.pixels(x.margin) + c.pixels(x.paddingStart)
	if start != nil && start.value.unit == unitPixel {
		moved += start.value.number
	}
	offset := offsetState(start, end, moved, x)
	if position == "" && offset == Hidden {
		offset = Unclear // where positions come from a style sheet elsewhere
	}
	switch {
	case offset != Shown && isSuspect(start):
		return verdict(n, offset, start)
	case offset != Shown:
		return verdict(n, offset, end)
	case isSuspect(margin) && (moved <= -afar || distance(margin.value) == Hidden && margin.value.unit == unitPercent):
		if !x.sideways {
			return verdict(n, unlessInline(Hidden, c, n), margin)
		}
		return verdict(n, Hidden, margin)
	}
	return Visibility{}
}

// offsetState says what left and right, or top and bottom, do to a box whose
// text is moved by that many px in all.
func offsetState(start, end *applied, moved float64, x axis) State {
	if isSuspect(start) {
		if start.value.unit == unitPercent {
			return distance(start.value)
		}
		if moved <= -afar {
			return Hidden
		}
		if moved >= beyond && x.sideways {
			return Unclear
		}
		return Shown
	}
	if isSuspect(end) && (start == nil || start.value.word != "") {
		if end.value.unit == unitPixel && end.value.number >= beyond {
			return Hidden
		}
		return distance(end.value)
	}
	return Shown
}

func isSuspect(a *applied) bool { return a != nil && a.hides }

// isBack reports whether a moves an edge outwards.
func isBack(a *applied) bool { return a.hides && a.value.number < 0 }

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
	if grow := c.get(propGrow); grow != nil && grow.value.number > 0 {
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
	if display := c.word(propDisplay); strings.HasPrefix(display, "table") || display == "inline-table" {
		return true
	}
	return isOneOf(n.Data, "table thead tbody tfoot tr td th caption colgroup col")
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
	for _, p := range [...]property{x.paddingStart, x.paddingEnd} {
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
	for _, p := range [...]property{propOverflowX, propOverflowY} {
		a := c.get(p)
		if a != nil && isOneOf(a.value.word, "hidden clip scroll auto overlay") {
			return a
		}
	}
	return nil
}
