package faults

import (
	"math/rand/v2"
	"strings"

	"github.com/presscheck/presscheck/article"
)

// keywordLists are injected words without links: a list of places under an
// article in traditional characters, a first line of keywords, titles strung
// together, the same few words in many orders.
func keywordLists() Family {
	lists := cross(values("form", "places"), values("position", bodyLast, insideLast, between, afterBody))
	for _, separator := range []string{"|", "_", "-", ","} {
		lists = append(lists,
			"form=header position="+bodyFirst+" separator="+separator,
			"form=titles position="+bodyLast+" separator="+separator,
			"form=titles position="+between+" separator="+separator)
	}
	lists = append(lists, cross(values("form", "stuffing"), values("position", bodyFirst, between, insideLast, bodyLast, afterBody))...)
	return Family{Name: "keywords", Variants: lists, Make: makeKeywords}
}

func makeKeywords(r *rand.Rand, page *article.Document, name string) (Fault, bool) {
	v := parseVariant(name)
	k := keywords{r: r, page: page, words: choose(r, page), separator: v.get("separator")}
	text, ok := k.write(v.get("form"))
	if !ok {
		return Fault{}, false
	}
	p, ok := find(r, k.page, v.get("position"))
	if !ok {
		return Fault{}, false
	}
	f := insertion(k.page, p.at, p.before+k.wrap(text, p.inline)+p.after)
	f.Language = k.words.language
	f.Kinds = []string{"linkblock/keyword-list", "linkblock/keyword-stuffing"}
	if v.get("form") == "stuffing" {
		f.Kinds = []string{"linkblock/keyword-stuffing", "linkblock/keyword-list"}
	}
	return f, true
}

// keywords are being written.
type keywords struct {
	r         *rand.Rand
	page      *article.Document // as the kit left it
	words     vocabulary
	separator string
}

func (k *keywords) write(form string) (text string, ok bool) {
	switch form {
	case "places":
		// The kit that appends such lists works on traditional pages, or makes them so.
		if k.page, ok = traditionalPage(k.page); !ok {
			return "", false
		}
		k.words = inLanguage("zh-Hans")
		return strings.Join(places(k.r, within(k.r, 12, 60)), "| ") + "| ", true
	case "header":
		if _, isChinese := traditionalPage(k.page); isChinese {
			k.words = inLanguage("zh-Hans")
		}
		return strings.Join(k.words.anchors(k.r, within(k.r, 4, 28)), k.separator), true
	case "titles":
		return strings.Join(k.titles(), k.separator), true
	}
	return k.stuffing(), true
}

// titles are words of pornographic titles, strung together anew.
func (k *keywords) titles() []string {
	n := within(k.r, 8, 30)
	var all []string
	for len(all) < n {
		parts := strings.Fields(pick(k.r, k.words.phrases["adult"]))
		all = append(all, sample(k.r, parts, within(k.r, 1, len(parts)))...)
	}
	return all
}

// stuffing says the same few words in many orders.
func (k *keywords) stuffing() string {
	few := sample(k.r, k.words.phrases[pick(k.r, trades())], 3)
	var lines []string
	for range within(k.r, 6, 14) {
		var order []string
		for _, phrase := range few {
			order = append(order, strings.Fields(phrase)...)
		}
		lines = append(lines, strings.Join(sample(k.r, order, max(2, len(order)*2/3)), " "))
	}
	return strings.Join(lines, pick(k.r, []string{" ", ", ", ". "}))
}

func (k *keywords) wrap(text string, inline bool) string {
	text = escaped(k.page, text)
	switch {
	case k.page.Plain:
		return text
	case inline:
		return " " + text
	}
	return pick(k.r, []string{"<p>" + text + "</p>", "<div>" + text + "</div>", "<span>" + text + "</span>", text + "<br>"})
}

// places draws n names in random order; in a longer list one or two repeat.
func places(r *rand.Rand, n int) []string {
	drawn := sample(r, dataWords("places.txt"), n)
	if len(drawn) > 10 {
		drawn[len(drawn)-1] = drawn[r.IntN(len(drawn)/2)]
	}
	return drawn
}
