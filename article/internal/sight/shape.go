package sight

import (
	"math"

	"github.com/tdewolff/parse/v2/css"
)

// shape reads a property whose value says by itself what becomes of the
// element. A state function answers false for what it cannot follow; that is
// taken for harmless, but not for certain.
func (d *declarer) shape(p property, stateOf func([]term) (State, bool)) {
	if d.general(p) || len(d.terms) == 0 {
		return
	}
	if len(d.terms) == 1 && isOneOf(d.terms[0].text, "none auto") {
		d.set(p, value{word: "none"}, false, false)
		return
	}
	state, known := stateOf(d.terms)
	d.set(p, value{state: state}, state != Shown, !known)
}

// shrunken is the scale up to which text of usual size is tiny.
const shrunken = tiny / float64(usualSize)

// clipState reads clip: CSS Masking 1 §9. What is left between opposite edges
// shows; "auto" is the element's own edge.
func clipState(terms []term) (State, bool) {
	t := terms[0]
	if t.text != "rect" || len(terms) > 1 {
		return Shown, false
	}
	edges := values(t.inner)
	if len(edges) != 4 {
		return Shown, false
	}
	if isShut(edges[0], edges[2]) || isShut(edges[3], edges[1]) {
		return Hidden, true
	}
	return Shown, true
}

// isShut reports whether nothing shows from the near edge to the far one, both
// measured from the near edge of the element.
func isShut(near, far term) bool {
	to, ok := lengthOf(far)
	if !ok {
		return false
	}
	from, _ := lengthOf(near)
	return to.value.number <= tiny || to.value.number-from.value.number <= tiny
}

// values are the terms of a function, without its commas and slashes.
func values(inner []cssToken) []term {
	terms := appendTerms(nil, inner)
	kept := terms[:0]
	for _, t := range terms {
		if t.kind != css.CommaToken && t.kind != css.DelimToken {
			kept = append(kept, t)
		}
	}
	return kept
}

// clipPathState reads the basic shapes of CSS Shapes 1 §3 that leave nothing.
func clipPathState(terms []term) (State, bool) {
	t := terms[0]
	parts := values(t.inner)
	switch t.text {
	case "inset":
		return insetState(parts), true
	case "circle", "ellipse":
		for _, p := range parts {
			if p.text == "at" {
				break
			}
			if m, ok := lengthOf(p); ok && isTiny(m.value) {
				return Hidden, true
			}
		}
		return Shown, true
	case "polygon":
		return polygonState(parts), true
	}
	return Shown, false
}

// insetState adds up what is cut off at opposite sides.
func insetState(parts []term) State {
	var sides []value
	for _, p := range parts {
		m, ok := lengthOf(p)
		if !ok {
			break // "round" begins
		}
		sides = append(sides, m.value)
	}
	n := len(sides)
	if n == 0 || n > 4 {
		return Shown
	}
	top, right, bottom, left := sides[0], sides[min(1, n-1)], sides[0], sides[min(1, n-1)]
	if n > 2 {
		bottom = sides[2]
	}
	if n > 3 {
		left = sides[3]
	}
	if nothingBetween(top, bottom) || nothingBetween(left, right) {
		return Hidden
	}
	return Shown
}

func nothingBetween(a, b value) bool {
	percent, pixels := 0.0, 0.0
	for _, v := range []value{a, b} {
		if v.unit == unitPercent {
			percent += v.number
		} else {
			pixels += v.number
		}
	}
	return percent >= 100 || pixels >= afar
}

// polygonState finds polygons that are a line or a point.
func polygonState(parts []term) State {
	var low, high [2]float64
	axis, count := 0, 0
	for _, p := range parts {
		n, _, ok := cssNumber(p)
		if !ok {
			continue
		}
		if count < 2 {
			low[axis], high[axis] = n, n
		}
		low[axis], high[axis] = min(low[axis], n), max(high[axis], n)
		axis, count = 1-axis, count+1
	}
	if count >= 2 && (low[0] == high[0] || low[1] == high[1]) {
		return Hidden
	}
	return Shown
}

// transformState reads a list of transform functions: CSS Transforms 1 §13
// and 2 §11. The one that hides most counts.
func transformState(terms []term) (State, bool) {
	worst := Shown
	for _, t := range terms {
		if t.kind != css.FunctionToken {
			return Shown, false
		}
		worst = worse(worst, functionState(t.text, values(t.inner)))
	}
	return worst, true
}

func functionState(name string, arguments []term) State {
	switch name {
	case "translate", "translatex", "translatey", "translate3d":
		state, _ := translateState(arguments)
		return state
	case "scale", "scalex", "scaley", "scale3d":
		state, _ := scaleState(arguments)
		return state
	case "matrix":
		if len(arguments) == 6 {
			return matrixState(arguments)
		}
	case "rotatex", "rotatey":
		if len(arguments) == 1 && isEdgeOn(arguments[0]) {
			return Hidden
		}
	}
	return Shown
}

// matrixState reads matrix(a, b, c, d, e, f): what the unit vectors become,
// and how far the box is moved.
func matrixState(arguments []term) State {
	var m [6]float64
	for i, t := range arguments {
		m[i], _, _ = cssNumber(t)
	}
	if math.Hypot(m[0], m[1]) <= shrunken || math.Hypot(m[2], m[3]) <= shrunken {
		return Hidden
	}
	return worse(distance(value{number: m[4], unit: unitPixel}), distance(value{number: m[5], unit: unitPixel}))
}

// isEdgeOn reports whether the angle turns a box so that its edge faces us.
func isEdgeOn(t term) bool {
	n, unit, ok := cssNumber(t)
	switch unit {
	case "rad":
		n *= 180 / math.Pi
	case "turn":
		n *= 360
	case "grad":
		n *= 0.9
	}
	return ok && math.Abs(math.Mod(math.Abs(n), 180)-90) < 1
}

func translateState(terms []term) (State, bool) {
	worst := Shown
	for _, t := range terms {
		m, ok := lengthOf(t)
		if !ok {
			return Shown, false
		}
		state := distance(m.value)
		if m.unsure && state == Hidden {
			state = Unclear
		}
		worst = worse(worst, state)
	}
	return worst, true
}

// scaleState reads factors; the third, of depth, does not flatten text.
func scaleState(terms []term) (State, bool) {
	for i, t := range terms {
		n, _, ok := cssNumber(t)
		if !ok {
			return Shown, false
		}
		if t.kind == css.PercentageToken {
			n /= 100
		}
		if i < 2 && math.Abs(n) <= shrunken {
			return Hidden, true
		}
	}
	return Shown, true
}

// filterState looks for opacity(): Filter Effects 1 §6.1.
func filterState(terms []term) (State, bool) {
	for _, t := range terms {
		if t.kind != css.FunctionToken || t.text != "opacity" {
			continue
		}
		for _, p := range values(t.inner) {
			n, _, ok := cssNumber(p)
			if p.kind == css.PercentageToken {
				n /= 100
			}
			if ok && n <= faint {
				return Hidden, true
			}
		}
	}
	return Shown, true
}

// worse is the state that shows less.
func worse(a, b State) State {
	if a == Hidden || b == Hidden {
		return Hidden
	}
	return max(a, b)
}
