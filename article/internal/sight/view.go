package sight

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
	"github.com/presscheck/presscheck/article/internal/stylesheet"
)

// A viewer goes through the nodes of an article in document order and keeps,
// for the elements that are open, what they hand down to their content.
type viewer struct {
	*styles
	matcher stylesheet.Matcher
	hiding  *stylesheet.Index // rules that can hide
	showing *stylesheet.Index // the others; built when something is hidden

	frames     []frame // the elements that are open, innermost last
	seen       []Visibility
	page       legacy // what the outermost element starts from
	overridden bool   // something inherited has hidden something
}

// Steps that matching may take. Of 327 real pages the worst takes 270,000 in
// all, and 84 for a node.
const (
	leastSteps   = 2 << 20
	stepsPerNode = 64
)

func newViewer(nodes []*html.Node) *viewer {
	v := &viewer{styles: stylesOf(nodes), page: legacy{size: usualSize}, seen: make([]Visibility, 0, len(nodes))}
	v.matcher.Budget = leastSteps + stepsPerNode*len(nodes)
	v.hiding = v.rules(true)
	if v.full || v.sheet.Full {
		v.page.ways[byBox] = tooMany(nodes[0])
	}
	v.page.sum()
	return v
}

// rules are those that can hide, or the others.
func (v *viewer) rules(hide bool) *stylesheet.Index {
	x := stylesheet.NewIndex()
	for i, b := range v.blocks {
		if b.hides == hide {
			b.doubtful = x.Add(b.prelude, i)
		}
	}
	if x.Full {
		v.matcher.Budget = -1 // what was left out is not tried
	}
	return x
}

func tooMany(n *html.Node) Visibility {
	return Visibility{State: Unclear, Reason: "too many style rules", By: n}
}

func (v *viewer) top() *frame { return &v.frames[len(v.frames)-1] }

// visit adds the visibility of the next node to seen.
func (v *viewer) visit(n *html.Node) {
	parent := v.enter(n)
	if n.Type == html.TextNode {
		v.seen = append(v.seen, parent.text)
		if v.overridden && parent.text.State == Shown && !v.top().revealed && !dom.IsBlank(n.Data) {
			v.reveal()
		}
		return
	}
	v.push(n)
	v.element(parent)
	f := v.top()
	if f.outer.active {
		v.overridden = true
	}
	if isPicture(n) {
		v.seen = append(v.seen, f.outer.picture)
		if v.overridden && f.outer.picture.State == Shown {
			v.reveal()
		}
		return
	}
	v.seen = append(v.seen, f.outer.text)
}

// element fills in what the innermost frame hands down.
func (v *viewer) element(parent *legacy) {
	f := v.top()
	f.outer = parent
	if parent.ways[byBox].State == Hidden {
		f.inner = parent
		return
	}
	kind := standingOf(f.node)
	if kind == unrendered {
		f.outer = shut(parent, Hidden, "", f.node)
	} else if v.suspects(f.node, parent) {
		f.outer = v.judge(parent)
	}
	f.inner = f.outer
	switch kind {
	case shell:
		f.inner = shut(f.outer, Hidden, "", f.node)
	case alternative:
		f.inner = shut(f.outer, Unclear, "", f.node)
	case folded:
		f.inner = shut(f.outer, Unclear, "closed ", f.node)
	}
}

// shut is l with everything in it hidden by what n is, if it is not already.
func shut(l *legacy, state State, how string, n *html.Node) *legacy {
	if old := l.ways[byBox].State; old == Hidden || old == state {
		return l
	}
	inner := *l
	inner.ways[byBox] = Visibility{state, how + nameOf(n), n}
	return inner.sum()
}

func nameOf(n *html.Node) string {
	if n.Data == "input" {
		return `<input type="hidden">`
	}
	return "<" + n.Data + ">"
}

// suspects reports whether anything could hide n that does not hide what is
// around it. Most elements are done with here.
func (v *viewer) suspects(n *html.Node, parent *legacy) bool {
	if parent.active || n.Data == "dialog" || v.matcher.Spent() {
		return true
	}
	for _, a := range n.Attr {
		if mayHide(n, a) || a.Key == "style" && v.attributes[a.Val].hides {
			return true
		}
	}
	found := false
	inside := func() *stylesheet.NameSet { return v.namesAround(len(v.frames) - 1) }
	v.matcher.Each(v.hiding, n, inside, func(r *stylesheet.Rule) bool {
		found = !r.Passing()
		return !found
	})
	return found || v.matcher.Spent()
}

// reveal marks the open elements as having something in them that is shown.
// Those that were hidden by something their content undoes are not hidden.
func (v *viewer) reveal() {
	for i := len(v.frames) - 1; i >= 0 && !v.frames[i].revealed; i-- {
		v.frames[i].revealed = true
		if k := v.frames[i].index; k < len(v.seen) {
			v.seen[k] = Visibility{}
		}
	}
}
