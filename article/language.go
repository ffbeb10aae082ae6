package article

import (
	"strings"
)

// Language is the language that the page says it is in: the first subtag of
// the lang attribute of its html element, in lower case, such as "pt". It is
// empty for text, and where the page says nothing. Nobody checks that it is
// true, or a language.
func (d *Document) Language() string {
	if d.Root == nil {
		return ""
	}
	tag, _ := d.Root.Find("html").Attr("lang")
	first, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), "-")
	return strings.ToLower(first)
}
