package sight

import (
	"math"

	"github.com/tdewolff/parse/v2/css"

	"github.com/presscheck/presscheck/article/internal/stylesheet"
)

// shrunken is the scale up to which text of usual size is tiny.
const shrunken = tiny / float64(usualSize)

// transformState reads a list of transform functions: CSS Transforms 1 §13
// and 2 §11. The one that hides most counts.
func transformState(terms []stylesheet.Term) (State, bool) {
	worst := Shown
	for _, t := range terms {
		if t.Kind != css.FunctionToken {
			return Shown, false
		}
		state, arguments := Shown, t.Arguments()
		switch t.Text {
		case "translate", "translatex", "translatey", "translate3d":
			state, _ = translateState(arguments)
		case "scale", "scalex", "scaley", "scale3d":
			state, _ = scaleState(arguments)
		case "matrix":
			state = matrixState(arguments)
		case "rotatex", "rotatey":
			state = hiddenIf(len(arguments) == 1 && arguments[0].Text == "90deg") // edge on
		}
		worst = worse(worst, state)
	}
	return worst, true
}

// matrixState reads matrix(a, b, c, d, e, f): what the unit vectors become,
// and how far the box is moved.
func matrixState(arguments []stylesheet.Term) State {
	var m [6]float64
	if len(arguments) != len(m) {
		return Shown
	}
	for i, t := range arguments {
		m[i], _, _ = t.Number()
	}
	if math.Hypot(m[0], m[1]) <= shrunken || math.Hypot(m[2], m[3]) <= shrunken {
		return Hidden
	}
	return worse(distance(pixels(m[4])), distance(pixels(m[5])))
}

func translateState(terms []stylesheet.Term) (State, bool) {
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
func scaleState(terms []stylesheet.Term) (State, bool) {
	for i, t := range terms {
		n, ok := factor(t)
		if !ok {
			return Shown, false
		}
		if i < 2 && math.Abs(n) <= shrunken {
			return Hidden, true
		}
	}
	return Shown, true
}
