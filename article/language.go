package article

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// Language is the language that the page says it is in, by the lang attribute
// of its html element, of its body, or of the one element that is all of a
// fragment; or else the one submitted beside it. Of its tag it is the first
// subtag in lower case, such as "pt". It is empty where nothing is said. Nobody
// checks that it is true, or a language.
func (d *Document) Language() string {
	page := d.Root.ChildrenFiltered("html")
	body := page.ChildrenFiltered("body")
	for _, said := range []*goquery.Selection{page, body, onlyChild(body)} {
		if language := subtag(said.AttrOr("lang", "")); language != "" {
			return language
		}
	}
	return subtag(d.language)
}

// onlyChild is the element that is all that s holds, or none.
func onlyChild(s *goquery.Selection) *goquery.Selection {
	only := s.Children()
	beside := s.Contents().FilterFunction(func(_ int, c *goquery.Selection) bool {
		return c.Nodes[0].Type == html.TextNode && !dom.IsBlank(c.Nodes[0].Data)
	})
	if only.Length() != 1 || beside.Length() > 0 {
		return s.Slice(0, 0)
	}
	return only
}

// subtag is the first of a language tag or, as in Content-Language, of several
// with commas between them.
func subtag(tags string) string {
	tag, _, _ := strings.Cut(tags, ",")
	first, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), "-")
	return strings.ToLower(first)
}
