package sight

import "github.com/tdewolff/parse/v2/css"

const usualSize = 16 // px, of text that nothing else is said about

// fontSizeOf reads a font-size: CSS Fonts 4 §2.5. The keywords are what
// browsers make of them; none is small enough to matter.
func fontSizeOf(t term) (measure, bool) {
	if t.kind == css.IdentToken {
		switch t.text {
		case "xx-small", "x-small", "small":
			return measure{value{number: 10, unit: unitPixel}, false}, true
		case "medium", "large", "x-large", "xx-large", "xxx-large", "math":
			return measure{value{number: usualSize, unit: unitPixel}, false}, true
		case "smaller":
			return measure{value{number: 1 / 1.2, unit: unitRelative}, false}, true
		case "larger":
			return measure{value{number: 1.2, unit: unitRelative}, false}, true
		}
		return measure{}, false
	}
	n, unit, ok := cssNumber(t)
	switch {
	case !ok:
		m, ok := lengthOf(t)
		m.value = value{number: usualSize, unit: unitPixel}
		return m, ok
	case n < 0:
		return measure{}, false
	case t.kind == css.PercentageToken:
		return measure{value{number: n / 100, unit: unitRelative}, false}, true
	case unit == "em":
		return measure{value{number: n, unit: unitRelative}, false}, true
	case unit == "ex", unit == "ch":
		return measure{value{number: n / 2, unit: unitRelative}, false}, true
	}
	return lengthOf(t)
}

func (d *declarer) fontSize(terms []term) {
	if d.general(propFontSize) || len(terms) != 1 {
		return
	}
	if m, ok := fontSizeOf(terms[0]); ok {
		d.set(propFontSize, m.value, hidingSize(m.value), m.unsure)
	}
}

// hidingSize is true of every relative size that shrinks: it may stand in
// something that is small already.
func hidingSize(v value) bool {
	return v.unit == unitPixel && v.number <= tiny || v.unit == unitRelative && v.number < 1
}

// font finds the size in the shorthand: the first length, per cent or 0. A
// weight before it has no unit and is not 0; a family comes behind it.
func (d *declarer) font() {
	if d.general(propFontSize) {
		return
	}
	for i, t := range d.terms {
		m, ok := fontSizeOf(t)
		weight := t.kind == css.NumberToken && m.value.number != 0
		if ok && !weight && i+1 < len(d.terms) {
			d.set(propFontSize, m.value, hidingSize(m.value), m.unsure)
			return
		}
	}
}
