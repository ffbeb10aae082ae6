package faults

import (
	"math/rand/v2"

	"github.com/presscheck/presscheck/article"
)

// glosses are what a spam kit leaves in Chinese pages: it converts them to
// traditional characters and puts readings behind a fixed set of them, working
// on bytes, so that now and then it splits a character.
func glosses() Family {
	return Family{
		Name: "gloss",
		Variants: append(
			cross(values("share", "3", "10", "30", "60", "95"), values("lost", "mark", "nothing")),
			cross(values("share", "3", "30"), values("lost", "mark", "nothing"), values("split", "yes"))...),
		Make: makeGloss,
	}
}

func makeGloss(r *rand.Rand, page *article.Document, name string) (Fault, bool) {
	v := parseVariant(name)
	page, ok := traditionalPage(page)
	if !ok {
		return Fault{}, false
	}
	remnant := "?"
	if v.get("lost") == "nothing" {
		remnant = ""
	}
	k := newKit(float64(v.number("share"))/100, remnant, r)
	if v.get("split") == "yes" && !k.straddle(r, page) {
		return Fault{}, false
	}
	var edits []article.Edit
	damaged := 0
	for _, t := range page.Texts {
		if isShownAsText(t) {
			found := k.gloss(t.Data)
			damaged += characters(t.Data, found)
			edits = append(edits, inSource(page, t, found)...)
		}
	}
	if len(edits) == 0 || v.get("split") == "yes" && damaged == 0 {
		return Fault{}, false
	}
	f := damage(page, edits)
	f.Damaged, f.Lossless = damaged, k.lossless
	f.Kinds = []string{"gloss/injected-reading", "gloss/split-character"}
	return f, true
}

// straddle adds a member to the set that will split a character of page.
func (k *kit) straddle(r *rand.Rand, page *article.Document) bool {
	var found []rune
	for _, t := range page.Texts {
		if isShownAsText(t) {
			found = append(found, k.straddled(t.Data)...)
		}
	}
	if len(found) == 0 {
		return false
	}
	k.add(pick(r, found))
	return true
}
