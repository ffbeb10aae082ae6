package article

import (
	"iter"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/sight"
)

// Visibility says whether a reader of the published page would see a node: its
// State, the Reason that hides it as it is written, and By which element.
type Visibility = sight.Visibility

// A VisibilityState is what is known about a node's visibility.
type VisibilityState = sight.State

// The states of visibility. Unclear is for what only a browser, a script, a
// click or a particular screen could tell.
const (
	Shown   = sight.Shown
	Hidden  = sight.Hidden
	Unclear = sight.Unclear
)

// Visibility is computed from attributes, inline styles and the article's own
// <style> rules, and inherited as CSS says. Style sheets elsewhere are not
// fetched, scripts are not run, and nothing is laid out: see the thresholds at
// tiny, afar and alike. What helps a screen reader is hidden like the rest. An
// element is Shown if something in it is: of a hidden list with one visible
// item, the list as well. A node that is not in the tree is Shown.
//
// Not followed: style sheets in data: addresses, SVG's own attributes for
// style, classes that differ in case in documents without doctype, elements
// that lie over others, masks, the order of cascade layers.
func (d *Document) Visibility(n *html.Node) Visibility {
	i, known := d.index()[n]
	if !known {
		return Visibility{}
	}
	return d.visible()[i]
}

// Unseen goes through the elements that readers would not or might not see by
// what they are or what is said of them themselves, in document order. What is
// in one that is Hidden is hidden with it and left out.
func (d *Document) Unseen() iter.Seq2[*html.Node, Visibility] {
	return func(yield func(*html.Node, Visibility) bool) {
		visible := d.visible()
		for i := 0; i < len(visible); {
			n, v := d.nodes[i], visible[i]
			if v.By == n && !yield(n, v) {
				return
			}
			if i++; v.By == n && v.State == Hidden {
				i = d.ends()[i-1]
			}
		}
	}
}

func (d *Document) buildVisibility() []Visibility {
	if d.Plain {
		return make([]Visibility, len(d.nodes))
	}
	return sight.Of(d.nodes)
}
