package sight

import "github.com/presscheck/presscheck/article/internal/stylesheet"

// shape reads a property whose value says by itself what becomes of the
// element. A state function answers false for what it cannot follow; that is
// taken for harmless, but not for certain.
func shape(stateOf func([]stylesheet.Term) (State, bool)) func(*declarer) {
	return func(d *declarer) {
		switch {
		case d.general(d.property) || len(d.terms) == 0:
		case d.isWord("none auto"):
			d.set(d.property, value{word: "none"}, false, false)
		default:
			state, known := stateOf(d.terms)
			d.set(d.property, value{state: state}, state != Shown, !known)
		}
	}
}

// clipState reads clip: CSS Masking 1 §9. What is left between opposite edges
// shows; "auto" is the element's own edge.
func clipState(terms []stylesheet.Term) (State, bool) {
	edges := terms[0].Arguments()
	if terms[0].Text != "rect" || len(terms) > 1 || len(edges) != 4 {
		return Shown, false
	}
	return hiddenIf(isShut(edges[0], edges[2]) || isShut(edges[3], edges[1])), true
}

// isShut reports whether nothing shows from the near edge to the far one, both
// measured from the near edge of the element.
func isShut(near, far stylesheet.Term) bool {
	from, _ := lengthOf(near)
	to, ok := lengthOf(far)
	return ok && (to.number <= tiny || to.number-from.number <= tiny)
}

// clipPathState reads the basic shapes of CSS Shapes 1 §3 that leave nothing:
// insets that meet, circles without radius, polygons of one point at 0.
func clipPathState(terms []stylesheet.Term) (State, bool) {
	var lengths []value
	for _, t := range terms[0].Arguments() {
		m, ok := lengthOf(t)
		if !ok {
			break // "round" or "at" begins
		}
		lengths = append(lengths, m.value)
	}
	switch n := len(lengths); terms[0].Text {
	case "inset":
		if n == 0 || n > 4 {
			return Shown, true
		}
		from := fourSides(n)
		upright := nothingBetween(lengths[from[0]], lengths[from[2]])
		return hiddenIf(upright || nothingBetween(lengths[from[3]], lengths[from[1]])), true
	case "circle", "ellipse", "polygon":
		for _, v := range lengths {
			if v.number > 0 && !isTiny(v) {
				return Shown, true
			}
		}
		return hiddenIf(n > 0), true
	}
	return Shown, false
}

func nothingBetween(a, b value) bool {
	percent, px := 0.0, 0.0
	for _, v := range []value{a, b} {
		if v.unit == unitPercent {
			percent += v.number
		} else {
			px += v.number
		}
	}
	return percent >= 100 || px >= afar
}

// filterState looks for opacity(): Filter Effects 1 §6.1.
func filterState(terms []stylesheet.Term) (State, bool) {
	for _, t := range terms {
		if arguments := t.Arguments(); t.Text == "opacity" && len(arguments) == 1 {
			if n, ok := factor(arguments[0]); ok && n <= faint {
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
