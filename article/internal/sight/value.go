package sight

import (
	"math"
	"strconv"
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// Thresholds. What hides was collected from infected pages; what honest pages
// do was counted on 327 clean ones.
const (
	// faint is the opacity up to which text cannot be read.
	faint = 0.05

	// tiny is the size in px up to which text or a box cannot be seen. Spam
	// uses 0 to 2; on clean pages the next larger type has 6. (Chromium draws
	// type of relative size with 6 px at least, other browsers do not.)
	tiny = 2

	// afar is how many px beyond its place an element is off the screen. Spam
	// uses 1,620 and more; clean pages up to 420, to place something, and from
	// 1,000 on to hide it.
	afar = 1000

	// beyond is how many px to the right no screen is: the widest in use
	// shows 3,840. To the right a page scrolls, so it may be reached.
	beyond = 5000

	// A box that is moved by all of its own or its container's width is
	// somewhere else, which may or may not be on the screen; moved by twice
	// that it is not.
	away, farAway = 100, 200 // per cent
)

// A term is one component of a value.
type term struct {
	kind  css.TokenType
	text  string     // of a word or function its name, lower-case, escapes decoded
	inner []cssToken // of a function: what stands between its parentheses
}

// appendTerms cuts tokens into components; white space goes.
func appendTerms(to []term, tokens []cssToken) []term {
	for i := 0; i < len(tokens); i++ {
		t := term{kind: tokens[i].kind, text: tokens[i].text}
		switch t.kind {
		case css.WhitespaceToken:
			continue
		case css.IdentToken, css.DimensionToken, css.HashToken:
			t.text = cssName(t.text)
		case css.FunctionToken:
			t.text = cssName(strings.TrimSuffix(t.text, "("))
			end := closing(tokens, i)
			t.inner = tokens[i+1 : end]
			i = end
		}
		to = append(to, t)
	}
	return to
}

// closing is the index of what closes the function or parenthesis at i, or the
// end of tokens.
func closing(tokens []cssToken, i int) int {
	depth := 0
	for ; i < len(tokens); i++ {
		switch tokens[i].kind {
		case css.FunctionToken, css.LeftParenthesisToken:
			depth++
		case css.RightParenthesisToken:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(tokens)
}

// cssNumber reads the number at the start of a token and what follows it.
func cssNumber(t term) (n float64, unit string, ok bool) {
	switch t.kind {
	case css.NumberToken, css.PercentageToken, css.DimensionToken:
	default:
		return 0, "", false
	}
	end := numberEnd(t.text)
	n, err := strconv.ParseFloat(t.text[:end], 64)
	if err != nil && !math.IsInf(n, 0) {
		return 0, "", false
	}
	return n, t.text[end:], true
}

// numberEnd is where a CSS number ends: CSS Syntax 3 §4.3.12. An "e" without
// digits behind it begins a unit.
func numberEnd(s string) int {
	i := 0
	for i < len(s) && (isDigit(s[i]) || s[i] == '.' || i == 0 && (s[i] == '-' || s[i] == '+')) {
		i++
	}
	if i < len(s) && s[i] == 'e' {
		k := i + 1
		if k < len(s) && (s[k] == '-' || s[k] == '+') {
			k++
		}
		for k < len(s) && isDigit(s[k]) {
			k, i = k+1, k+1
		}
	}
	return i
}

// pixelsIn is how many px a unit is: absolute ones as CSS Values 4 §6.2 has
// them, those of the font as for type of 16 px, those of the screen as for one
// of 1,000 px, the narrowest on which afar is off the screen.
func pixelsIn(unit string) float64 {
	switch unit {
	case "px":
		return 1
	case "em", "rem", "ic", "ric", "lh", "rlh":
		return 16
	case "ex", "ch", "rex", "rch", "cap":
		return 8
	case "pt":
		return 96.0 / 72
	case "pc":
		return 16
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
	value  value
	unsure bool // a sum, or a number that lacks its unit
}

// lengthOf reads a length or per cent. Without a unit only documents in quirks
// mode take it (WHATWG Quirks Mode §3.2).
func lengthOf(t term) (measure, bool) {
	if t.kind == css.FunctionToken && isOneOf(t.text, "calc min max clamp") {
		return measure{sumOf(t.inner), true}, true
	}
	n, unit, ok := cssNumber(t)
	switch {
	case !ok:
		return measure{}, false
	case t.kind == css.NumberToken:
		return measure{value{number: n, unit: unitPixel}, n != 0}, true
	case t.kind == css.PercentageToken:
		return measure{value{number: n, unit: unitPercent}, false}, true
	}
	factor := pixelsIn(unit)
	return measure{value{number: n * factor, unit: unitPixel}, false}, factor != 0
}

// sumOf guesses at a calc(): it is not computed, but a far away length in it
// is taken for what it is about.
func sumOf(inner []cssToken) value {
	for _, t := range appendTerms(nil, inner) {
		if n, unit, ok := cssNumber(t); ok && math.Abs(n*pixelsIn(unit)) >= afar {
			return value{number: -math.Abs(n * pixelsIn(unit)), unit: unitPixel}
		}
	}
	return value{}
}

const lengthWords = "auto none normal min-content max-content fit-content stretch" +
	" -webkit-fill-available -webkit-min-content -webkit-max-content -webkit-fit-content"

func (d *declarer) length(p property) {
	if !d.general(p) && len(d.terms) == 1 {
		d.lengthTerm(p, d.terms[0])
	}
}

func (d *declarer) lengthTerm(p property, t term) {
	if t.kind == css.IdentToken && isOneOf(t.text, lengthWords) {
		d.set(p, value{word: t.text}, false, false)
	} else if m, ok := lengthOf(t); ok {
		d.set(p, m.value, hidingLength(p, m.value), m.unsure || isShareOfHeight(p, m.value))
	} else if t.kind == css.FunctionToken && isOneOf(t.text, "fit-content anchor anchor-size calc-size") {
		d.set(p, value{}, false, true)
	}
}

// isShareOfHeight reports whether v is a height that counts only if that of the
// box around it is fixed (CSS 2.2 §10.5).
func isShareOfHeight(p property, v value) bool {
	return (p == propHeight || p == propMaxHeight) && v.unit == unitPercent
}

// hidingLength reports whether a box with such a length may be out of sight.
func hidingLength(p property, v value) bool {
	switch p {
	case propTop, propLeft:
		return distance(v) != Shown
	case propRight, propBottom:
		return distance(v) != Shown || v.unit == unitPixel && v.number >= beyond
	case propMarginTop, propMarginLeft:
		return v.unit == unitPixel && v.number <= -afar || distance(v) == Hidden
	case propWidth, propHeight, propMaxWidth, propMaxHeight:
		return isTiny(v)
	}
	return false
}

// isTiny reports whether v is a size that cannot be seen.
func isTiny(v value) bool {
	return v.unit == unitPixel && v.number <= tiny || v.unit == unitPercent && v.number <= 0
}

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

// sides reads a shorthand of four sides, the first of which is top.
func (d *declarer) sides(top property) {
	if d.general(top, top+1, top+2, top+3) || len(d.terms) == 0 || len(d.terms) > 4 {
		return
	}
	for _, t := range d.terms {
		if _, ok := lengthOf(t); !ok && t.text != "auto" {
			return
		}
	}
	from := [...][4]int{1: {0, 0, 0, 0}, 2: {0, 1, 0, 1}, 3: {0, 1, 2, 1}, 4: {0, 1, 2, 3}}
	for side, i := range from[len(d.terms)] {
		d.lengthTerm(top+property(side), d.terms[i])
	}
}

// number reads a plain number; a per cent is a hundredth.
func (d *declarer) number(p property) {
	if d.general(p) || len(d.terms) != 1 {
		return
	}
	n, _, ok := cssNumber(d.terms[0])
	if !ok || d.terms[0].kind == css.DimensionToken {
		return
	}
	if d.terms[0].kind == css.PercentageToken {
		n /= 100
	}
	d.set(p, value{number: n}, p == propOpacity && n <= faint, false)
}

func (d *declarer) flex() {
	if d.general(propGrow) || len(d.terms) == 0 {
		return
	}
	n, _, ok := cssNumber(d.terms[0])
	switch {
	case d.terms[0].text == "auto":
		n = 1
	case !ok || d.terms[0].kind != css.NumberToken:
		n = 0
	}
	d.set(propGrow, value{number: n}, false, false)
}

func (d *declarer) textIndent() {
	if d.general(propTextIndent) {
		return
	}
	for _, t := range d.terms {
		if m, ok := lengthOf(t); ok {
			d.set(propTextIndent, m.value, distance(m.value) != Shown, m.unsure)
			return
		}
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isHex(c byte) bool   { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
