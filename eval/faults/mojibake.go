package faults

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/presscheck/presscheck/article"
)

// mojibake is text that was written in one encoding and read in another, once
// or twice, in all of the article or in one word of it, with and without loss;
// and what is left where characters were lost.
func mojibake() Family {
	return Family{
		Name:     "mojibake",
		Variants: append(append(garbledVariants(), lossyVariants()...), leftoverVariants()...),
		Make:     makeMojibake,
	}
}

func makeMojibake(r *rand.Rand, page *article.Document, name string) (Fault, bool) {
	v := parseVariant(name)
	if v.get("form") != "" {
		return makeLeftover(r, page, v)
	}
	g := &garbler{path: steps(v.get("path")), lossless: true}
	switch v.get("lost") {
	case "mark":
		g.lost = "?"
	case "replaced":
		g.lost = "\uFFFD"
	case "byte":
		g.cut = r
	}
	if v.get("scope") == "article" && !g.isPlausible(articleText(page)) {
		return Fault{}, false // it would be the menu of languages that is garbled
	}
	regions := regionsOf(r, page, v.get("scope"), g.isDamaging)
	f, ok := g.damage(page, regions)
	if !ok || v.get("lost") != "byte" && f.Damaged < leastDamage(v.get("scope")) || v.get("lost") != "" && f.Lossless {
		return Fault{}, false
	}
	return f, true
}

// leastDamage is how many characters must be damaged for the scope to mean
// something.
func leastDamage(scope string) int {
	switch scope {
	case "article":
		return 6
	case "paragraph":
		return 2
	}
	return 1
}

// damage garbles regions of the source.
func (g *garbler) damage(page *article.Document, regions []article.Span) (f Fault, ok bool) {
	var edits []article.Edit
	damaged := 0
	for _, region := range regions {
		text := page.Source[region.Start:region.End]
		if !g.isPlausible(text) {
			continue
		}
		found := g.garble(text)
		for _, e := range found {
			damaged += beyondASCII(text[e.Span.Start:e.Span.End])
		}
		edits = append(edits, shifted(found, region.Start)...)
	}
	if len(edits) == 0 {
		return Fault{}, false
	}
	f = damage(page, edits)
	f.Damaged, f.Lossless = damaged, g.lossless
	f.Kinds = kindsOf(f)
	return f, true
}

// isDamaging reports whether the path does something to text that is likely
// for its script.
func (g *garbler) isDamaging(text string) bool {
	if !g.isPlausible(text) {
		return false
	}
	trial := garbler{path: g.path, lost: g.lost, lossless: true}
	if g.cut != nil {
		trial.cut = rand.New(rand.NewPCG(0, 0))
	}
	return len(trial.garble(text)) > 0 && (g.lost == "" || !trial.lossless)
}

// isPlausible reports whether text of this script would be written and read as
// the first step does, and most of it can be.
func (g *garbler) isPlausible(text string) bool {
	first := g.path[0]
	if !isLikely(first, scriptBeyondASCII(text)) {
		return false
	}
	writer := newCodec(first.written, false)
	all, written := 0, 0
	for _, c := range text {
		if c >= utf8.RuneSelf {
			all++
			if _, ok := writer.encode(string(c)); ok {
				written++
			}
		}
	}
	return all > 0 && 4*written >= 3*all
}

// scriptBeyondASCII is the script of most letters of text that are not ASCII,
// Latin if it has none.
func scriptBeyondASCII(text string) string {
	beyond := strings.Map(func(c rune) rune {
		if c < utf8.RuneSelf {
			return -1
		}
		return c
	}, text)
	if s := count(beyond).main(); s != "" {
		return s
	}
	return latin
}

// isWordPart holds for what stands inside a word: letters, marks, apostrophes.
func isWordPart(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsMark(c) || c == '’' || c == '\''
}
