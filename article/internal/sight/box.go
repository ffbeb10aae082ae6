package sight

import (
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/dom"
)

// judgeBox looks at what hides n with all that is in it. An animation may
// undo any of it but display.
func judgeBox(c choice, n *html.Node) Visibility {
	if a := c.get("display"); a != nil && a.hides {
		return verdict(n, Hidden, a)
	}
	found := Visibility{}
	for _, look := range [...]func(choice, *html.Node) Visibility{judgeEffects, judgeClip, judgePlace, judgeTininess} {
		one := look(c, n)
		if one.State == Hidden || found.State == Shown {
			found = one
		}
		if found.State == Hidden {
			break
		}
	}
	if found.State == Hidden && c.word("animation") == "some" {
		found.State = Unclear
	}
	return found
}

// judgeEffects looks at properties that need no others to hide.
func judgeEffects(c choice, n *html.Node) Visibility {
	for _, p := range [...]string{"content-visibility", "opacity"} {
		if a := c.get(p); a != nil && a.hides {
			return verdict(n, Hidden, a)
		}
	}
	found := Visibility{}
	for _, p := range [...]string{"filter", "clip-path", "transform", "scale", "translate"} {
		a := c.get(p)
		if a == nil || a.value.state == Shown {
			continue
		}
		state := a.value.state
		if p != "filter" && p != "clip-path" {
			state = unlessInline(state, c, n)
		}
		found = firstHidden([]Visibility{found, verdict(n, state, a)})
	}
	return found
}

// judgeClip looks at clip, which works on absolutely positioned boxes only.
func judgeClip(c choice, n *html.Node) Visibility {
	a := c.get("clip")
	if a == nil || !a.hides {
		return Visibility{}
	}
	switch c.word("position") {
	case "absolute", "fixed":
		return verdict(n, Hidden, a)
	case "":
		return verdict(n, Unclear, a)
	}
	return Visibility{}
}

// unlessInline takes back certainty where n may be part of a line of text, to
// which the property in question does not apply.
func unlessInline(state State, c choice, n *html.Node) State {
	if state == Hidden && isInline(c, n) {
		return Unclear
	}
	return state
}

// isInline reports whether n is a box in a line, as far as is known here.
func isInline(c choice, n *html.Node) bool {
	if float := c.word("float"); float != "" && float != "none" {
		return false
	}
	switch c.word("position") {
	case "absolute", "fixed":
		return false
	}
	switch display := c.word("display"); display {
	case "":
		return !dom.IsBlockElement(n.Data) && !isPicture(n)
	case "inline", "contents", "ruby":
		return !isPicture(n)
	}
	return false
}
