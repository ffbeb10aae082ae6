package faults

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// invisibles are characters that readers do not see, or see as nothing much,
// put into words of the article: to hide them from searches, to carry
// messages, to turn text around.
func invisibles() Family {
	inWords := []string{"zero-width-space", "non-joiner", "joiner", "word-joiner", "no-break-mark", "invisible-times", "mixed",
		"soft-hyphen", "thin-space", "no-break-space", "hangul-filler", "braille-blank", "ideographic-space", "combining"}
	return Family{
		Name: "invisible",
		Variants: slices.Concat(
			cross(values("form", inWords...), values("scope", "word", "words", "brand")),
			cross(values("form", "override", "embedding", "isolate", "tags", "variation-selectors", "annotation"), values("scope", "one"))),
		Make: makeInvisible,
	}
}

func makeInvisible(r *rand.Rand, page *article.Document, name string) (Fault, bool) {
	v := parseVariant(name)
	form := v.get("form")
	if v.get("scope") == "one" {
		return makeCarried(r, page, form)
	}
	if v.get("scope") == "brand" {
		return addBrand(r, page, func(brand string) string { return interspersed(r, form, brand, true) }, invisibleKinds(form))
	}
	chosen := chooseWords(r, page, v.get("scope") == "words")
	if len(chosen) == 0 {
		return Fault{}, false
	}
	var edits []article.Edit
	for _, w := range chosen {
		edits = append(edits, insertions(w, interspersed(r, form, w.String(), chance(r, 2)))...)
	}
	f := damage(page, edits)
	f.Lossless, f.Kinds = true, invisibleKinds(form)
	return f, true
}

func invisibleKinds(form string) []string {
	kind := map[string]string{
		"non-joiner": "joiner", "joiner": "joiner", "soft-hyphen": "soft-hyphen", "combining": "stacked-marks",
		"thin-space": "odd-space", "no-break-space": "odd-space", "hangul-filler": "odd-space", "braille-blank": "odd-space", "ideographic-space": "odd-space",
		"override": "direction-override", "embedding": "unbalanced-direction", "isolate": "unbalanced-direction",
		"tags": "tag-characters", "variation-selectors": "variation-selectors", "annotation": "annotation",
	}[form]
	switch kind {
	case "":
		return []string{"invisible/zero-width", "invisible/joiner"}
	case "joiner":
		return []string{"invisible/joiner", "invisible/zero-width"}
	case "odd-space":
		return []string{"invisible/odd-space", "invisible/zero-width", "homoglyph/spaced-letters"}
	}
	if strings.Contains(kind, "direction") {
		return []string{"invisible/" + kind, "invisible/direction-override", "invisible/unbalanced-direction", "invisible/direction-mark"}
	}
	return []string{"invisible/" + kind}
}

// chooseWords draws words in which no script wants such characters.
func chooseWords(r *rand.Rand, page *article.Document, several bool) []word {
	all := carriers(page)
	for _, c := range sample(r, all, len(all)) {
		words := c.words(page, func(w string) bool {
			plain := only(w, latin) || only(w, cyrillic) || only(w, greek) || only(w, han) || only(w, hangul) || only(w, kana)
			return plain && utf8.RuneCountInString(w) >= 3
		})
		switch {
		case several && len(words) >= 3:
			return sample(r, words, within(r, 3, 6))
		case !several && len(words) > 0:
			return []word{pick(r, words)}
		}
	}
	return nil
}

// interspersed puts characters of the form between the letters of word:
// between all of them, or here and there, at least at one place.
func interspersed(r *rand.Rand, form, word string, everywhere bool) string {
	chars := strings.Split(word, "")
	sure := within(r, 1, max(1, len(chars)-1))
	var out strings.Builder
	for i, c := range chars {
		if i > 0 && (everywhere || i == sure || chance(r, 4)) {
			out.WriteString(unseen(r, form))
		}
		out.WriteString(c)
	}
	return out.String()
}

// unseen is what stands between two letters; of combining marks a stack.
func unseen(r *rand.Rand, form string) string {
	forms := map[string]string{
		"zero-width-space": "\u200B", "non-joiner": "\u200C", "joiner": "\u200D", "word-joiner": "\u2060", "no-break-mark": "\uFEFF",
		"invisible-times": "\u2062", "soft-hyphen": "\u00AD", "no-break-space": "\u00A0", "hangul-filler": "\u3164",
		"braille-blank": "\u2800", "ideographic-space": "\u3000",
	}
	switch form {
	case "mixed":
		return strings.Join(sample(r, []string{"\u200B", "\u200C", "\u200D", "\u2060", "\u2063"}, within(r, 1, 3)), "")
	case "thin-space":
		return pick(r, []string{"\u2009", "\u200A", "\u202F", "\u2006"})
	case "combining":
		stack := ""
		for range within(r, 3, 9) {
			stack += string(rune(within(r, 0x0300, 0x036F)))
		}
		return strings.ReplaceAll(stack, "\u034F", "\u0350")
	}
	return forms[form]
}

// insertions are the edits that turn w into written, which has all characters
// of w in order and others between them.
func insertions(w word, written string) []article.Edit {
	var edits []article.Edit
	plain, source := w.String(), w.source()
	for done := 0; written != ""; {
		next, size := utf8.DecodeRuneInString(plain[done:])
		extra := strings.IndexRune(written, next)
		if done == len(plain) || extra < 0 {
			extra = len(written)
		}
		if extra > 0 {
			at := source.Start + done
			edits = append(edits, article.Edit{Span: article.Span{Start: at, End: at}, New: written[:extra]})
		}
		written = written[min(len(written), extra+size):]
		done += size
	}
	return edits
}
