package faults

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The ways to hide a block from readers of the page, and two not to.
const (
	notHidden = "none"
	dressed   = "dressed" // links that look like text
)

func hidings() []string {
	return []string{
		"display-none", "visibility", "tiny-box", "offset", "text-indent", "font-size", "near-white", "opacity", "clip", "scale",
		"marquee", "class-rule", "id-rule", "script", "odd-case", "hidden-attribute",
	}
}

// hide wraps inner into an element that hides it, or into a plain one. One in
// three that is hidden by its own attributes passes for a part of the site.
func hide(r *rand.Rand, technique, inner string, inline bool) string {
	tag := "div"
	if inline {
		tag = "span"
	}
	switch technique {
	case notHidden, dressed:
		return element(tag, "", inner)
	case "marquee":
		return element("marquee", pick(r, []string{` width="0" height="0"`, ` height="1" width="4" scrollamount="4712"`, ` style="width:0;height:0"`}), inner)
	case "class-rule", "id-rule":
		return byRule(r, technique, tag, inner)
	case "script":
		id := letters(r, within(r, 4, 8), false)
		return element(tag, ` id="`+id+`"`, inner) + `<script>document.getElementById("` + id + `").style.display="none"</script>`
	case "hidden-attribute":
		return element(tag, guise(r)+" hidden", inner)
	case "odd-case":
		style := pick(r, []string{"Display : NONE !Important", "VISIBILITY:Hidden ! important", "PoSiTiOn:absolute;LEFT:-4096PX!important"})
		return element(strings.ToUpper(tag), ` STYLE="`+style+`"`, inner)
	}
	return element(tag, guise(r)+` style="`+declarations(r, technique)+`"`, inner)
}

// guise is a class or id such as sites give to their boxes, or nothing.
func guise(r *rand.Rand) string {
	if r.IntN(3) > 0 {
		return ""
	}
	name := pick(r, []string{"widget", "box", "textwidget", "custom-html", "footer-links", "extra", "block-inner", "sidebar-item", "content-bottom"})
	if r.IntN(3) > 0 {
		return ` class="` + name + `"`
	}
	return ` id="` + name + `"`
}

// byRule hides by a style rule for a random name.
func byRule(r *rand.Rand, technique, tag, inner string) string {
	name := letters(r, within(r, 3, 7), false)
	hidden := declarations(r, pick(r, []string{"display-none", "offset", "clip", "opacity", "tiny-box"}))
	if technique == "id-rule" {
		return "<style>#" + name + "{" + hidden + "}</style>" + element(tag, ` id="`+name+`"`, inner)
	}
	return "<style>." + name + "{" + hidden + "}</style>" + element(tag, ` class="`+name+`"`, inner)
}

// declarations are the CSS of a technique that needs nothing else.
func declarations(r *rand.Rand, technique string) string {
	odd := within(r, 1013, 9991)
	var forms []string
	switch technique {
	case "display-none":
		forms = []string{"display:none", "display: none;", "display:none!important"}
	case "visibility":
		forms = []string{"visibility:hidden", "visibility:hidden;position:absolute", "visibility: collapse;"}
	case "tiny-box":
		forms = []string{"position:absolute;width:1px;height:1px;overflow:hidden", "height:2px;width:2px;overflow:hidden;display:block", "max-height:0;overflow:hidden;display:block"}
	case "offset":
		forms = []string{"position:absolute;left:-%dpx", "position:absolute; top:-%dpx;", "position:fixed;left:-%dpx;top:0", "display:block;margin-left:-%dpx"}
	case "text-indent":
		forms = []string{"text-indent:-%dpx;display:block;overflow:hidden", "text-indent:-%dpx;white-space:nowrap;display:block;height:1px"}
	case "font-size":
		forms = []string{"font-size:0", "font-size:0px;line-height:0", "font:0/0 a", "font-size: 0;"}
	case "near-white":
		forms = []string{"color:#fefefe;background:#fff", "color:#fff;background-color:#ffffff", "color:rgb(253,253,253);background:white"}
	case "opacity":
		forms = []string{"opacity:0", "opacity:0.01;filter:alpha(opacity=1)", "opacity: 0;height:1px;overflow:hidden"}
	case "clip":
		forms = []string{"position:absolute;clip:rect(0,0,0,0)", "position:absolute;clip:rect(1px 1px 1px 1px)", "clip-path:inset(50%);position:absolute", "clip-path:circle(0);position:absolute"}
	case "scale":
		forms = []string{"transform:scale(0);display:inline-block", "-webkit-transform:scale(0);transform:scale(0);display:block", "transform:scale(0,0);position:absolute"}
	}
	form := pick(r, forms)
	if strings.Contains(form, "-%dpx") {
		form = fmt.Sprintf(form, odd)
	}
	return form
}

func element(tag, attributes, inner string) string {
	return "<" + tag + attributes + ">" + inner + "</" + tag + ">"
}
