package faults

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// leftoverVariants are what remains where characters were lost.
func leftoverVariants() []string {
	return slices.Concat(
		cross(values("form", "question-marks", "replacement-read-again", "replacement-read-as-gbk"), values("scope", "article", "paragraph", "word")),
		cross(values("form", "byte-order-mark", "empty-memory", "surrogates"), values("scope", "paragraph")))
}

func makeLeftover(r *rand.Rand, page *article.Document, v variant) (Fault, bool) {
	form, scope := v.get("form"), v.get("scope")
	switch form {
	case "byte-order-mark", "empty-memory", "surrogates":
		return addLeftover(r, page, form)
	}
	replace, kinds := byQuestionMarks, []string{lostLetter, leftover}
	switch form {
	case "replacement-read-again":
		replace, kinds = readAgain("windows-1252"), []string{leftover, wrongCharset}
	case "replacement-read-as-gbk":
		replace, kinds = readAgain("gbk"), []string{leftover, wrongCharset}
	}
	var edits []article.Edit
	damaged := 0
	for _, region := range regionsOf(r, page, scope, hasLetterToLose) {
		text := page.Source[region.Start:region.End]
		for _, run := range runs(text, isLostLetter) {
			letters := text[run.Start:run.End]
			damaged += utf8.RuneCountInString(letters)
			edits = append(edits, shifted([]article.Edit{{Span: run, New: replace(letters)}}, region.Start)...)
		}
	}
	if damaged < leastDamage(scope) {
		return Fault{}, false
	}
	f := damage(page, edits)
	f.Damaged, f.Kinds = damaged, kinds
	return f, true
}

// isLostLetter holds for letters that a table without them loses. Of scripts
// without case, too little would remain to tell what it was.
func isLostLetter(c rune) bool {
	return c >= utf8.RuneSelf && (unicode.IsUpper(c) || unicode.IsLower(c))
}

func hasLetterToLose(text string) bool { return strings.ContainsFunc(text, isLostLetter) }

func byQuestionMarks(letters string) string {
	return strings.Repeat("?", utf8.RuneCountInString(letters))
}

// readAgain reads the U+FFFD of each lost letter as another encoding.
func readAgain(encoding string) func(string) string {
	return func(letters string) string {
		g := garbler{path: []step{{"utf-8", encoding}}, lost: "?"}
		lost := strings.Repeat("\uFFFD", utf8.RuneCountInString(letters))
		again, err := article.Apply(lost, g.garble(lost))
		if err != nil {
			panic("faults: edits of a wrong decoding: " + err.Error()) // weave makes them in order
		}
		return again
	}
}

// addLeftover adds what comes from no letter of the article: the mark that the
// text once began with, memory that was never written, halves of an emoji.
func addLeftover(r *rand.Rand, page *article.Document, form string) (Fault, bool) {
	all := carriers(page)
	if len(all) == 0 {
		return Fault{}, false
	}
	c := pick(r, all)
	words := c.words(page, func(string) bool { return true })
	if len(words) == 0 {
		return Fault{}, false
	}
	at, added := pick(r, words).source().End, ""
	kinds := []string{leftover, wrongCharset}
	switch form {
	case "byte-order-mark":
		at, added = words[0].source().Start, "ï»¿"
	case "empty-memory":
		added = strings.Repeat(pick(r, []string{"烫", "屯"}), within(r, 3, 12))
	case "surrogates":
		if page.Plain {
			return Fault{}, false // U+FFFD in any encoding
		}
		added = pick(r, []string{" &#55357;&#56832;", " &#xD83D;", " &#55356;&#57225;"})
		kinds = []string{leftover, wrongCharset}
	}
	f := insertion(page, at, added)
	f.Kinds, f.Lossless = kinds, form != "surrogates" // whose repair is an emoji, or nobody knows what
	return f, true
}
