package sight

import (
	"github.com/tdewolff/parse/v2/css"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// keyword reads a property that takes one word of a list.
func keyword(words string) func(*declarer) {
	return func(d *declarer) {
		if !d.general(d.property) && d.isWord(words) {
			word := d.terms[0].Text
			hides := d.property == "visibility" && word != "visible" || d.property == "content-visibility" && word == "hidden"
			d.set(d.property, value{word: word}, hides, false)
		}
	}
}

// presence reads a property of which only matters whether it is there.
func (d *declarer) presence() {
	if d.general(d.property) || len(d.terms) == 0 {
		return
	}
	word := "some"
	if len(d.terms) == 1 && dom.IsOneOf(d.terms[0].Text, "none 0") {
		word = "none"
	}
	d.set(d.property, value{word: word}, false, false)
}

// displayWords are the keywords of CSS Display 3 §2 that current browsers take.
const displayWords = "none contents block inline inline-block flow-root flow list-item flex inline-flex grid inline-grid" +
	" table inline-table table-row table-cell table-row-group table-header-group table-footer-group table-column" +
	" table-column-group table-caption ruby ruby-base ruby-text math" +
	" -webkit-box -webkit-inline-box -webkit-flex -webkit-inline-flex"

func (d *declarer) display() {
	if d.general("display") || len(d.terms) == 0 {
		return
	}
	for _, t := range d.terms {
		if t.Kind != css.IdentToken || !dom.IsOneOf(t.Text, displayWords) || t.Text == "none" && len(d.terms) > 1 {
			return
		}
	}
	word := d.terms[0].Text
	d.set("display", value{word: word}, word == "none", false)
}

func (d *declarer) overflow() {
	if d.general("overflow-x", "overflow-y") || len(d.terms) == 0 || len(d.terms) > 2 {
		return
	}
	for _, t := range d.terms {
		if !dom.IsOneOf(t.Text, overflow) {
			return
		}
	}
	d.set("overflow-x", value{word: d.terms[0].Text}, false, false)
	d.set("overflow-y", value{word: d.terms[len(d.terms)-1].Text}, false, false)
}

// opacity is a number; a per cent is a hundredth.
func (d *declarer) opacity() {
	if d.general("opacity") || len(d.terms) != 1 {
		return
	}
	if n, ok := factor(d.terms[0]); ok {
		d.set("opacity", value{number: n}, n <= faint, false)
	}
}
