package article_test

import (
	"strings"
	"testing"

	"github.com/presscheck/presscheck/article"
)

// hostile is markup that makes the tree and the source disagree as much and as
// often as possible, each a megabyte or so.
func hostile() map[string]string {
	spaces := strings.Repeat(" ", 100_000)
	return map[string]string{
		"text moved out of a table, piece by piece": "<table>" + strings.Repeat("x<tr>", 60_000),
		"texts that begin alike and are moved":      "<table>" + strings.Repeat("<tr>"+spaces+"a<td>"+spaces+"b</td>", 5),
		"references in texts that begin alike":      "<table>" + strings.Repeat("<tr>"+strings.Repeat("&amp;", 200)+"<td>b", 500),
		"tags that are dropped":                     strings.Repeat("<div>a<td>b<tr>c<col>d</div>", 20_000),
		"paragraph ends that close nothing":         strings.Repeat("</p>x", 50_000),
		"nested links":                              strings.Repeat("<a href=x><object>", 200) + strings.Repeat("<i>x</i>", 30_000),
		"misnested formatting":                      strings.Repeat("<b><i>x</b>y</i>", 10_000),
		"one long text with many references":        strings.Repeat("&lt;a&#62;", 100_000),
		"many ampersands":                           strings.Repeat("&a", 300_000),
		"one long reference":                        "&#" + strings.Repeat("0", 1_000_000) + "65;",
	}
}

// TestHostileMarkupIsReadInFull would not end if any of it took more than
// linear time.
func TestHostileMarkupIsReadInFull(t *testing.T) {
	for name, source := range hostile() {
		t.Run(name, func(t *testing.T) {
			d, err := article.Parse(source, article.Options{})
			if err != nil {
				return // refused: as good
			}
			d.Links()
			d.Blocks()
			for _, text := range d.Texts {
				text.Span(0, len(text.Data))
			}
		})
	}
}
