package sight

import (
	"maps"
	"math"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// A viewer goes through the nodes of an article in document order and keeps,
// for the elements that are open, what they hand down to their content.
type viewer struct {
	sheet      stylesheet
	linked     bool                   // there are style sheets elsewhere
	attributes map[string]*styleBlock // style attributes that have been read
	grounds    map[colour]bool        // every background colour of the article

	matcher matcher
	hiding  ruleIndex  // rules that can hide
	showing *ruleIndex // the others; built when something is hidden

	frames     []frame // the elements that are open, innermost last
	seen       []Visibility
	page       legacy // what the outermost element starts from
	overridden bool   // something inherited has hidden something
}

// A frame is one open element.
type frame struct {
	node     *html.Node
	index    int     // into seen
	outer    *legacy // for itself, and the summary of a <details>
	inner    *legacy // for its content
	style    style
	ground   ground
	names    nameSet // of it and what it is in
	styled   bool    // style is computed
	named    bool    // names is
	grounded bool    // ground is
	revealed bool    // something in it is shown
}

func newViewer(nodes []*html.Node) *viewer {
	v := &viewer{attributes: map[string]*styleBlock{}, grounds: map[colour]bool{}, hiding: newRuleIndex()}
	v.matcher.budget = leastSteps + stepsPerNode*len(nodes)
	v.page = legacy{size: usualSize}
	v.seen = make([]Visibility, 0, len(nodes))
	for _, n := range nodes {
		if n.Type == html.ElementNode {
			v.collect(n)
		}
	}
	v.settle()
	for _, b := range v.sheet.blocks {
		if b.hides {
			v.hiding.add(b)
		}
	}
	if v.sheet.full {
		v.page.ways[byBox] = tooMany(nodes[0])
	}
	v.page.sum()
	return v
}

func tooMany(n *html.Node) Visibility {
	return Visibility{State: Unclear, Reason: "too many style rules", By: n}
}

// collect reads the style that n brings along.
func (v *viewer) collect(n *html.Node) {
	switch n.Data {
	case "style":
		v.readSheet(n)
	case "link":
		rel, _ := dom.Attr(n, "rel")
		v.linked = v.linked || slices.Contains(strings.Fields(strings.ToLower(rel)), "stylesheet")
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "style":
			if _, known := v.attributes[a.Val]; !known {
				v.attributes[a.Val] = v.sheet.attribute(a.Val)
			}
		case "bgcolor":
			if c, ok := legacyColour(a.Val); ok {
				v.grounds[c] = true
			}
		}
	}
}

// readSheet reads a <style> element, if it is CSS for the screen: WHATWG HTML
// §4.2.6.
func (v *viewer) readSheet(n *html.Node) {
	kind, _ := dom.Attr(n, "type")
	if kind != "" && !strings.EqualFold(kind, "text/css") {
		return
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == "template" {
			return
		}
	}
	var source strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			source.WriteString(c.Data)
		}
	}
	media, _ := dom.Attr(n, "media")
	v.sheet.read(source.String(), media)
	v.linked = v.linked || v.sheet.imports
}

// settle finds the declarations that hide because of others: colours that are
// the background of something, and variables.
func (v *viewer) settle() {
	blocks := slices.AppendSeq(slices.Clone(v.sheet.blocks), maps.Values(v.attributes))
	for _, b := range blocks {
		for i := range b.declarations {
			if d := &b.declarations[i]; d.property == propBackgroundColor && d.value.word == "" && !d.value.colour.isTransparent() {
				v.grounds[d.value.colour] = true
			}
		}
	}
	known := map[colour]bool{}
	for _, b := range blocks {
		for i := range b.declarations {
			d := &b.declarations[i]
			switch {
			case strings.HasPrefix(d.value.word, "--"):
				d.hides = d.hides || v.sheet.variables[d.value.word] && takesHidingWord(d.property)
			case (d.property == propColor || d.property == propTextFill) && !d.hides && d.value.word == "":
				d.hides = v.isGround(d.value.colour, known)
			}
			b.hides = b.hides || d.hides
		}
	}
}

const maxGrounds = 256 // that colours are compared with; of 327 real pages none has over 97

func (v *viewer) isGround(c colour, known map[colour]bool) bool {
	hides, done := known[c]
	if !done {
		if hides = len(v.grounds) > maxGrounds; !hides {
			for g := range v.grounds {
				hides = hides || g.near(c)
			}
		}
		known[c] = hides
	}
	return hides
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

// enter closes the elements that n is not in and returns what it inherits.
func (v *viewer) enter(n *html.Node) *legacy {
	for len(v.frames) > 0 && v.top().node != n.Parent {
		v.frames = v.frames[:len(v.frames)-1]
	}
	if len(v.frames) == 0 {
		return &v.page
	}
	f := v.top()
	if f.inner != f.outer && n.Data == "summary" && f.node.Data == "details" && isFirst(n) {
		return f.outer
	}
	return f.inner
}

// isFirst reports whether no element of the same name is before n.
func isFirst(n *html.Node) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode && s.Data == n.Data {
			return false
		}
	}
	return true
}

// push opens n. The memory of closed frames is used again.
func (v *viewer) push(n *html.Node) {
	if len(v.frames) < cap(v.frames) {
		v.frames = v.frames[:len(v.frames)+1]
	} else {
		v.frames = append(v.frames, frame{})
	}
	f := v.top()
	f.style.reset()
	f.node, f.index = n, len(v.seen)
	f.styled, f.named, f.grounded, f.revealed = false, false, false, false
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
	if parent.active || n.Data == "dialog" || v.matcher.spent() {
		return true
	}
	for _, a := range n.Attr {
		if isHint(n, a) || a.Key == "style" && v.attributes[a.Val].hides {
			return true
		}
	}
	found := false
	inside := func() *nameSet { return v.namesAround(len(v.frames) - 1) }
	v.matcher.each(&v.hiding, n, inside, func(r *styleRule) bool {
		found = !r.selector.passing
		return !found
	})
	return found || v.matcher.spent()
}

// styleOf computes the style of frame i, once.
func (v *viewer) styleOf(i int) *style {
	f := &v.frames[i]
	if f.styled {
		return &f.style
	}
	f.styled = true
	hints(&f.style, f.node)
	if v.showing == nil {
		v.showing = v.rulesThatShow()
	}
	inside := func() *nameSet { return v.namesAround(i) }
	for _, x := range [...]*ruleIndex{&v.hiding, v.showing} {
		v.matcher.each(x, f.node, inside, func(r *styleRule) bool {
			v.matcher.budget -= len(r.block.declarations)
			f.style.applyRule(r)
			return true
		})
	}
	if text, ok := dom.Attr(f.node, "style"); ok {
		f.style.applyBlock(v.attributes[text], nil, false, originAttribute, noLayer, 0, math.MaxUint32)
	}
	f.style.settle()
	return &f.style
}

// namesAround are the names of what frame i is inside.
func (v *viewer) namesAround(i int) *nameSet {
	if i == 0 {
		return &nameSet{}
	}
	f := &v.frames[i-1]
	if !f.named {
		f.named = true
		f.names = *v.namesAround(i - 1)
		f.names.addElement(f.node)
	}
	return &f.names
}

func (v *viewer) rulesThatShow() *ruleIndex {
	x := newRuleIndex()
	for _, b := range v.sheet.blocks {
		if !b.hides {
			x.add(b)
		}
	}
	return &x
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
