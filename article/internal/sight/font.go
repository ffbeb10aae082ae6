package sight

import (
	"github.com/tdewolff/parse/v2/css"

	"github.com/presscheck/presscheck/article/internal/stylesheet"
)

const usualSize = 16 // px, of text that nothing else is said about

// fontSizeOf reads a font-size: CSS Fonts 4 §2.5. No keyword is small enough
// to matter.
func fontSizeOf(t stylesheet.Term) (measure, bool) {
	if t.Kind == css.IdentToken {
		switch t.Text {
		case "xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large", "math":
			return measure{pixels(usualSize), false}, true
		case "smaller", "larger":
			return measure{value{number: 1, unit: unitRelative}, false}, true
		}
		return measure{}, false
	}
	n, unit, ok := t.Number()
	switch {
	case ok && n < 0:
		return measure{}, false
	case unit == "%":
		return measure{value{number: n / 100, unit: unitRelative}, false}, true
	case unit == "em" || unit == "ex" || unit == "ch":
		return measure{value{number: n * pixelsIn(unit) / usualSize, unit: unitRelative}, false}, true
	}
	m, known := lengthOf(t)
	if !ok {
		m.value = pixels(usualSize) // a sum
	}
	return m, known
}

func (d *declarer) fontSize() {
	if d.general("font-size") || len(d.terms) != 1 {
		return
	}
	if m, ok := fontSizeOf(d.terms[0]); ok {
		d.setSize(m)
	}
}

// setSize takes every relative size that shrinks for one that may hide: it may
// stand in something that is small already.
func (d *declarer) setSize(m measure) {
	d.set("font-size", m.value, isTiny(m.value) || m.unit == unitRelative && m.number < 1, m.unsure)
}

// font finds the size in the shorthand: the first length, per cent or 0. A
// weight before it has no unit and is not 0; a family comes behind it.
func (d *declarer) font() {
	if d.general("font-size") {
		return
	}
	for i, t := range d.terms {
		m, ok := fontSizeOf(t)
		weight := t.Kind == css.NumberToken && m.number != 0
		if ok && !weight && i+1 < len(d.terms) {
			d.setSize(m)
			return
		}
	}
}
