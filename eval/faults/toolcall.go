package faults

import (
	"math/rand/v2"
	"strconv"

	"github.com/presscheck/presscheck/article"
)

// toolCalls are fragments that language models leave in articles: the call of
// a tool that should have gone elsewhere, gambling words, and stray letters.
func toolCalls() Family {
	return Family{
		Name: "toolcall",
		Variants: cross(
			values("form", "call", "channel", "arguments"),
			values("position", between, insideLast, bodyLast, "in-paragraph")),
		Make: makeToolCall,
	}
}

func makeToolCall(r *rand.Rand, page *article.Document, name string) (Fault, bool) {
	v := parseVariant(name)
	text := escaped(page, leak(r, v.get("form")))
	var at int
	before, after := " ", ""
	if v.get("position") == "in-paragraph" {
		w, ok := anyWord(r, page)
		if !ok {
			return Fault{}, false
		}
		at = w.source().End
	} else {
		p, ok := find(r, page, v.get("position"))
		if !ok {
			return Fault{}, false
		}
		at = p.at
		if page.Plain {
			before, after = p.before, p.after
		} else if !p.inline {
			before, after = "<p>", "</p>"
		}
	}
	f := insertion(page, at, before+text+after)
	f.Kinds = []string{"toolcall/leaked-call"}
	return f, true
}

// leak writes a fragment.
func leak(r *rand.Rand, form string) string {
	call := "to=" + pick(r, []string{"functions.", "functions.", "multi_tool_use.", "browser.", "python."}) +
		pick(r, []string{"search", "open_page", "exec", "fetch_article", "write_file", "parallel"})
	words := pick(r, inLanguage("zh-Hans").phrases["casino"]) + pick(r, inLanguage("zh-Hans").phrases["lottery"])
	if chance(r, 3) {
		words = pick(r, inLanguage("th").phrases["casino"])
	}
	stray := pick(r, []string{"ҵы", "აა", "ეგ", "хәа", "ებს", "ღო", "ակ", "ӡб", "ასა", "ಿಂದ", "ເດ"})
	switch form {
	case "channel":
		return "assistant " + pick(r, []string{"commentary ", "analysis "}) + call + " " + stray + words + " json"
	case "arguments":
		return call + " " + words + stray + ` {"query":"` + letters(r, 8, true) + `","top_k":` + strconv.Itoa(within(r, 2, 20)) + "}"
	}
	return call + " " + pick(r, []string{"", stray + " "}) + words + stray + pick(r, []string{"", " code", " json"})
}

// anyWord draws one word of the article, not its last.
func anyWord(r *rand.Rand, page *article.Document) (word, bool) {
	all := carriers(page)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, c := range all {
		if words := c.words(page, func(string) bool { return true }); len(words) > 1 {
			return pick(r, words[:len(words)-1]), true
		}
	}
	return word{}, false
}
