package sight

import (
	"math"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/css"
	"golang.org/x/image/colornames"

	"github.com/presscheck/presscheck/article/internal/dom"
	"github.com/presscheck/presscheck/article/internal/stylesheet"
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

// colour reads a property that takes a colour. All but a background hide at
// once if only something else than paper behind them could make them readable.
func (d *declarer) colour() {
	if d.general(d.property) || len(d.terms) != 1 {
		return
	}
	if c, known, ok := readColour(d.terms[0]); ok {
		faintOnPaper := c.isTransparent() || !c.current && c.near(white)
		d.set(d.property, value{colour: c}, d.property != "background-color" && known && faintOnPaper, !known)
	}
}

func (d *declarer) background() {
	if d.general("background-color", "background-image", "background-clip") {
		return
	}
	back, known, image, clip := colour{}, true, "none", "border-box"
	for _, t := range d.terms {
		if c, sure, ok := readColour(t); ok {
			back, known = c, sure
		} else if t.Kind == css.URLToken || t.Kind == css.FunctionToken {
			image = "some"
		} else if t.Text == "text" {
			clip = "text"
		}
	}
	d.set("background-color", value{colour: back}, false, !known)
	d.set("background-image", value{word: image}, false, false)
	d.set("background-clip", value{word: clip}, false, false)
}

// readColour reports the colour that t is, whether it is known, and whether t
// is a colour at all: CSS Color 4 §4. One of a space that is not sRGB is not
// known.
func readColour(t stylesheet.Term) (c colour, known, ok bool) {
	switch t.Kind {
	case css.IdentToken:
		c, ok = wordColour(t.Text)
		return c, ok, ok
	case css.HashToken:
		c, ok = hexColour(strings.TrimPrefix(t.Text, "#"))
		return c, ok, ok
	case css.FunctionToken:
		if dom.IsOneOf(t.Text, "rgb rgba hsl hsla") {
			c, known = channels(t.Arguments(), strings.HasPrefix(t.Text, "hsl"))
			return c, known, true
		}
		ok = dom.IsOneOf(t.Text, "hwb lab lch oklab oklch color color-mix light-dark contrast-color")
	}
	return colour{}, false, ok
}

// wordColour knows the named colours and, of the system's, those of paper and
// ink in a light theme: CSS Color 4 §6.
func wordColour(word string) (colour, bool) {
	switch word {
	case "transparent":
		return colour{}, true
	case "currentcolor":
		return colour{current: true}, true
	case "canvas", "field", "window":
		return white, true
	case "canvastext", "fieldtext", "windowtext":
		return colour{alpha: 1}, true
	case "rebeccapurple": // the one that SVG 1.1 does not have
		return colour{0x66, 0x33, 0x99, 1, false}, true
	}
	c, ok := colornames.Map[word]
	return colour{c.R, c.G, c.B, 1, false}, ok
}

// hexColour reads three, four, six or eight hexadecimal digits.
func hexColour(digits string) (colour, bool) {
	if n := len(digits); n == 3 || n == 4 {
		double := make([]byte, 0, 8)
		for i := range n {
			double = append(double, digits[i], digits[i])
		}
		digits = string(double)
	}
	if len(digits) == 6 {
		digits += "ff"
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	return colour{uint8(n >> 24), uint8(n >> 16), uint8(n >> 8), float32(uint8(n)) / 255, false}, err == nil && len(digits) == 8
}

// channels reads the arguments of rgb() or hsl(): three channels and, if there
// is a fourth, alpha.
func channels(parts []stylesheet.Term, hsl bool) (colour, bool) {
	if len(parts) != 3 && len(parts) != 4 {
		return colour{}, false
	}
	whole := [4]float64{255, 255, 255, 1}
	if hsl {
		whole = [4]float64{maxHue, 100, 100, 1}
	}
	n, known := [4]float64{3: 1}, true
	for i, t := range parts {
		share, ok := share(t, whole[i])
		n[i], known = share, known && ok
	}
	if hsl {
		n[0], n[1], n[2] = css.HSL2RGB(math.Mod(n[0], 360)/360, n[1]/100, n[2]/100)
		n[0], n[1], n[2] = n[0]*255, n[1]*255, n[2]*255
	}
	byteOf := func(n float64) uint8 { return uint8(math.Round(n)) }
	return colour{byteOf(n[0]), byteOf(n[1]), byteOf(n[2]), float32(n[3]), false}, known
}

// maxHue is more degrees than anybody writes; less than 0 is taken for 0, as
// hue does not decide what is near white.
const maxHue = 36_000

// share is t as a part of whole: a number of units, or a per cent of them.
func share(t stylesheet.Term, whole float64) (float64, bool) {
	n, unit, ok := t.Number()
	if t.Text == "none" {
		return 0, true
	}
	if unit == "%" {
		n *= whole / 100
	}
	return max(0, min(n, whole)), ok
}

// legacyColour reads the colour of an attribute such as <font color>, which
// also takes digits without "#": WHATWG HTML §2.3.6, in short.
func legacyColour(s string) (colour, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if c, ok := colornames.Map[s]; ok {
		return colour{c.R, c.G, c.B, 1, false}, true
	}
	return hexColour(strings.TrimPrefix(s, "#"))
}
