// Package stylesheet reads CSS as browsers do, errors and all: the blocks of
// <style> elements, the declarations of style attributes, and which elements a
// selector matches. What a declaration means is not its business. Its input is
// the source of an article and hostile until shown otherwise, so whatever could
// multiply is bounded.
//
// Tokens come from tdewolff/parse/css, attribute selectors and positions among
// siblings are Cascadia's. Combinators are followed here: Cascadia has no :is()
// and takes a minute for a chain of seven compounds in a hundred elements.
package stylesheet

// A Sheet is what the <style> elements of one article have in common. Its
// methods are not safe for concurrent use.
type Sheet struct {
	Imports bool // there are style sheets elsewhere
	Full    bool // there was more than anybody writes; the rest was left out

	wants      func(property string) bool
	order      uint32  // of the block that was begun last
	nested     int     // bytes of selectors of nested rules
	attributes *reader // of style attributes
}

// New is an empty sheet. Declarations of properties that are not wanted are
// passed over; wants is given names as Declaration has them.
func New(wants func(property string) bool) *Sheet {
	s := &Sheet{wants: wants}
	s.attributes = &reader{sheet: s, inline: true}
	return s
}

// A Block is the inside of a style rule, or a style attribute. It may be used
// until the next one is read.
type Block struct {
	Declarations []Declaration
	Condition    string // the at-rule around it that may or may not apply, as Plain has it; empty if there is none
	Order        uint32 // of appearance, in all sheets; 0 for an attribute
	group        *group
}

// Prelude is the selectors of a rule, nesting resolved.
func (s *Sheet) Prelude(b *Block) string { return b.group.text(s) }

// A Declaration sets one property.
type Declaration struct {
	Name      string // lower-case, unless it is a custom property
	Written   string // the name as written
	Text      string // the value as written, without "!important"
	Value     []Term
	Important bool
}

// Bounds on what is kept and followed. Of 327 real pages the largest has 101
// selectors to a group and 688 bytes to a selector, and nests blocks five deep.
const (
	maxNesting      = 32       // blocks inside blocks
	maxDeclarations = 4096     // that are wanted, in one block
	maxTokens       = 256      // of one value
	maxPrelude      = 64 << 10 // bytes
	maxNested       = 1 << 20  // bytes of selectors that nested rules multiply into, in all
	maxSelector     = 1000     // tokens
)

// Attribute reads a style attribute.
func (s *Sheet) Attribute(style string) *Block {
	r := s.attributes
	block := r.draft()
	r.open(style)
	r.items(scope{block: block})
	r.drafts = append(r.drafts, block)
	return block
}

// Read hands the blocks of one <style> element to keep, as they end: those
// that declare something wanted, unless they never apply to a browser's window.
func (s *Sheet) Read(source, media string, keep func(*Block)) {
	around := scope{}
	switch mediaApply(media) {
	case never:
		return
	case perhaps:
		around.condition = "@media " + Plain(media)
	}
	r := &reader{sheet: s, keep: keep}
	r.open(source)
	r.sheetItems(around)
}
