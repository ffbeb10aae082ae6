package hiddentext

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/markup"
)

// byScript is the region that a short script hides: an element beside it whose
// id it names, or what stands between it and the script that writes the end tag
// of what it begins to write. It is nil if there is none.
func byScript(doc *article.Document, script *html.Node) *region {
	if !isShort(script) {
		return nil
	}
	code := joined(script.FirstChild.Data)
	if !hides(code) {
		return nil
	}
	r := &region{reason: "script " + code}
	if strings.Contains(code, "document.write") {
		return r.written(script)
	}
	for _, next := range []func(*html.Node) *html.Node{before, behind} {
		box := neighbour(script, next)
		if box != nil && holdsText(box) && names(code, markup.Attr(box, "id")) && doc.Visibility(box).State == article.Shown {
			r.nodes, r.tools[1] = []*html.Node{box}, script
			return r
		}
	}
	return nil
}

// enoughWritten is how many nodes are looked at for the end of what a script
// begins to write.
const enoughWritten = 1000

// written fills in what stands between script, which writes a start tag, and
// the one that writes its end tag.
func (r *region) written(script *html.Node) *region {
	if strings.Contains(r.reason, "</") {
		return nil
	}
	for n := script.NextSibling; n != nil && len(r.nodes) < enoughWritten; n = n.NextSibling {
		if n.DataAtom == atom.Script && isShort(n) {
			if code := joined(n.FirstChild.Data); len(r.nodes) > 0 && strings.Contains(code, "document.write") && strings.Contains(code, "</") {
				r.tools, r.way = [2]*html.Node{script, n}, way{covert: !strings.Contains(r.reason, "none")}
				return r
			}
			return nil
		}
		r.nodes = append(r.nodes, n)
	}
	return nil
}

// joined is code on one line, with the strings put together that were taken
// apart so that no search would find what they say.
func joined(code string) string {
	code = strings.Join(strings.Fields(code), " ")
	return joins.Replace(code)
}

var joins = strings.NewReplacer(`'+'`, "", `"+"`, "", `' + '`, "", `" + "`, "", `\/`, "/")

// hides reports whether code hides something: element.style, jQuery, or a
// style attribute that it writes.
func hides(code string) bool {
	code = strings.ToLower(code)
	for _, word := range []string{"none", "hidden", ".hide(", ":-", ": -", "'-", `"-`, "opacity"} {
		if strings.Contains(code, word) {
			return true
		}
	}
	return false
}
