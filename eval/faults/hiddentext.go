package faults

import (
	"math/rand/v2"
	"strings"

	"github.com/presscheck/presscheck/article"
)

// hiddenTexts are paragraphs of advertising or of keywords, without links,
// that readers do not see.
func hiddenTexts() Family {
	return Family{
		Name: "hiddentext",
		Variants: append(
			cross(values("hidden", hidings()...), values("position", between, bodyLast, bodyFirst), values("form", "prose")),
			cross(values("hidden", hidings()...), values("position", insideLast), values("form", "keywords"))...),
		Make: makeHiddenText,
	}
}

func makeHiddenText(r *rand.Rand, page *article.Document, name string) (Fault, bool) {
	v := parseVariant(name)
	if page.Plain {
		return Fault{}, false
	}
	p, ok := find(r, page, v.get("position"))
	if !ok {
		return Fault{}, false
	}
	words := choose(r, page)
	kinds := []string{"hiddentext/hidden-text"}
	text := strings.Join(words.anchors(r, within(r, 8, 24)), ", ")
	if v.get("form") == "prose" {
		text = "<p>" + strings.Join(sample(r, words.prose, within(r, 1, 2)), "</p><p>") + "</p>"
	} else {
		kinds = append(kinds, "linkblock/keyword-list", "linkblock/keyword-stuffing")
	}
	f := insertion(page, p.at, hide(r, v.get("hidden"), text, p.inline))
	f.Kinds, f.Language = kinds, words.language
	return f, true
}
