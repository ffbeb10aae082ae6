package linkblock

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// A candidate is a block that may be foreign to the article: a run of links,
// or of keywords.
type candidate struct {
	kind    string
	items   []item        // anchors or keywords, in source order
	span    article.Span  // from the first item to the last
	nodes   [2]*html.Node // of the first and the last item
	own     float64       // share of the site's own links in the run around it
	stuffed bool          // the same few words in many orders
	stuck   bool          // bars cling to the word before them and have a space behind: "县| "
}

// An item is one anchor or keyword.
type item struct {
	text  string
	words string        // text, normalised
	link  *article.Link // nil for a keyword
}

func newItem(text string, link *article.Link) item {
	return item{text: text, words: normalise(text), link: link}
}
