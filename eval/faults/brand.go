package faults

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// addBrand puts a disguised brand name behind a word of the article. The damage
// is the disguise: the clean article has the name in plain letters, since nobody
// can tell from the article that it did not belong there.
func addBrand(r *rand.Rand, page *article.Document, disguise func(string) string, kinds []string) (Fault, bool) {
	w, ok := anyWord(r, page)
	if !ok {
		return Fault{}, false
	}
	brand := pick(r, dataWords("brands.txt"))
	written := disguise(brand)
	if written == brand {
		brand = strings.ToLower(brand)
		written = disguise(brand)
	}
	f := insertion(page, w.source().End, " "+escaped(page, written))
	f.Spans[0].Start += len(" ")
	f = f.hadInstead(brand)
	f.Kinds, f.Damaged = kinds, utf8.RuneCountInString(brand)
	return f, written != brand
}

// brandKinds are the kinds of brand names that spaced has written.
func brandKinds(form string) []string {
	switch form {
	case "leet":
		return []string{"homoglyph/leet", "homoglyph/spaced-letters"}
	case "spaced-styled":
		return []string{"homoglyph/spaced-letters", "homoglyph/styled-letters"}
	}
	return []string{"homoglyph/spaced-letters", "homoglyph/leet"}
}

// spaced writes a brand name so that a search for it fails, without any letter
// that is not ASCII, or with bold ones set apart.
func spaced(form, brand string) string {
	switch form {
	case "spaced":
		return strings.Join(strings.Split(brand, ""), " ")
	case "dotted":
		return strings.Join(strings.Split(brand, ""), ".")
	case "leet":
		return strings.NewReplacer("A", "4", "E", "3", "I", "1", "O", "0", "S", "5", "T", "7").Replace(brand)
	}
	bold, _ := styles()["sans-bold"].styled(brand)
	return strings.Join(strings.Split(bold, ""), " ")
}
