package sight

import (
	"strings"

	"github.com/presscheck/presscheck/article/internal/stylesheet"
)

// A declaration is one longhand that an article sets: in a style attribute, in
// a style rule, or by an attribute such as width that HTML turns into style.
type declaration struct {
	property  string // its name; that of the physical one if it is logical, without prefix
	important bool
	unsure    bool // its value is not known here, or only some browsers take it
	hides     bool // the value is of the kind that hides, alone or with others
	quoted    bool // text is what String answers
	value     value
	name      string // as written; empty if HTML says it
	text      string // its value as written, or the HTML that says it
}

// String is d as a Reason quotes it.
func (d *declaration) String() string {
	if !d.quoted && d.name != "" {
		d.text = strings.ToLower(stylesheet.Plain(d.name) + ":" + excerpt(stylesheet.Plain(d.text)))
	}
	d.quoted = true
	return d.text
}

// A value is what a declaration sets its property to.
type value struct {
	word   string  // a keyword, lower-case, or the name of a variable; empty for anything else
	number float64 // in unit
	unit   unit
	state  State // of clip, clip-path, transform …: what it does to the element by itself
	colour colour
}

// A unit is what the number of a value counts.
type unit uint8

const (
	unitNone     unit = iota
	unitPixel         // px, or what comes to as many
	unitPercent       // of the box around it, or its own
	unitRelative      // em and the like, in font-size only
)

func pixels(n float64) value { return value{number: n, unit: unitPixel} }

// A styleBlock is a list of declarations that apply together.
type styleBlock struct {
	declarations []declaration
	hides        bool // one of them does

	// of a style rule
	prelude   string // its selectors
	condition string // the at-rule around it that may or may not apply; empty if there is none
	order     uint32
	doubtful  bool // a browser may drop the rule because of one of its selectors
}

// add puts d behind the others. What it overrides in its own block goes, which
// keeps blocks short whatever is written in them.
func (b *styleBlock) add(d declaration) {
	for i := range b.declarations {
		old := &b.declarations[i]
		if old.property == d.property && old.important == d.important && !d.unsure && !old.unsure {
			*old = d
			return
		}
	}
	if len(b.declarations) < maxDeclarations {
		b.declarations = append(b.declarations, d)
	}
}

// maxDeclarations is four for each property: sure and unsure, important and not.
const maxDeclarations = 4 * 42
