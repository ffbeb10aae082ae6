package faults

import (
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/presscheck/presscheck/article"
)

// linkBlocks are injected blocks of links to sites that pay for them, shown or
// hidden, from a single sentence with one link to forty bare ones.
func linkBlocks() Family {
	return Family{Name: "linkblock", Variants: linkVariants(), Make: makeLinkBlock}
}

// linkVariants covers every way of hiding at every position; sizes, forms and
// hosts go round, so that each meets every other.
func linkVariants() []string {
	sizes := []string{"1", "4", "2", "10", "3", "20", "6", "40"}
	forms := []string{"list", "bare", "separated", "lines", "places"}
	hosts := []string{"institutions", "random", "one", "one-anchor"}
	var all []string
	for i, shown := range append([]string{notHidden, dressed, notHidden}, hidings()...) {
		for k, position := range []string{bodyFirst, between, insideLast, bodyLast, afterBody, afterHTML} {
			n := 6*i + k
			form := forms[(n+i)%len(forms)]
			if position == insideLast && form != "separated" {
				form = "bare" // the others do not fit into a paragraph
			}
			all = append(all, "hidden="+shown+" position="+position+" size="+sizes[(n+n/8)%len(sizes)]+
				" form="+form+" hosts="+hosts[(n+n/4)%len(hosts)])
		}
	}
	return append(all, cross(
		values("hidden", notHidden, dressed, "display-none", "offset"),
		values("position", between, insideLast, bodyLast, afterBody),
		values("size", "1"), values("form", "sentence"), values("hosts", "random"))...)
}

func makeLinkBlock(r *rand.Rand, page *article.Document, name string) (Fault, bool) {
	v := parseVariant(name)
	if page.Plain {
		return Fault{}, false // a link needs markup
	}
	p, ok := find(r, page, v.get("position"))
	if !ok {
		return Fault{}, false
	}
	b := newLinkBlock(r, page, v)
	block := hide(r, b.hidden, b.arrange(p.inline), p.inline)
	if p.inline && b.form == "sentence" {
		block = " " + block
	}
	f := insertion(page, p.at, block)
	f.Kinds, f.Language = linkKinds(v), b.words.language
	return f, true
}

func linkKinds(v variant) []string {
	kinds := []string{"linkblock/injected-links"}
	if v.number("size") == 1 {
		kinds = append(kinds, "linkblock/foreign-anchor")
	}
	if v.get("form") == "sentence" {
		kinds = []string{"linkblock/foreign-anchor", "linkblock/injected-links"}
	}
	switch v.get("hidden") {
	case notHidden:
		return kinds
	case dressed:
		return append(kinds, "hiddentext/dressed-links", "hiddentext/hidden-links")
	}
	return append(kinds, "hiddentext/hidden-links")
}

// A linkBlock is being written. What one kit does to one link it does to all.
type linkBlock struct {
	r            *rand.Rand
	words        vocabulary
	size         int
	form, hidden string
	anchors      []string
	hosts        []string
	attributes   string // of every link
	titled       bool   // title equals anchor
}

func newLinkBlock(r *rand.Rand, page *article.Document, v variant) *linkBlock {
	b := &linkBlock{r: r, words: choose(r, page), size: v.number("size"), form: v.get("form"), hidden: v.get("hidden")}
	if b.form == "places" {
		b.words = inLanguage("zh-Hans")
		b.anchors = places(r, b.size)
	} else {
		b.anchors = b.words.anchors(r, b.size)
	}
	if v.get("hosts") == "one-anchor" {
		for i := range b.anchors {
			b.anchors[i] = b.anchors[0]
		}
	}
	b.hosts = hosts(r, v.get("hosts"), b.size)
	b.attributes = pick(r, []string{"", "", ` rel="dofollow"`, ` target="_blank" rel="dofollow"`, ` target="_blank"`})
	b.titled = chance(r, 3)
	return b
}

// link is the n-th link.
func (b *linkBlock) link(n int) string {
	anchor := b.anchors[n]
	attributes := ` href="` + b.hosts[n] + tail(b.r, anchor) + `"` + b.attributes
	if b.titled {
		attributes += ` title="` + anchor + `"`
	}
	return element("a", attributes+b.dress(), anchor)
}

// dress is the style of each link. Links have a colour of their own, so that
// white on white takes more than a white box around them.
func (b *linkBlock) dress() string {
	var forms []string
	switch b.hidden {
	case dressed:
		forms = []string{"color:black;text-decoration:none", "color: #000; text-decoration: none; cursor: text", "color:inherit;text-decoration:none;cursor:default"}
	case "near-white":
		forms = []string{"color:#fefefe", "color:#fff;text-decoration:none", "color: rgb(253,253,253); text-decoration: none"}
	default:
		return ""
	}
	return ` style="` + pick(b.r, forms) + `"`
}

// arrange writes the links in their form. Inside a paragraph only inline
// elements are used.
func (b *linkBlock) arrange(inline bool) string {
	if b.form == "sentence" {
		text := strings.Replace(pick(b.r, b.words.sentences), "{}", b.link(0), 1)
		if inline {
			return text
		}
		return element("p", "", text)
	}
	links := make([]string, b.size)
	for n := range links {
		links[n] = b.link(n)
	}
	switch b.form {
	case "list":
		return "<ul><li>" + strings.Join(links, "</li><li>") + "</li></ul>"
	case "lines":
		return strings.Join(links, "<br>\n")
	case "places":
		return strings.Join(links, "| ") + "| "
	case "separated":
		return strings.Join(links, pick(b.r, []string{" | ", ", ", " · ", " - ", " / "}))
	}
	return strings.Join(links, pick(b.r, []string{" ", "", "\n"}))
}

// tail is the rest of an address, sometimes made from the anchor.
func tail(r *rand.Rand, anchor string) string {
	slug := strings.ToLower(strings.ReplaceAll(anchor, " ", "-"))
	if !only(anchor, latin) || strings.ContainsAny(slug, `'"’`) {
		slug = letters(r, 6, true)
	}
	return pick(r, []string{"/", "", "/" + slug, "/" + slug + "/", "/?p=" + strconv.Itoa(within(r, 11, 9999)), "/wp-content/uploads/" + slug + ".html"})
}
