package faults

import (
	"math/rand/v2"
	"strings"
	"sync"

	"github.com/presscheck/presscheck/article"
)

// orthographies are Chinese articles with a paragraph in the orthography that
// the others are not written in.
func orthographies() Family {
	return Family{
		Name:     "orthography",
		Variants: cross(values("page", "simplified", "traditional")),
		Make:     makeOrthography,
	}
}

func makeOrthography(r *rand.Rand, page *article.Document, name string) (Fault, bool) {
	to := conversion().to
	if parseVariant(name).get("page") == "traditional" {
		traditional, ok := traditionalPage(page)
		if !ok {
			return Fault{}, false
		}
		page, to = traditional, simplification()
	} else if text := articleText(page); count(text).main() != han || !isSimplified(text) {
		return Fault{}, false
	}
	all := carriers(page)
	if len(all) < 3 {
		return Fault{}, false // nobody could say which is the odd one
	}
	var edits []article.Edit
	damaged := 0
	for _, t := range pick(r, all).texts {
		edits = append(edits, inSource(page, t, converted(t.Data, to.Replace(t.Data)))...)
		damaged += differences(t.Data, to.Replace(t.Data))
	}
	if len(edits) == 0 {
		return Fault{}, false
	}
	f := damage(page, edits)
	f.Damaged, f.Kinds = damaged, []string{"variant/mixed-variant"}
	return f, true
}

// simplification turns traditional characters into simplified ones, one by one.
var simplification = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for _, pair := range dataWords("traditional.txt") {
		two := []rune(pair)
		pairs = append(pairs, string(two[1]), string(two[0]))
	}
	return strings.NewReplacer(pairs...)
})

// converted is the edit that turns before into after, which has as many
// characters, from the first that differs to the last; none if none does.
func converted(before, after string) []article.Edit {
	from, to := []rune(before), []rune(after)
	start, end := 0, len(from)
	for start < end && from[start] == to[start] {
		start++
	}
	for end > start && from[end-1] == to[end-1] {
		end--
	}
	if start == end {
		return nil
	}
	at := len(string(from[:start]))
	return []article.Edit{{Span: article.Span{Start: at, End: at + len(string(from[start:end]))}, New: string(to[start:end])}}
}
