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
	var stretches []stretch
	damaged, split := 0, 0
	block := blockOf(page)
	for _, t := range page.Texts {
		if !isShownAsText(t) {
			continue
		}
		found := k.gloss(t.Data)
		split += characters(t.Data, found)
		damaged += glossed(t.Data, found)
		if len(found) > 0 {
			stretches = append(stretches, stretch{block[t.Node], before(t, found[0]), inSource(page, t, found)})
		}
	}
	if len(stretches) == 0 || v.get("split") == "yes" && split == 0 {
		return Fault{}, false
	}
	f := damage(page, byParagraph(page, stretches))
	f.Damaged, f.Lossless = damaged, k.lossless
	f.Kinds = []string{"gloss/injected-reading", "gloss/split-character"}
	return f, true
}

// glossed counts the characters of text that have got a reading or were split.
func glossed(text string, edits []article.Edit) int {
	n := 0
	for _, e := range edits {
		n += max(1, characters(text, []article.Edit{e}))
	}
	return n
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
