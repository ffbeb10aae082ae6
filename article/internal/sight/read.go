package sight

import (
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// A declarer turns what is written in one declaration into the longhands that
// it sets, and puts them into a block. What no browser accepts sets nothing,
// so that it undoes nothing either.
type declarer struct {
	block *styleBlock
	terms []term
	draft declaration // what its longhands have in common
}

// readerOf says how to read the property of the given name, lower-case; nil if
// it neither hides nor shows. Logical names are those of a horizontal,
// left-to-right page (CSS Logical Properties 1).
func readerOf(name string) func(*declarer) {
	switch name {
	case "display":
		return func(d *declarer) { d.display() }
	case "visibility":
		return func(d *declarer) { d.keyword(propVisibility, "visible hidden collapse") }
	case "content-visibility":
		return func(d *declarer) { d.keyword(propContentVisibility, "visible hidden auto") }
	case "position":
		return func(d *declarer) { d.keyword(propPosition, "static relative absolute fixed sticky -webkit-sticky") }
	case "float":
		return func(d *declarer) { d.keyword(propFloat, "none left right inline-start inline-end") }
	case "overflow":
		return func(d *declarer) { d.overflow() }
	case "overflow-x", "overflow-inline":
		return func(d *declarer) { d.keyword(propOverflowX, overflowWords) }
	case "overflow-y", "overflow-block":
		return func(d *declarer) { d.keyword(propOverflowY, overflowWords) }
	case "opacity", "-webkit-opacity":
		return func(d *declarer) { d.number(propOpacity) }
	case "flex-grow", "-webkit-flex-grow":
		return func(d *declarer) { d.number(propGrow) }
	case "flex", "-webkit-flex":
		return func(d *declarer) { d.flex() }
	case "font-size":
		return func(d *declarer) { d.fontSize(d.terms) }
	case "font":
		return func(d *declarer) { d.font() }
	case "text-indent":
		return func(d *declarer) { d.textIndent() }
	case "animation", "animation-name", "-webkit-animation", "-webkit-animation-name":
		return func(d *declarer) { d.presence(propAnimation) }
	case "text-shadow":
		return func(d *declarer) { d.presence(propTextShadow) }
	}
	if read := boxReaderOf(name); read != nil {
		return read
	}
	return paintReaderOf(name)
}

// boxReaderOf knows the properties of an element's place and size.
func boxReaderOf(name string) func(*declarer) {
	switch name {
	case "top", "inset-block-start":
		return func(d *declarer) { d.length(propTop) }
	case "right", "inset-inline-end":
		return func(d *declarer) { d.length(propRight) }
	case "bottom", "inset-block-end":
		return func(d *declarer) { d.length(propBottom) }
	case "left", "inset-inline-start":
		return func(d *declarer) { d.length(propLeft) }
	case "inset":
		return func(d *declarer) { d.sides(propTop) }
	case "margin":
		return func(d *declarer) { d.sides(propMarginTop) }
	case "margin-top", "margin-block-start":
		return func(d *declarer) { d.length(propMarginTop) }
	case "margin-left", "margin-inline-start":
		return func(d *declarer) { d.length(propMarginLeft) }
	case "padding":
		return func(d *declarer) { d.sides(propPaddingTop) }
	case "padding-top", "padding-block-start":
		return func(d *declarer) { d.length(propPaddingTop) }
	case "padding-right", "padding-inline-end":
		return func(d *declarer) { d.length(propPaddingRight) }
	case "padding-bottom", "padding-block-end":
		return func(d *declarer) { d.length(propPaddingBottom) }
	case "padding-left", "padding-inline-start":
		return func(d *declarer) { d.length(propPaddingLeft) }
	case "width", "inline-size":
		return func(d *declarer) { d.length(propWidth) }
	case "height", "block-size":
		return func(d *declarer) { d.length(propHeight) }
	case "max-width", "max-inline-size":
		return func(d *declarer) { d.length(propMaxWidth) }
	case "max-height", "max-block-size":
		return func(d *declarer) { d.length(propMaxHeight) }
	case "min-width", "min-inline-size":
		return func(d *declarer) { d.length(propMinWidth) }
	case "min-height", "min-block-size":
		return func(d *declarer) { d.length(propMinHeight) }
	}
	return nil
}

// paintReaderOf knows the properties of an element's look.
func paintReaderOf(name string) func(*declarer) {
	switch name {
	case "color":
		return func(d *declarer) { d.colour(propColor) }
	case "-webkit-text-fill-color":
		return func(d *declarer) { d.colour(propTextFill) }
	case "background-color":
		return func(d *declarer) { d.colour(propBackgroundColor) }
	case "background-image":
		return func(d *declarer) { d.presence(propBackgroundImage) }
	case "background-clip", "-webkit-background-clip":
		return func(d *declarer) {
			d.keyword(propBackgroundClip, "text border-box padding-box content-box border-area")
		}
	case "background":
		return func(d *declarer) { d.background() }
	case "clip":
		return func(d *declarer) { d.shape(propClip, clipState) }
	case "clip-path", "-webkit-clip-path":
		return func(d *declarer) { d.shape(propClipPath, clipPathState) }
	case "transform", "-webkit-transform":
		return func(d *declarer) { d.shape(propTransform, transformState) }
	case "scale":
		return func(d *declarer) { d.shape(propScale, scaleState) }
	case "translate":
		return func(d *declarer) { d.shape(propTranslate, translateState) }
	case "filter", "-webkit-filter":
		return func(d *declarer) { d.shape(propFilter, filterState) }
	}
	return nil
}

const overflowWords = "visible hidden clip scroll auto overlay"

// set adds the longhand p. CSS-wide keywords and var() come through here too.
func (d *declarer) set(p property, v value, hides, unsure bool) {
	one := d.draft
	one.property, one.value, one.hides, one.unsure = p, v, hides, unsure
	d.block.add(one)
}

// general sets p if its value is one that every property takes: a CSS-wide
// keyword, or something that only a browser can compute.
func (d *declarer) general(properties ...property) bool {
	v, hides, unsure := value{}, false, false
	switch {
	case len(d.terms) == 1 && isWide(d.terms[0]):
		v.word = d.terms[0].text
	case d.computed():
		unsure = true
		v.word, hides = d.variable()
	default:
		return false
	}
	for _, p := range properties {
		d.set(p, v, hides && takesHidingWord(p), unsure)
	}
	return true
}

// isWide knows the CSS-wide keywords: CSS Cascading 5 §7.3.
func isWide(t term) bool {
	return t.kind == css.IdentToken && isOneOf(t.text, "initial inherit unset revert revert-layer")
}

// computed reports whether the value has a var() or the like in it, which is
// known only when the page is shown. It is valid whatever stands around it.
func (d *declarer) computed() bool {
	for _, t := range d.terms {
		if t.kind != css.FunctionToken {
			continue
		}
		if isComputed(t.text) {
			return true
		}
		for _, inner := range t.inner {
			if inner.kind == css.FunctionToken && isComputed(strings.TrimSuffix(cssName(inner.text), "(")) {
				return true
			}
		}
	}
	return false
}

// variable is the name of the custom property that a var() stands for, if it
// is alone, and whether it hides where that is not set.
func (d *declarer) variable() (name string, hides bool) {
	if len(d.terms) != 1 || d.terms[0].text != "var" {
		return "", false
	}
	inner := appendTerms(nil, d.terms[0].inner)
	if len(inner) == 0 || inner[0].kind != css.CustomPropertyNameToken {
		return "", false
	}
	return decodeEscapes(inner[0].text), isOneOf(inner[len(inner)-1].text, hidingWords)
}

// hidingWords are what a variable must hold to hide by its word.
const hidingWords = "none hidden collapse"

func takesHidingWord(p property) bool {
	return p == propDisplay || p == propVisibility || p == propContentVisibility
}

func isComputed(function string) bool { return isOneOf(function, "var env attr if") }

// isOneOf reports whether word stands in list, between blanks.
func isOneOf(word, list string) bool {
	for list != "" {
		first, rest, _ := strings.Cut(list, " ")
		if first == word {
			return true
		}
		list = rest
	}
	return false
}

// keyword reads a property that takes one word of a list.
func (d *declarer) keyword(p property, words string) {
	if d.general(p) || len(d.terms) != 1 || !isOneOf(d.terms[0].text, words) {
		return
	}
	word := d.terms[0].text
	d.set(p, value{word: word}, hidingWord(p, word), false)
}

// hidingWord is also true of words that hide only together with other
// properties, unless they are in every style sheet.
func hidingWord(p property, word string) bool {
	switch p {
	case propVisibility:
		return word != "visible"
	case propContentVisibility:
		return word == "hidden"
	}
	return false
}

// display knows the keywords of CSS Display 3 §2 that current browsers take.
func (d *declarer) display() {
	if d.general(propDisplay) || len(d.terms) == 0 {
		return
	}
	const words = "none contents block inline inline-block flow-root flow list-item flex inline-flex grid inline-grid" +
		" table inline-table table-row table-cell table-row-group table-header-group table-footer-group table-column" +
		" table-column-group table-caption ruby ruby-base ruby-text math" +
		" -webkit-box -webkit-inline-box -webkit-flex -webkit-inline-flex"
	for _, t := range d.terms {
		if t.kind != css.IdentToken || !isOneOf(t.text, words) {
			return
		}
	}
	word := d.terms[0].text
	if len(d.terms) == 1 {
		d.set(propDisplay, value{word: word}, word == "none", false)
	} else if word != "none" {
		d.set(propDisplay, value{word: word}, false, false)
	}
}

func (d *declarer) overflow() {
	if d.general(propOverflowX, propOverflowY) || len(d.terms) == 0 || len(d.terms) > 2 {
		return
	}
	for _, t := range d.terms {
		if !isOneOf(t.text, overflowWords) {
			return
		}
	}
	last := d.terms[len(d.terms)-1].text
	d.set(propOverflowX, value{word: d.terms[0].text}, false, false)
	d.set(propOverflowY, value{word: last}, false, false)
}

// presence reads a property of which only matters whether it is there.
func (d *declarer) presence(p property) {
	if d.general(p) || len(d.terms) == 0 {
		return
	}
	word := "some"
	if len(d.terms) == 1 && d.terms[0].text == "none" {
		word = "none"
	}
	d.set(p, value{word: word}, false, false)
}
