package sight

import "strings"

// A property is one of the CSS properties that can hide an element, or that
// decide whether another one does.
type property uint8

// The four sides of a shorthand stand together, in the order of CSS.
const (
	propDisplay property = iota
	propVisibility
	propOpacity
	propFontSize
	propTextIndent
	propPosition
	propTop
	propRight
	propBottom
	propLeft
	propMarginTop
	propMarginRight
	propMarginBottom
	propMarginLeft
	propPaddingTop
	propPaddingRight
	propPaddingBottom
	propPaddingLeft
	propWidth
	propHeight
	propMaxWidth
	propMaxHeight
	propMinWidth
	propMinHeight
	propOverflowX
	propOverflowY
	propFloat
	propGrow
	propClip
	propClipPath
	propTransform
	propScale
	propTranslate
	propFilter
	propContentVisibility
	propColor
	propTextFill // -webkit-text-fill-color, which wins over color
	propBackgroundColor
	propBackgroundImage
	propBackgroundClip
	propTextShadow
	propAnimation
)

// A declaration is one longhand that an article sets: in a style attribute, in
// a style rule, or by an attribute such as width that HTML turns into style.
type declaration struct {
	property  property
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
		d.text = strings.ToLower(plainCSS(d.name) + ":" + excerpt(plainCSS(d.text)))
	}
	d.quoted = true
	return d.text
}

// A value is what a declaration sets its property to.
type value struct {
	word   string  // a keyword, lower-case, or the name of a variable; empty for anything else
	number float64 // in unit
	unit   unit    //
	state  State   // of clip, clip-path, transform …: what it does to the element by itself
	colour colour  //
}

// A unit is what the number of a value counts.
type unit uint8

const (
	unitNone     unit = iota
	unitPixel         // absolute lengths, and relative ones at their usual size
	unitPercent       // of something that only layout knows; of the parent's for font-size
	unitRelative      // em and the like, in font-size only
)

// Cascade origins, weakest first: CSS Cascading 5 §6.1, and §6.5 for hints.
const (
	originBrowser uint64 = iota
	originHint
	originRule
	originAttribute
)

// rank orders declarations of one property: the highest wins. From the top:
// importance, origin, layer, specificity, order of appearance.
func rank(important bool, origin uint64, layer uint8, specificity uint32, order uint32) uint64 {
	r := origin<<60 | uint64(layer)<<52 | uint64(specificity)<<28 | uint64(order)&(1<<28-1)
	if important {
		const flip = 0xFF << 52 // important layers count backwards
		return 1<<63 | r ^ flip
	}
	return r
}

// A styleBlock is a list of declarations that apply together.
type styleBlock struct {
	declarations []declaration
	hides        bool // one of them does

	// of a style rule
	selectors []string // its group
	condition string   // the at-rule around it that may or may not apply, as written
	unsure    bool     // there is one
	layer     uint8
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
const maxDeclarations = 4 * (int(propAnimation) + 1)

// An applied declaration is one that matches an element.
type applied struct {
	*declaration
	rank uint64
	rule *styleRule // nil if it stands in the element's own attributes
}

// A style is what the cascade leaves of an element's declarations.
type style struct {
	sure     []applied // the winner for each property that is set
	hiding   []applied // the strongest above it that may apply and would hide
	harmless []applied // the strongest above it that may apply and would not
}

func (s *style) reset() {
	s.sure, s.hiding, s.harmless = s.sure[:0], s.hiding[:0], s.harmless[:0]
}

func (s *style) applyRule(r *styleRule) {
	s.applyBlock(r.block, r, r.unsure(), originRule, r.block.layer, r.selector.heavy, r.block.order)
}

func (s *style) applyBlock(b *styleBlock, r *styleRule, unsure bool, origin uint64, layer uint8, weight, order uint32) {
	for i := range b.declarations {
		d := &b.declarations[i]
		if d.hides && r != nil && r.selector.passing {
			continue
		}
		s.apply(applied{d, rank(d.important, origin, layer, weight, order), r}, unsure)
	}
}

func (s *style) apply(a applied, unsure bool) {
	switch {
	case !unsure && !a.unsure:
		s.sure = strongest(s.sure, a)
	case a.hides:
		s.hiding = strongest(s.hiding, a)
	default:
		s.harmless = strongest(s.harmless, a)
	}
}

func strongest(list []applied, a applied) []applied {
	for i := range list {
		if list[i].property == a.property {
			if a.rank >= list[i].rank {
				list[i] = a
			}
			return list
		}
	}
	return append(list, a)
}

// settle drops the unsure declarations that a sure one beats anyway.
func (s *style) settle() {
	s.hiding = s.unbeaten(s.hiding)
	s.harmless = s.unbeaten(s.harmless)
}

func (s *style) unbeaten(list []applied) []applied {
	kept := list[:0]
	for _, a := range list {
		if winner := find(s.sure, a.property); winner == nil || winner.rank < a.rank {
			kept = append(kept, a)
		}
	}
	return kept
}

func find(list []applied, p property) *applied {
	for i := range list {
		if list[i].property == p {
			return &list[i]
		}
	}
	return nil
}

// A choice is a style with one of its unsure lists laid over the sure one.
type choice struct{ over, sure []applied }

// get returns the declaration of p that counts, nil if there is none.
func (c choice) get(p property) *applied {
	if a := find(c.over, p); a != nil {
		return a
	}
	return find(c.sure, p)
}

// word is the keyword that p is set to.
func (c choice) word(p property) string {
	if a := c.get(p); a != nil {
		return a.value.word
	}
	return ""
}

// pixels is the length that p is set to, if it is one.
func (c choice) pixels(p property) float64 {
	if a := c.get(p); a != nil && a.value.unit == unitPixel {
		return a.value.number
	}
	return 0
}

const maxQuote = 80 // bytes of one selector or value in a Reason

// quote is the Reason that the given declarations make together.
func quote(list ...*applied) string {
	var reason strings.Builder
	for i, a := range list {
		switch {
		case a.name == "":
			separate(&reason, " ")
			reason.WriteString(a.String())
			continue
		case i > 0 && a.rule == list[i-1].rule && list[i-1].name != "":
			reason.WriteByte(';')
		default:
			separate(&reason, " ")
			openRule(&reason, a.rule)
		}
		reason.WriteString(a.String())
		if last := i+1 == len(list) || list[i+1].rule != a.rule; last {
			closeRule(&reason, a.rule)
		}
	}
	return reason.String()
}

func separate(b *strings.Builder, by string) {
	if b.Len() > 0 {
		b.WriteString(by)
	}
}

func openRule(b *strings.Builder, r *styleRule) {
	if r == nil {
		return
	}
	if r.block.condition != "" {
		b.WriteString(excerpt(r.block.condition) + "{")
	}
	b.WriteString(r.String() + "{")
}

func closeRule(b *strings.Builder, r *styleRule) {
	if r == nil {
		return
	}
	b.WriteByte('}')
	if r.block.condition != "" {
		b.WriteByte('}')
	}
}

// excerpt cuts s to what a reviewer reads, at a character.
func excerpt(s string) string {
	if len(s) <= maxQuote {
		return s
	}
	cut := maxQuote
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}
