package sight

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// An ink is the colour of text, if the article sets one.
type ink struct {
	colour colour
	by     applied
	set    bool
	fill   bool // by -webkit-text-fill-color, which color does not change
	shadow bool // text-shadow may make it readable on any background
	page   bool // set for the whole page, which then has another background than is known
}

// hides reports whether some background of the page makes the ink invisible.
func (k ink) hides() bool { return k.set && k.by.hides }

// A ground is what text stands on.
type ground struct {
	colour  colour // opaque
	by      applied
	set     bool // by the article; else it is white, as paper
	unsure  bool // there is a picture, or something that only a browser knows
	distant bool // a style sheet elsewhere may well have painted something between
}

// judgeColour compares ink and ground of the innermost frame.
func (v *viewer) judgeColour(l *legacy, c choice) {
	n := v.top().node
	l.ink = inkOf(l.ink, c, n)
	old := l.ways[byColour]
	l.ways[byColour] = v.colourVerdict(l.ink, c, n)
	if old.State == l.ways[byColour].State && old.Reason == l.ways[byColour].Reason {
		l.ways[byColour].By = old.By
	}
}

func (v *viewer) colourVerdict(k ink, c choice, n *html.Node) Visibility {
	if !k.hides() {
		return Visibility{}
	}
	if k.colour.isTransparent() {
		return verdict(n, hiddenIf(!k.shadow), &k.by)
	}
	g := v.groundIn(len(v.frames)-1, c)
	if !k.colour.over(g.colour).near(g.colour) {
		return Visibility{}
	}
	state := Hidden
	if g.unsure || g.distant || k.shadow || k.page && !g.set {
		state = Unclear
	}
	if g.set {
		return verdict(n, state, &k.by, &g.by)
	}
	return verdict(n, state, &k.by)
}

// inkOf is the ink in n, which inherits parent's.
func inkOf(parent ink, c choice, n *html.Node) ink {
	k := parent
	if a := c.own("text-shadow"); a != nil {
		k.shadow = a.value.word == "some"
	}
	fill, colour := c.own("-webkit-text-fill-color"), c.own("color")
	switch {
	case fill != nil:
		k.take(fill, n)
		k.fill = k.set
	case k.fill:
	case colour != nil:
		k.take(colour, n)
	case c.get("color") == nil && hasOwnInk(n):
		k.set = false
	}
	if c.word("background-clip") == "text" {
		k.set = false // the background is seen through the letters
	}
	return k
}

// take makes a, which n has, the ink. A colour that is not known hides nothing.
func (k *ink) take(a *applied, n *html.Node) {
	if !a.value.colour.current {
		k.colour, k.by = a.value.colour, *a
		k.set = a.value.word == "" && !a.unsure
		k.page = isPage(n)
	}
}

// hasOwnInk lists what does not inherit its colour: WHATWG HTML §15.3.4, §15.5.
func hasOwnInk(n *html.Node) bool {
	if n.Data == "a" {
		_, leads := dom.Attr(n, "href")
		return leads
	}
	return dom.IsOneOf(n.Data, "button input mark optgroup option select textarea")
}

// groundIn is the ground of frame i under style c.
func (v *viewer) groundIn(i int, c choice) ground {
	n := v.frames[i].node
	picture, back := c.get("background-image"), c.get("background-color")
	if back != nil && back.value.word == "" && !back.value.colour.isTransparent() && !back.unsure {
		g := ground{colour: back.value.colour, by: *back, set: true}
		switch {
		case g.colour.current:
			g.colour, g.unsure = white, true
		case g.colour.alpha < 1:
			g.colour = g.colour.over(v.groundBelow(i).colour)
		}
		g.unsure = g.unsure || picture != nil && picture.value.word == "some" || v.mayBePainted(i)
		return g
	}
	g := v.groundBelow(i)
	g.unsure = g.unsure || picture != nil && picture.value.word == "some" || v.mayBePainted(i) ||
		dom.IsOneOf(n.Data, "button input mark select textarea")
	g.distant = g.distant || v.standsApart(i, c)
	return g
}

// groundBelow is the ground of the frame around frame i.
func (v *viewer) groundBelow(i int) ground {
	if i == 0 {
		return ground{colour: white}
	}
	f := &v.frames[i-1]
	if !f.grounded {
		f.grounded = true
		f.ground = v.groundIn(i-1, choice{nil, v.styleOf(i - 1).sure})
	}
	return f.ground
}

// mayBePainted reports whether frame i has a background in some circumstances.
func (v *viewer) mayBePainted(i int) bool {
	s := &v.frames[i].style
	for _, p := range [...]string{"background-color", "background-image"} {
		if find(s.hiding, p) != nil || find(s.harmless, p) != nil {
			return true
		}
	}
	return false
}

// standsApart reports whether the box of frame i may have another ground than
// the boxes around it: it may lie over something, or a linked style sheet may
// paint it by a class or id that the article itself does not colour.
func (v *viewer) standsApart(i int, c choice) bool {
	if dom.IsOneOf(c.word("position"), "absolute fixed") {
		return true
	}
	n := v.frames[i].node
	if !v.linked || isPage(n) {
		return false
	}
	if a := c.get("color"); a != nil && a.rule != nil {
		return false
	}
	class, _ := dom.Attr(n, "class")
	id, _ := dom.Attr(n, "id")
	return !dom.IsBlank(class) || id != ""
}
