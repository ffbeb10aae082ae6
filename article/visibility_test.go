package article_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// A visibilityTest asks about the element with id x.
type visibilityTest struct {
	name, source string
	want         article.VisibilityState
	reason       string
}

const (
	shown   = article.Shown
	hidden  = article.Hidden
	unclear = article.Unclear
)

func runVisibility(t *testing.T, tests []visibilityTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, n := visibilityOf(t, test.source)
			if got.State != test.want || got.Reason != test.reason {
				t.Errorf("Visibility of #x in\n%s\n= %d %q, want %d %q", test.source, got.State, got.Reason, test.want, test.reason)
			}
			checkBy(t, got, n)
		})
	}
}

func visibilityOf(t testing.TB, source string) (article.Visibility, *html.Node) {
	t.Helper()
	d, err := article.Parse(source, unhurried)
	if err != nil {
		t.Fatal(err)
	}
	found := d.Root.Find("#x")
	if found.Length() == 0 {
		t.Fatalf("no #x in %q", source)
	}
	return d.Visibility(found.Nodes[0]), found.Nodes[0]
}

// checkBy holds v against the contract of its fields.
func checkBy(t testing.TB, v article.Visibility, n *html.Node) {
	t.Helper()
	if (v.State == shown) != (v.By == nil) || (v.State == shown) != (v.Reason == "") {
		t.Errorf("%+v: By and Reason are for what is not shown", v)
	}
	for p := n; v.By != nil && p != v.By; p = p.Parent {
		if p == nil {
			t.Errorf("By, <%s>, is not around the node", v.By.Data)
			return
		}
	}
}

// styled is a piece of text, and block a paragraph of its own, with such a style.
func styled(style string) string { return `<p><span id=x style="` + style + `">casino</span></p>` }

func block(style string) string { return `<div id=x style="` + style + `">casino</div>` }

func TestVisibilityOfElementsThatAreNotRendered(t *testing.T) {
	runVisibility(t, []visibilityTest{
		{"a paragraph", `<p id=x>a</p>`, shown, ""},
		{"a title", `<title id=x>a</title>`, hidden, "<head>"},
		{"a title in the body", `<body><p>a</p><title id=x>a</title>`, hidden, "<title>"},
		{"a script", `<body><script id=x>a</script>`, hidden, "<script>"},
		{"a style element", `<body><style id=x>a{}</style>`, hidden, "<style>"},
		{"the inside of a template", `<p>a</p><template><a id=x>a</a></template>`, hidden, "<template>"},
		{"noscript, as scripts run", `<body><noscript id=x>a</noscript>`, hidden, "<noscript>"},
		{"suggestions for a field", `<datalist><option id=x>a</datalist>`, hidden, "<datalist>"},
		{"a fallback parenthesis of ruby", `<ruby>a<rp id=x>(</rp><rt>b</rt></ruby>`, hidden, "<rp>"},
		{"a reading of ruby", `<ruby>a<rt id=x>b</rt></ruby>`, shown, ""},
		{"a hidden field", `<input id=x type=HIDDEN>`, hidden, `<input type="hidden">`},
		{"a field", `<input id=x type=text>`, shown, ""},
		{"a frame", `<iframe id=x></iframe>`, shown, ""},
		{"what old browsers show instead of a video", `<video><a id=x>a</a></video>`, hidden, "<video>"},
		{"what is shown if an object fails", `<object><a id=x>a</a></object>`, unclear, "<object>"},
		{"a definition in a drawing", `<svg><defs><text id=x>a</text></defs></svg>`, hidden, "<defs>"},
		{"text in a drawing", `<svg><text id=x>a</text></svg>`, shown, ""},
		{"the source of a formula", `<math><annotation id=x>a</annotation></math>`, hidden, "<annotation>"},
		{"a closed dialog", `<dialog id=x>a</dialog>`, hidden, "<dialog>"},
		{"an open dialog", `<dialog open id=x>a</dialog>`, shown, ""},
		{"a dialog that a rule shows", `<style>dialog{display:block}</style><dialog id=x>a</dialog>`, shown, ""},
		{"the inside of closed details", `<details><summary>a</summary><p id=x>a</p></details>`, unclear, "closed <details>"},
		{"details themselves", `<details id=x><summary>a</summary><p>a</p></details>`, shown, ""},
		{"the summary", `<details><summary>a <b id=x>b</b></summary><p>a</p></details>`, shown, ""},
		{"a second summary", `<details><summary>a</summary><summary id=x>b</summary></details>`, unclear, "closed <details>"},
		{"the inside of open details", `<details open><p id=x>a</p></details>`, shown, ""},
		{"hidden in closed details", `<details><p id=x hidden>a</p></details>`, hidden, "<p hidden>"},
	})
}

func TestVisibilityByAttributes(t *testing.T) {
	runVisibility(t, []visibilityTest{
		{"hidden", `<p id=x hidden>a</p>`, hidden, "<p hidden>"},
		{"inside hidden", `<div hidden><p>a<a id=x>b</a></p></div>`, hidden, "<div hidden>"},
		{"hidden until a search finds it", `<p id=x hidden="Until-Found">a</p>`, unclear, `<p hidden="Until-Found">`},
		{"hidden, but displayed by style", `<p id=x hidden style="display:block">a</p>`, shown, ""},
		{"hidden, but displayed by a rule", `<style>p{display:block}</style><p id=x hidden>a</p>`, shown, ""},
		{"a popover", `<div popover id=x>a</div>`, unclear, "<div popover>"},
		{"a marquee without width", `<marquee id=x width=0>a</marquee>`, hidden, `<marquee width="0">`},
		{"a marquee of one pixel", `<marquee height="1px" width=1 id=x>a</marquee>`, hidden, `<marquee width="1">`},
		{"a marquee of no per cent", `<marquee id=x width=0%>a</marquee>`, hidden, `<marquee width="0%">`},
		{"a height of no per cent, which may be of no height at all", `<marquee id=x height=0%>a</marquee>`, shown, ""},
		{"a marquee to read", `<marquee id=x width=200>a</marquee>`, shown, ""},
		{"a frame of no height", `<iframe id=x height=0></iframe>`, hidden, `<iframe height="0">`},
		{"a frame that a rule enlarges", `<style>iframe{height:9em}</style><iframe id=x height=0></iframe>`, shown, ""},
		{"a tracking pixel", `<img id=x width=1 height=1>`, hidden, `<img width="1">`},
		{"an image as a line", `<img id=x width=600 height=1>`, shown, ""},
		{"a narrow cell, which grows", `<table><tr><td id=x width=1>a</table>`, shown, ""},
		{"a width that means nothing", `<div id=x width=0>a</div>`, shown, ""},
		{"font size 0 is small", `<font id=x size=0>a</font>`, shown, ""},
		{"a white font", `<font id=x color=white>a</font>`, hidden, `<font color="white">`},
		{"a white font without number sign", `<font id=x color=FDFDFD>a</font>`, hidden, `<font color="FDFDFD">`},
		{"a white font on a coloured table", `<table bgcolor=#330000><tr><td><font id=x color=white>a</font></table>`, shown, ""},
		{"a black font on a black table", `<table bgcolor=black><tr><td><font id=x color=#010101>a</font></table>`,
			hidden, `<font color="#010101"> <table bgcolor="black">`},
	})
}

func TestVisibilityByInlineStyle(t *testing.T) {
	runVisibility(t, []visibilityTest{
		{"display", styled("display:none"), hidden, "display:none"},
		{"odd case and space", styled("DISPLAY : NONE"), hidden, "display:none"},
		{"important", styled("display:none !important;color:red"), hidden, "display:none"},
		{"a comment inside", styled("dis/**/play:block;display:/*a*/none/*;*/"), hidden, "display:none"},
		{"escapes inside", styled(`d\69splay:no\6e e`), hidden, "display:none"},
		{"a broken declaration before", styled("foo;;bar{};display:none"), hidden, "display:none"},
		{"a broken declaration that takes it along", styled("foo(;display:none"), shown, ""},
		{"what is no value of display", styled("display:no"), shown, ""},
		{"what is no value does not undo", styled("display:none;display:bloc"), hidden, "display:none"},
		{"the last one counts", styled("display:none;display:block"), shown, ""},
		{"unless the first is important", styled("display:none!important;display:block"), hidden, "display:none"},
		{"visibility", styled("visibility:hidden"), hidden, "visibility:hidden"},
		{"collapse", styled("visibility:collapse"), hidden, "visibility:collapse"},
		{"opacity", styled("opacity:0"), hidden, "opacity:0"},
		{"little opacity", styled("opacity:.05"), hidden, "opacity:.05"},
		{"opacity in per cent", styled("opacity:1%"), hidden, "opacity:1%"},
		{"half opacity", styled("opacity:.5"), shown, ""},
		{"opacity that is animated", styled("opacity:0;animation:fade 1s forwards"), unclear, "opacity:0"},
		{"content-visibility", block("content-visibility:hidden"), hidden, "content-visibility:hidden"},
		{"filter", styled("filter:blur(1px) opacity(0)"), hidden, "filter:blur(1px) opacity(0)"},
		{"clip-path", styled("clip-path:inset(50%)"), hidden, "clip-path:inset(50%)"},
		{"clip-path with all", styled("clip-path:inset(100%)"), hidden, "clip-path:inset(100%)"},
		{"clip-path of the right", styled("clip-path:inset(0 100% 0 0 round 3px)"), hidden, "clip-path:inset(0 100% 0 0 round 3px)"},
		{"clip-path circle", styled("clip-path:circle(0 at 50% 50%)"), hidden, "clip-path:circle(0 at 50% 50%)"},
		{"clip-path polygon", styled("clip-path:polygon(0 0,0 0,0 0)"), hidden, "clip-path:polygon(0 0,0 0,0 0)"},
		{"a useful clip-path", styled("clip-path:inset(10% 20%)"), shown, ""},
		{"a useful polygon", styled("clip-path:polygon(0 0,100% 0,0 100%)"), shown, ""},
		{"scale", block("transform:scale(0)"), hidden, "transform:scale(0)"},
		{"scaleX", block("transform:rotate(3deg) scaleX(0)"), hidden, "transform:rotate(3deg) scalex(0)"},
		{"scale3d", block("transform:scale3d(1,0,1)"), hidden, "transform:scale3d(1,0,1)"},
		{"flat depth is harmless", block("transform:scale3d(1,1,0)"), shown, ""},
		{"matrix", block("transform:matrix(0,0,0,0,0,0)"), hidden, "transform:matrix(0,0,0,0,0,0)"},
		{"edge on", block("transform:rotateY(90deg)"), hidden, "transform:rotatey(90deg)"},
		{"scale as a property", block("scale:0"), hidden, "scale:0"},
		{"the prefix of WebKit", block("-webkit-transform:scale(0)"), hidden, "-webkit-transform:scale(0)"},
		{"scale of something in a line", styled("transform:scale(0)"), unclear, "transform:scale(0)"},
		{"a small scale to read", block("transform:scale(.8)"), shown, ""},
		{"no transform", block("transform:none"), shown, ""},
		{"translate", block("transform:translateX(-9999px)"), hidden, "transform:translatex(-9999px)"},
		{"translate as a property", block("translate:0 -200vh"), hidden, "translate:0 -200vh"},
		{"centred by translate", block("position:fixed;left:50%;transform:translate(-50%,-50%)"), shown, ""},
		{"moved by its width", block("transform:translateX(-100%)"), unclear, "transform:translatex(-100%)"},
	})
}

func TestVisibilityByPlace(t *testing.T) {
	const absolute = "position:absolute;"
	runVisibility(t, []visibilityTest{
		{"left", block(absolute + "left:-1620px"), hidden, "left:-1620px"},
		{"top", block(absolute + "top:-5857px"), hidden, "top:-5857px"},
		{"left in em", block(absolute + "left:-999em"), hidden, "left:-999em"},
		{"left of a fixed box", block("position:fixed;left:-9990px"), hidden, "left:-9990px"},
		{"left of a relative box", block("position:relative;left:-9990px"), hidden, "left:-9990px"},
		{"left of a static box", block("position:static;left:-9990px"), shown, ""},
		{"left without position", block("left:-9990px"), unclear, "left:-9990px"},
		{"right", block(absolute + "right:-9999px"), hidden, "right:-9999px"},
		{"far right, where it pushes left", block(absolute + "right:9999px"), hidden, "right:9999px"},
		{"far left of what it may scroll to", block(absolute + "left:9999px"), unclear, "left:9999px"},
		{"bottom", block(absolute + "bottom:-2000px"), hidden, "bottom:-2000px"},
		{"inset", block(absolute + "inset:-9999px auto auto 0"), hidden, "inset:-9999px auto auto 0"},
		{"a logical name", block(absolute + "inset-inline-start:-9999px"), hidden, "inset-inline-start:-9999px"},
		{"a calculation", block(absolute + "left:calc(-1 * 9999px)"), unclear, "left:calc(-1 * 9999px)"},
		{"without unit, as quirks mode takes it", block(absolute + "left:-9999"), unclear, "left:-9999"},
		{"by its container's width", block(absolute + "left:-100%"), unclear, "left:-100%"},
		{"by twice that", block(absolute + "left:-200%"), hidden, "left:-200%"},
		{"far down a long page", block(absolute + "top:12000px"), shown, ""},
		{"a little above", block(absolute + "top:-20px;left:-300px"), shown, ""},
		{"a wide image, centred", block(absolute + "left:-9999px;right:-9999px;margin:0 auto"), shown, ""},
		{"a page centred by a margin", block("position:relative;left:50%;margin-left:-960px"), shown, ""},
		{"back by a margin", block(absolute + "left:-9999px;margin-left:9999px"), shown, ""},
		{"margin-left", block("margin-left:-9999px"), hidden, "margin-left:-9999px"},
		{"margin-top", block("margin-top:-1620px"), hidden, "margin-top:-1620px"},
		{"margin", block("margin:-9999px 0 0"), hidden, "margin:-9999px 0 0"},
		{"four margins", block("margin:0 1px 2px -9999px"), hidden, "margin:0 1px 2px -9999px"},
		{"a bar that runs over both edges", block("margin:0 -9999px;padding:0 9999px"), shown, ""},
		{"columns of equal height", block("margin-bottom:-9999px;padding-bottom:9999px"), shown, ""},
		{"a column in front", block("float:left;margin-left:-100%"), shown, ""},
		{"a height of zero", block("height:0;overflow:hidden"), hidden, "height:0;overflow:hidden"},
		{"one pixel", block("width:1px;height:1px;overflow:hidden"), hidden, "width:1px;overflow:hidden"},
		{"two pixels that scroll", block("height:2px;overflow-y:scroll"), hidden, "height:2px;overflow-y:scroll"},
		{"a greatest height", block("max-height:0;overflow:clip"), hidden, "max-height:0;overflow:clip"},
		{"a small box that runs over", block("width:1px;height:1px"), shown, ""},
		{"three pixels", block("height:3px;overflow:hidden"), shown, ""},
		{"room for a video", block("height:0;padding-bottom:56.25%;overflow:hidden"), shown, ""},
		{"a least height", block("height:0;min-height:9em;overflow:hidden"), shown, ""},
		{"a box that grows", block("width:0;flex:1;overflow:hidden"), unclear, "width:0;overflow:hidden"},
		{"a cell", `<table><tr><td id=x style="width:1px;overflow:hidden">a</table>`, shown, ""},
		{"something in a line has no size", styled("width:0;overflow:hidden"), unclear, "width:0;overflow:hidden"},
		{"unless it floats", styled("width:0;overflow:hidden;float:left"), hidden, "width:0;overflow:hidden"},
		{"a small frame", `<iframe id=x style="width:1px;height:1px"></iframe>`, hidden, "width:1px"},
		{"a frame for mobile Safari", `<iframe id=x style="width:1px;min-width:100%"></iframe>`, shown, ""},
		{"clip", block(absolute + "clip:rect(0,0,0,0)"), hidden, "clip:rect(0,0,0,0)"},
		{"clip without commas", block(absolute + "clip:rect(1px 1px 1px 1px)"), hidden, "clip:rect(1px 1px 1px 1px)"},
		{"clip to the right", block(absolute + "clip:rect(auto, auto, auto, 9px)"), shown, ""},
		{"clip where it does nothing", block("position:relative;clip:rect(0,0,0,0)"), shown, ""},
		{"clip without position", block("clip:rect(0,0,0,0)"), unclear, "clip:rect(0,0,0,0)"},
		{"text for screen readers", `<style>.sr-only{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;` +
			`clip:rect(0,0,0,0)}</style><span class=sr-only id=x>a</span>`, hidden, ".sr-only{clip:rect(0,0,0,0)}"},
	})
}

func TestVisibilityByInheritedProperties(t *testing.T) {
	runVisibility(t, []visibilityTest{
		{"no size", styled("font-size:0"), hidden, "font-size:0"},
		{"no size in em", styled("font-size:0em"), hidden, "font-size:0em"},
		{"no size in per cent", styled("font-size:0%"), hidden, "font-size:0%"},
		{"two pixels", styled("font-size:2px"), hidden, "font-size:2px"},
		{"one point", styled("font-size:1pt"), hidden, "font-size:1pt"},
		{"a tenth", styled("font-size:10%"), hidden, "font-size:10%"},
		{"a small size", styled("font-size:70%"), shown, ""},
		{"no size in the shorthand", styled("font:0/0 a"), hidden, "font:0/0 a"},
		{"a weight in the shorthand", styled("font:700 1px serif"), hidden, "font:700 1px serif"},
		{"a usual shorthand", styled("font:italic 700 14px/1.2 serif"), shown, ""},
		{"a size again", `<div style="font-size:0"><span id=x style="font-size:14px">a</span></div>`, shown, ""},
		{"a list set solid", `<ul id=x style="font-size:0"><li style="font-size:1rem">a</ul>`, shown, ""},
		{"nothing twice as large", `<div style="font-size:0"><span id=x style="font-size:2em">a</span></div>`, hidden, "font-size:0"},
		{"ever smaller", `<i style="font-size:.4em"><i style="font-size:.4em"><i id=x style="font-size:.4em">a</i></i></i>`, hidden, "font-size:.4em"},
		{"an image has no size of type", `<p style="font-size:0"><img id=x></p>`, shown, ""},
		{"a linked image has none either", `<p style="font-size:0"><a id=x href=y><img></a></p>`, shown, ""},
		{"a link without one has", `<p style="font-size:0"><a id=x href=y>a</a></p>`, hidden, "font-size:0"},
		{"invisible inside", `<div style="visibility:hidden"><a id=x>a</a></div>`, hidden, "visibility:hidden"},
		{"visible again", `<div style="visibility:hidden"><a id=x style="visibility:visible">a</a></div>`, shown, ""},
		{"around what is visible again", `<div id=x style="visibility:hidden"><a style="visibility:visible">a</a></div>`, shown, ""},
		{"around nothing that is visible again", `<div id=x style="visibility:hidden"><a style="visibility:visible"> </a></div>`, hidden, "visibility:hidden"},
		{"a button has its own size", `<p style="font-size:0"><button id=x>a</button></p>`, shown, ""},
		{"an invisible image", `<div style="visibility:hidden"><img id=x></div>`, hidden, "visibility:hidden"},
		{"visible in what is not displayed", `<div style="display:none"><a id=x style="visibility:visible;display:block">a</a></div>`, hidden, "display:none"},
		{"indent", block("text-indent:-9999px"), hidden, "text-indent:-9999px"},
		{"indent in em", block("text-indent:-999em"), hidden, "text-indent:-999em"},
		{"indent inside", `<div style="text-indent:-9999px"><p id=x>a</p></div>`, hidden, "text-indent:-9999px"},
		{"indent undone", `<div style="text-indent:-9999px"><p id=x style="text-indent:0">a</p></div>`, shown, ""},
		{"indent in a line", styled("text-indent:-9999px"), unclear, "text-indent:-9999px"},
		{"a hanging indent", block("text-indent:-2em;padding-left:2em"), shown, ""},
	})
}

func TestUnseenAreTheOutermostHiddenElements(t *testing.T) {
	doc := parse(t, `<body><nav hidden><a href="/" style="opacity:0">x</a></nav><p>y<b style="font-size:0">z</b></p><details><summary>s</summary><i hidden>t</i></details><p>u</p>`)
	var got []string
	for n, v := range doc.Unseen() {
		got = append(got, n.Data+" "+v.Reason)
	}
	if diff := cmp.Diff([]string{"head <head>", "nav <nav hidden>", "b font-size:0", "i <i hidden>"}, got); diff != "" {
		t.Errorf("unseen (-want +got):\n%s", diff)
	}
	for range doc.Unseen() {
		break // and no more
	}
}
