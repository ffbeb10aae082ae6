package faults

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// homoglyphs are letters that stand in for others: of another alphabet inside
// a word, or styled ones for a whole word; and brand names that are spaced or
// written with figures.
func homoglyphs() Family {
	return Family{
		Name: "homoglyph",
		Variants: slices.Concat(
			cross(values("alphabet", "cyrillic", "greek", "cherokee", "coptic", "armenian", "full-width", "latin"), values("scope", "letter", "word", "words")),
			cross(values("alphabet", "cyrillic", "greek", "cherokee", "coptic", "full-width"), values("scope", "brand")),
			cross(values("style", styleNames()...), values("scope", "word", "words", "brand")),
			cross(values("brand", "spaced", "dotted", "leet", "spaced-styled"))),
		Make: makeHomoglyph,
	}
}

func styleNames() []string {
	return []string{
		"bold", "italic", "bold-italic", "bold-script", "fraktur", "bold-fraktur", "double-struck", "sans", "sans-bold", "monospace",
		"full-width", "circled", "negative-circled", "squared", "negative-squared", "parenthesised", "regional", "small-capitals", "superscript",
	}
}

func makeHomoglyph(r *rand.Rand, page *article.Document, name string) (Fault, bool) {
	v := parseVariant(name)
	d := disguise{r: r, alphabet: lookAlikes(v.get("alphabet")), style: styles()[v.get("style")], lossless: true}
	switch {
	case v.get("alphabet") != "":
		d.write, d.kinds = d.byAlphabet, []string{"homoglyph/mixed-script"}
		d.sparing = v.get("scope") == "letter" || v.get("scope") == "words"
	case v.get("style") != "":
		d.write, d.kinds = d.byStyle, []string{"homoglyph/styled-letters", "homoglyph/mixed-script"}
	}
	if v.get("alphabet") == "full-width" {
		d.kinds = []string{"homoglyph/mixed-script", "homoglyph/styled-letters"}
	}
	if v.get("alphabet")+v.get("style") == "full-width" && isEastAsian(page) {
		return Fault{}, false // they write so
	}
	switch {
	case v.get("brand") != "":
		f, ok := addBrand(r, page, func(brand string) string { return spaced(v.get("brand"), brand) }, brandKinds(v.get("brand")))
		f.Lossless = v.get("brand") != "leet" // 1 may have been 1, I or L
		return f, ok
	case v.get("scope") == "brand":
		f, ok := addBrand(r, page, d.write, d.kinds)
		f.Lossless = d.lossless
		return f, ok
	}
	script := latin
	if v.get("alphabet") == "latin" {
		script = cyrillic
	}
	return d.words(page, script, v.get("scope") == "words")
}

// A disguise writes words with other letters.
type disguise struct {
	r        *rand.Rand
	alphabet map[rune]string
	style    style
	sparing  bool // one letter, not all
	lossless bool // so far
	kinds    []string
	write    func(plain string) string
}

// byAlphabet leaves at least one letter as it is: words wholly of another
// alphabet are another fault.
func (d *disguise) byAlphabet(plain string) string {
	chars := strings.Split(plain, "")
	var able []int
	for i, c := range plain {
		if _, ok := d.alphabet[c]; ok {
			able = append(able, utf8.RuneCountInString(plain[:i]))
		}
	}
	able = sample(d.r, able, min(len(able), len(chars)-1))
	if d.sparing {
		able = able[:min(1, len(able))]
	}
	for _, i := range able {
		c, _ := utf8.DecodeRuneInString(chars[i])
		chars[i] = d.alphabet[c]
	}
	return strings.Join(chars, "")
}

func (d *disguise) byStyle(plain string) string {
	text, lossless := d.style.styled(plain)
	d.lossless = d.lossless && lossless
	return text
}

// words disguises one word of the article, or several of one paragraph.
func (d *disguise) words(page *article.Document, script string, several bool) (Fault, bool) {
	chosen := d.choose(page, script, several)
	if len(chosen) == 0 {
		return Fault{}, false
	}
	var edits []article.Edit
	damaged := 0
	for _, w := range chosen {
		written := d.write(w.String())
		edits = append(edits, article.Edit{Span: w.source(), New: written})
		damaged += differences(w.String(), written)
	}
	f := damage(page, edits)
	f.Damaged, f.Lossless, f.Kinds = damaged, d.lossless, d.kinds
	return f, true
}

// choose draws words of four letters or more that the disguise changes.
func (d *disguise) choose(page *article.Document, script string, several bool) []word {
	all := carriers(page)
	for _, c := range sample(d.r, all, len(all)) {
		words := c.words(page, func(w string) bool {
			return utf8.RuneCountInString(w) >= 4 && only(w, script) && d.write(w) != w
		})
		switch {
		case several && len(words) >= 3:
			return sample(d.r, words, within(d.r, 3, 6))
		case !several && len(words) > 0:
			return []word{pick(d.r, words)}
		}
	}
	return nil
}

func differences(before, after string) int {
	n := 0
	changed := []rune(after)
	for i, c := range []rune(before) {
		if i >= len(changed) || changed[i] != c {
			n++
		}
	}
	return n
}

func isEastAsian(page *article.Document) bool {
	return slices.Contains([]string{han, kana, hangul}, count(articleText(page)).main())
}
