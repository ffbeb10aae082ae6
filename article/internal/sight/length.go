package sight

import (
	"math"
	"strings"

	"github.com/tdewolff/parse/v2/css"

	"github.com/presscheck/presscheck/article/internal/dom"
	"github.com/presscheck/presscheck/article/internal/stylesheet"
)

// pixelsIn is how many px a unit is: absolute ones as CSS Values 4 §6.2 has
// them, those of the font as for type of 16 px, those of the screen as for one
// of 1,000 px, the narrowest on which afar is off the screen.
func pixelsIn(unit string) float64 {
	switch unit {
	case "px":
		return 1
	case "em", "rem", "ic", "ric", "lh", "rlh", "pc":
		return 16
	case "ex", "ch", "rex", "rch", "cap":
		return 8
	case "pt":
		return 96.0 / 72
	case "in":
		return 96
	case "cm":
		return 96 / 2.54
	case "mm":
		return 9.6 / 2.54
	case "q":
		return 2.4 / 2.54
	case "vw", "vh", "vmin", "vmax", "vi", "vb", "svw", "svh", "lvw", "lvh", "dvw", "dvh", "cqw", "cqh", "cqi", "cqb":
		return 10
	}
	return 0
}

// A measure is what one component says about a length.
type measure struct {
	value
	unsure bool // a sum, or a number that lacks its unit
}

// lengthOf reads a length or per cent. Without a unit only documents in quirks
// mode take it (WHATWG Quirks Mode §3.2).
func lengthOf(t stylesheet.Term) (measure, bool) {
	if t.Kind == css.FunctionToken && dom.IsOneOf(t.Text, "calc min max clamp") {
		return measure{sumOf(t.Inner()), true}, true
	}
	n, unit, ok := t.Number()
	switch {
	case !ok:
		return measure{}, false
	case unit == "":
		return measure{pixels(n), n != 0}, true
	case unit == "%":
		return measure{value{number: n, unit: unitPercent}, false}, true
	}
	in := pixelsIn(unit)
	return measure{pixels(n * in), false}, in != 0
}

// sumOf guesses at a calc(): it is not computed, but a far away length in it
// is taken for what it is about.
func sumOf(terms []stylesheet.Term) value {
	for _, t := range terms {
		if n, unit, ok := t.Number(); ok && math.Abs(n*pixelsIn(unit)) >= afar {
			return pixels(-math.Abs(n * pixelsIn(unit)))
		}
	}
	return value{}
}

// factor reads a plain number; a per cent is a hundredth.
func factor(t stylesheet.Term) (float64, bool) {
	n, unit, ok := t.Number()
	if unit == "%" {
		n /= 100
	}
	return n, ok && t.Kind != css.DimensionToken
}

const lengthWords = "auto none normal min-content max-content fit-content stretch" +
	" -webkit-fill-available -webkit-min-content -webkit-max-content -webkit-fit-content"

func (d *declarer) length() {
	if !d.general(d.property) && len(d.terms) == 1 {
		d.setLength(d.property, d.terms[0])
	}
}

func (d *declarer) setLength(p string, t stylesheet.Term) {
	if t.Kind == css.IdentToken && dom.IsOneOf(t.Text, lengthWords) {
		d.set(p, value{word: t.Text}, false, false)
	} else if m, ok := lengthOf(t); ok {
		d.set(p, m.value, hidingLength(p, m.value), m.unsure)
	} else if t.Kind == css.FunctionToken && dom.IsOneOf(t.Text, "fit-content anchor anchor-size calc-size") {
		d.set(p, value{}, false, true)
	}
}

// sides reads a shorthand of four properties.
func sides(names string) func(*declarer) {
	list := strings.Fields(names)
	return func(d *declarer) {
		if d.general(list...) || len(d.terms) == 0 || len(d.terms) > 4 {
			return
		}
		for _, t := range d.terms {
			if _, ok := lengthOf(t); !ok && t.Text != "auto" {
				return
			}
		}
		for side, i := range fourSides(len(d.terms)) {
			d.setLength(list[side], d.terms[i])
		}
	}
}

// fourSides is which of n values, one to four, is that of the top, the right,
// the bottom and the left.
func fourSides(n int) [4]int {
	return [...][4]int{1: {0, 0, 0, 0}, 2: {0, 1, 0, 1}, 3: {0, 1, 2, 1}, 4: {0, 1, 2, 3}}[n]
}

func (d *declarer) textIndent() {
	if d.general("text-indent") {
		return
	}
	for _, t := range d.terms {
		if m, ok := lengthOf(t); ok {
			d.set("text-indent", m.value, distance(m.value) != Shown, m.unsure)
			return
		}
	}
}

// hidingLength reports whether a box with such a length may be out of sight.
func hidingLength(p string, v value) bool {
	switch p {
	case "top", "left":
		return distance(v) != Shown
	case "right", "bottom":
		return distance(v) != Shown || v.unit == unitPixel && v.number >= beyond
	case "margin-top", "margin-left":
		return v.unit == unitPixel && v.number <= -afar || distance(v) == Hidden
	case "width", "max-width":
		return isTiny(v) || v.unit == unitPercent && v.number <= 0
	case "height", "max-height": // per cent count only if the box around it has a height
		return isTiny(v)
	}
	return false
}

// isTiny reports whether v is a size that cannot be seen.
func isTiny(v value) bool { return v.unit == unitPixel && v.number <= tiny }

// distance says what moving a box to the right or down by v does to it.
func distance(v value) State {
	switch {
	case v.unit == unitPixel && v.number <= -afar, v.unit == unitPercent && v.number <= -farAway:
		return Hidden
	case v.unit == unitPixel && v.number >= beyond, v.unit == unitPercent && v.number <= -away:
		return Unclear
	}
	return Shown
}
