package sight

import (
	"strings"
	"sync"

	"github.com/tdewolff/parse/v2/css"

	"github.com/presscheck/presscheck/article/internal/dom"
	"github.com/presscheck/presscheck/article/internal/stylesheet"
)

// A declarer turns what is written in one declaration into the longhands that
// it sets, and puts them into a block. What no browser accepts sets nothing,
// so that it undoes nothing either.
type declarer struct {
	block    *styleBlock
	property string // that is declared
	terms    []stylesheet.Term
	draft    declaration // what its longhands have in common
}

const (
	lengths = "top right bottom left margin-top margin-right margin-bottom margin-left" +
		" padding-top padding-right padding-bottom padding-left width height max-width max-height min-width min-height"

	// logical are the names of lengths on a horizontal, left-to-right page
	// (CSS Logical Properties 1).
	logical = "inset-block-start inset-inline-end inset-block-end inset-inline-start" +
		" margin-block-start margin-inline-end margin-block-end margin-inline-start" +
		" padding-block-start padding-inline-end padding-block-end padding-inline-start" +
		" inline-size block-size max-inline-size max-block-size min-inline-size min-block-size"

	prefixed = "opacity flex flex-grow animation animation-name background-clip clip-path transform filter"
	overflow = "visible hidden clip scroll auto overlay"
)

// A reading is how a property is read, under the name that it counts by.
type reading struct {
	property string
	read     func(*declarer)
}

// readings are those of all properties that hide or show.
var readings = sync.OnceValue(func() map[string]reading {
	all := map[string]reading{}
	for name, read := range map[string]func(*declarer){
		"display":            (*declarer).display,
		"visibility":         keyword("visible hidden collapse"),
		"content-visibility": keyword("visible hidden auto"),
		"position":           keyword("static relative absolute fixed sticky -webkit-sticky"),
		"float":              keyword("none left right inline-start inline-end"),
		"overflow":           (*declarer).overflow,
		"overflow-x":         keyword(overflow),
		"overflow-y":         keyword(overflow),
		"opacity":            (*declarer).opacity,
		"flex-grow":          (*declarer).presence,
		"font-size":          (*declarer).fontSize,
		"font":               (*declarer).font,
		"text-indent":        (*declarer).textIndent,
		"animation":          (*declarer).presence,
		"text-shadow":        (*declarer).presence,
		"inset":              sides("top right bottom left"),
		"margin":             sides("margin-top margin-right margin-bottom margin-left"),
		"padding":            sides("padding-top padding-right padding-bottom padding-left"),

		"color":                   (*declarer).colour,
		"-webkit-text-fill-color": (*declarer).colour, // wins over color
		"background":              (*declarer).background,
		"background-color":        (*declarer).colour,
		"background-image":        (*declarer).presence,
		"background-clip":         keyword("text border-box padding-box content-box border-area"),

		"clip":      shape(clipState),
		"clip-path": shape(clipPathState),
		"transform": shape(transformState),
		"scale":     shape(scaleState),
		"translate": shape(translateState),
		"filter":    shape(filterState),
	} {
		all[name] = reading{name, read}
	}
	other := strings.Fields(logical)
	for i, name := range strings.Fields(lengths) {
		all[name] = reading{name, (*declarer).length}
		all[other[i]] = all[name]
	}
	all["overflow-inline"], all["overflow-block"] = all["overflow-x"], all["overflow-y"]
	all["flex"], all["animation-name"] = all["flex-grow"], all["animation"]
	for _, name := range strings.Fields(prefixed) {
		all["-webkit-"+name] = all[name]
	}
	return all
})

// set adds the longhand p. CSS-wide keywords and var() come through here too.
func (d *declarer) set(p string, v value, hides, unsure bool) {
	one := d.draft
	one.property, one.value, one.hides, one.unsure = p, v, hides, unsure
	d.block.add(one)
}

// general sets properties if their value is one that all take: a CSS-wide
// keyword (CSS Cascading 5 §7.3), or something that only a browser can compute.
func (d *declarer) general(properties ...string) bool {
	v, hides, unsure := value{}, false, false
	switch {
	case d.isWord("initial inherit unset revert revert-layer"):
		v.word = d.terms[0].Text
	case isComputed(d.terms) || d.hasComputed():
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

// isWord reports whether the value is one word of a list.
func (d *declarer) isWord(list string) bool {
	return len(d.terms) == 1 && d.terms[0].Kind == css.IdentToken && dom.IsOneOf(d.terms[0].Text, list)
}

// hasComputed looks into functions for what isComputed.
func (d *declarer) hasComputed() bool {
	for _, t := range d.terms {
		if t.Kind == css.FunctionToken && isComputed(t.Inner()) {
			return true
		}
	}
	return false
}

// isComputed reports whether there is a var() or the like, whose value is known
// only when the page is shown. It is valid whatever stands around it.
func isComputed(terms []stylesheet.Term) bool {
	for _, t := range terms {
		if t.Kind == css.FunctionToken && dom.IsOneOf(t.Text, "var env attr if") {
			return true
		}
	}
	return false
}

// variable is the name of the custom property that a var() stands for, if it
// is alone, and whether it hides where that is not set.
func (d *declarer) variable() (name string, hides bool) {
	if len(d.terms) != 1 || d.terms[0].Text != "var" {
		return "", false
	}
	inner := d.terms[0].Inner()
	if len(inner) == 0 || inner[0].Kind != css.CustomPropertyNameToken {
		return "", false
	}
	return inner[0].Text, dom.IsOneOf(inner[len(inner)-1].Text, hidingWords)
}

// hidingWords are what a variable must hold to hide by its word.
const hidingWords = "none hidden collapse"

func takesHidingWord(p string) bool {
	return p == "display" || p == "visibility" || p == "content-visibility"
}
