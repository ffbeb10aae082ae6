package sight

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// An axis names the properties that place and size a box in one direction.
type axis struct {
	sideways                 bool
	start, end, margin       string
	paddingStart, paddingEnd string
	size, largest, smallest  string
}

func horizontal() axis {
	return axis{true, "left", "right", "margin-left", "padding-left", "padding-right",
		"width", "max-width", "min-width"}
}

func vertical() axis {
	return axis{false, "top", "bottom", "margin-top", "padding-top", "padding-bottom",
		"height", "max-height", "min-height"}
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
	position := c.word("position")
	switch {
	case position != "" && !dom.IsOneOf(position, "absolute fixed relative sticky -webkit-sticky"):
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
