package sight

import (
	"math"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// A colour is a point in sRGB, or the word that stands for one.
type colour struct {
	r, g, b uint8
	alpha   float32 // 0 is transparent, 1 opaque
	current bool    // currentcolor: that of the text
}

var white = colour{r: 255, g: 255, b: 255, alpha: 1}

// alike is how far two colours may be apart in each of red, green and blue to
// be taken for one: 16 of 255. Next to white that is a contrast of 1.15 to 1,
// next to black of 1.1 (WCAG 2.2, "contrast ratio"; readable text has 4.5).
const alike = 16

func (c colour) near(d colour) bool {
	return differ(c.r, d.r) <= alike && differ(c.g, d.g) <= alike && differ(c.b, d.b) <= alike
}

func differ(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

func (c colour) isTransparent() bool { return !c.current && c.alpha <= faint }

// over is what c looks like on top of an opaque colour.
func (c colour) over(below colour) colour {
	mix := func(a, b uint8) uint8 {
		return uint8(math.Round(float64(a)*float64(c.alpha) + float64(b)*float64(1-c.alpha)))
	}
	return colour{r: mix(c.r, below.r), g: mix(c.g, below.g), b: mix(c.b, below.b), alpha: 1}
}

// colour reads a colour: CSS Color 4 §4. One of a space that is not sRGB is
// accepted but not known.
func (d *declarer) colour(p property) {
	if d.general(p) || len(d.terms) != 1 {
		return
	}
	c, known, ok := colourOf(d.terms[0])
	if !ok {
		return
	}
	d.set(p, value{colour: c}, p != propBackgroundColor && known && hidingColour(c), !known)
}

// hidingColour is true of colours that text has only where something else is
// behind it than paper.
func hidingColour(c colour) bool { return c.isTransparent() || !c.current && c.near(white) }

func (d *declarer) background() {
	if d.general(propBackgroundColor, propBackgroundImage, propBackgroundClip) {
		return
	}
	back, known, image, clip := colour{}, true, "none", "border-box"
	for _, t := range d.terms {
		if c, sure, ok := colourOf(t); ok {
			back, known = c, sure
		} else if t.kind == css.URLToken || t.kind == css.FunctionToken {
			image = "some"
		} else if t.text == "text" {
			clip = "text"
		}
	}
	d.set(propBackgroundColor, value{colour: back}, false, !known)
	d.set(propBackgroundImage, value{word: image}, false, false)
	d.set(propBackgroundClip, value{word: clip}, false, false)
}

// colourOf reports the colour that t is, whether it is known, and whether t is
// a colour at all.
func colourOf(t term) (c colour, known, ok bool) {
	switch t.kind {
	case css.IdentToken:
		return wordColour(t.text)
	case css.HashToken:
		c, ok = hexColour(strings.TrimPrefix(t.text, "#"))
		return c, ok, ok
	case css.FunctionToken:
		switch t.text {
		case "rgb", "rgba":
			c, ok = channels(values(t.inner), rgbColour)
			return c, ok, true
		case "hsl", "hsla":
			c, ok = channels(values(t.inner), hslColour)
			return c, ok, true
		case "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix", "light-dark", "contrast-color":
			return colour{}, false, true
		}
	}
	return colour{}, false, false
}

// wordColour knows the named colours and, of the system's, those of paper and
// ink in a light theme: CSS Color 4 §6.
func wordColour(word string) (c colour, known, ok bool) {
	switch word {
	case "transparent":
		return colour{}, true, true
	case "currentcolor":
		return colour{current: true}, true, true
	case "canvas", "field", "window":
		return white, true, true
	case "canvastext", "fieldtext", "windowtext":
		return colour{alpha: 1}, true, true
	}
	if hex := namedColour(word); hex != "" {
		c, ok = hexColour(hex)
		return c, ok, ok
	}
	return colour{}, false, false
}

// hexColour reads three, four, six or eight hexadecimal digits.
func hexColour(digits string) (colour, bool) {
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil {
		return colour{}, false
	}
	nibble := func(shift uint) uint8 { return uint8(n>>shift&15) * 17 }
	whole := func(shift uint) uint8 { return uint8(n >> shift) }
	switch len(digits) {
	case 3:
		return colour{r: nibble(8), g: nibble(4), b: nibble(0), alpha: 1}, true
	case 4:
		return colour{r: nibble(12), g: nibble(8), b: nibble(4), alpha: float32(nibble(0)) / 255}, true
	case 6:
		return colour{r: whole(16), g: whole(8), b: whole(0), alpha: 1}, true
	case 8:
		return colour{r: whole(24), g: whole(16), b: whole(8), alpha: float32(whole(0)) / 255}, true
	}
	return colour{}, false
}

// channels reads three channels and an optional alpha.
func channels(parts []term, mix func([3]term) (colour, bool)) (colour, bool) {
	if len(parts) != 3 && len(parts) != 4 {
		return colour{}, false
	}
	c, ok := mix([3]term(parts[:3]))
	c.alpha = 1
	if len(parts) == 4 {
		n, isNumber := share(parts[3], 1)
		c.alpha, ok = float32(n), ok && isNumber
	}
	return c, ok
}

// share is t as a part of whole: a number of units, or a per cent of them.
func share(t term, whole float64) (float64, bool) {
	n, _, ok := cssNumber(t)
	if t.text == "none" {
		return 0, true
	}
	if t.kind == css.PercentageToken {
		n *= whole / 100
	}
	return max(0, min(n, whole)), ok
}

func rgbColour(parts [3]term) (colour, bool) {
	r, ok1 := share(parts[0], 255)
	g, ok2 := share(parts[1], 255)
	b, ok3 := share(parts[2], 255)
	return colour{r: uint8(math.Round(r)), g: uint8(math.Round(g)), b: uint8(math.Round(b))}, ok1 && ok2 && ok3
}

// hslColour turns hue, saturation and lightness into sRGB: CSS Color 4 §7.
func hslColour(parts [3]term) (colour, bool) {
	hue, _, ok1 := cssNumber(parts[0])
	s, ok2 := share(parts[1], 100)
	l, ok3 := share(parts[2], 100)
	s, l = s/100, l/100
	channel := func(n float64) uint8 {
		k := math.Mod(math.Mod(n+hue/30, 12)+12, 12)
		v := l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1))
		return uint8(math.Round(v * 255))
	}
	if !ok1 || !ok2 || !ok3 || math.IsInf(hue, 0) {
		return colour{}, false
	}
	return colour{r: channel(0), g: channel(8), b: channel(4)}, true
}

// legacyColour reads the colour of an attribute such as <font color>, which
// also takes digits without "#": WHATWG HTML §2.3.6, in short.
func legacyColour(s string) (colour, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if hex := namedColour(s); hex != "" {
		s = hex
	}
	return hexColour(strings.TrimPrefix(s, "#"))
}
