package sight

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// A way is one of the ways in which style keeps a reader from seeing
// something. The first hides an element with all that is in it, the others
// are inherited and may be undone further in.
type way int

const (
	byBox way = iota
	byVisibility
	bySize
	byIndent
	byColour
	ways
)

// A legacy is what an element hands down to its content.
type legacy struct {
	ways [ways]Visibility
	size float64 // of type, in px
	ink  ink

	// computed from the above
	text, picture Visibility // of texts; of what shows something else than text
	active        bool       // something inherited hides, or might on another background
}

// sum fills in what is computed.
func (l *legacy) sum() *legacy {
	l.text = firstHidden(l.ways[:])
	l.picture = firstHidden([]Visibility{l.ways[byBox], l.ways[byVisibility], l.ways[byIndent]})
	l.active = l.ink.hides()
	for _, v := range l.ways[byVisibility:] {
		l.active = l.active || v.State != Shown
	}
	return l
}

// firstHidden is the first that is Hidden, else the first that is Unclear.
func firstHidden(list []Visibility) Visibility {
	best := Visibility{}
	for _, v := range list {
		if v.State == Hidden {
			return v
		}
		if best.State == Shown {
			best = v
		}
	}
	return best
}

// merge makes Unclear what is one way or the other, depending on declarations
// that may or may not apply.
func (l *legacy) merge(other *legacy) {
	for w := range l.ways {
		if l.ways[w].State == other.ways[w].State {
			continue
		}
		if l.ways[w].State == Shown {
			l.ways[w] = other.ways[w]
		}
		l.ways[w].State = Unclear
	}
}

// judge says what the style of the innermost frame makes of its element.
func (v *viewer) judge(parent *legacy) *legacy {
	v.styleOf(len(v.frames) - 1)
	f := v.top()
	l := v.judgeChoice(choice{nil, f.style.sure}, parent)
	for _, over := range [][]applied{f.style.hiding, f.style.harmless} {
		if len(over) > 0 {
			l.merge(v.judgeChoice(choice{over, f.style.sure}, parent))
		}
	}
	if isPage(f.node) {
		l.waitForScript(f.node)
	}
	if v.matcher.Spent() && l.ways[byBox].State == Shown {
		l.ways[byBox] = tooMany(f.node)
	}
	return l.sum()
}

func isPage(n *html.Node) bool { return n.Data == "html" || n.Data == "body" }

// waitForScript takes a page that hides all of itself for one that a script
// will show: nobody publishes it otherwise.
func (l *legacy) waitForScript(n *html.Node) {
	for w := range l.ways {
		if l.ways[w].By == n && l.ways[w].State == Hidden {
			l.ways[w].State = Unclear
		}
	}
}

func (v *viewer) judgeChoice(c choice, parent *legacy) *legacy {
	n := v.top().node
	l := &legacy{ways: parent.ways, size: parent.size, ink: parent.ink}
	if box := judgeBox(c, n); box.State == Hidden || parent.ways[byBox].State == Shown {
		l.ways[byBox] = box
	}
	if a := c.own("visibility"); a != nil {
		l.ways[byVisibility] = verdict(n, hiddenIf(a.hides), a)
	}
	l.judgeSize(c, n)
	if a := c.own("text-indent"); a != nil {
		l.ways[byIndent] = verdict(n, unlessInline(distance(a.value), c, n), a)
	}
	v.judgeColour(l, c)
	return l
}

func hiddenIf(hidden bool) State {
	if hidden {
		return Hidden
	}
	return Shown
}

func (l *legacy) judgeSize(c choice, n *html.Node) {
	a := c.own("font-size")
	switch {
	case c.get("font-size") == nil && dom.IsOneOf(n.Data, "button input select textarea"):
		l.size = usualSize // these do not inherit it: WHATWG HTML §15.5
	case a == nil:
		return
	case a.value.unit == unitRelative:
		if l.size *= a.value.number; l.size <= tiny && l.ways[bySize].State != Shown {
			return
		}
	case a.value.unit == unitPixel:
		l.size = a.value.number
	default:
		l.size = usualSize
	}
	l.ways[bySize] = Visibility{}
	if l.size <= tiny {
		l.ways[bySize] = verdict(n, Hidden, a)
	}
}
