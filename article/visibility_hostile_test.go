package article_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// unhurried keeps a busy machine from refusing what these tests are about.
var unhurried = article.Options{Limits: article.Limits{Budget: time.Minute}}

// checkAll holds the visibility of every node against its contract.
func checkAll(t testing.TB, d *article.Document) {
	t.Helper()
	var check func(n *html.Node)
	check = func(n *html.Node) {
		checkBy(t, d.Visibility(n), n)
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			check(c)
		}
	}
	check(d.Root.Nodes[0])
}

// hostileStyles are sheets that would take long to apply, or to read, if every
// rule were tried on every element.
func hostileStyles() map[string]string {
	sheet := func(css string) string { return "<style>" + css + "</style>" }
	nodes := strings.Repeat("<p class='a b'>x</p>", 5_000)
	deep := strings.Repeat("<div class=a>", 400) + "x"
	return map[string]string{
		"rules for every element":      sheet(repeat(10_000, "p:not(.z%d):not(.a){opacity:0}")) + nodes,
		"siblings of siblings":         sheet(strings.Repeat(".z~.a~.b~.a~.b{display:none}", 2_000)) + nodes,
		"every position":               sheet(repeat(2_000, ".a:nth-last-child(%d){color:#fff}")) + nodes,
		"descendants of descendants":   sheet(strings.Repeat(".z"+strings.Repeat(" .a", 30)+"{display:none}", 100)) + deep,
		"a selector that is very long": sheet(strings.Repeat(".a", 100_000)+"{display:none}") + nodes,
		"a group that is very long":    sheet(strings.Repeat(".a,", 100_000)+".b{display:none}") + nodes,
		"nested rules":                 sheet(strings.Repeat(".a,.b,.c{", 5_000)+"display:none") + nodes,
		"nested functions":             sheet(strings.Repeat(":not(", 100_000)+"{display:none}") + nodes,
		"lists behind lists":           sheet(strings.Repeat(strings.Repeat(":is(.a,.b)", 100)+"{display:none}", 100)) + nodes,
		"blocks that do not end":       sheet(strings.Repeat("@media x{", 100_000)) + nodes,
		"parentheses that do not end":  sheet(strings.Repeat("a{b:(", 50_000)) + nodes,
		"many declarations":            sheet(".a{"+strings.Repeat("left:-1px;left:-2!important;", 20_000)+"}") + nodes,
		"a long value":                 sheet(".a{transform:"+strings.Repeat("scale(1) ", 50_000)+"}") + nodes,
		"many layers":                  sheet(repeat(10_000, "@layer l%d{.a{display:none}}")) + nodes,
		"many classes":                 sheet(repeat(10_000, ".a%d{display:none}")) + "<p class='" + strings.Repeat("a ", 200_000) + "'>" + nodes,
		"many colours": sheet(repeat(10_000, ".a%[1]d{color:#%06[1]x;background:#a%05[1]x}")) +
			"<div style='color:#fff'>" + nodes,
		"nested in a long selector": sheet(strings.Repeat("a ", 1_000)+"{"+repeat(20_000, ".c%d{display:none}")+"}") + nodes,
		"lists of chains":           sheet(strings.Repeat(":is("+strings.Repeat(".z .a,", 300)+".y){display:none}", 1_000)) + deep,
		"a block that is very long": sheet(".a{"+strings.Repeat("left:0;", 500_000)+"}") + nodes,
		"a value without end":       sheet(".a{left:"+strings.Repeat("0 ", 1_000_000)) + nodes,
		"many style attributes":     strings.Repeat("<p style='left:-9999px;color:#fff;color:red'>x", 5_000),
	}
}

// TestVisibilityOfHostileStyles would not end if any of it took more than
// linear time.
func TestVisibilityOfHostileStyles(t *testing.T) {
	for name, source := range hostileStyles() {
		t.Run(name, func(t *testing.T) {
			d, err := article.Parse(source, unhurried)
			if err != nil {
				t.Fatal(err)
			}
			checkAll(t, d)
		})
	}
}

func TestVisibilityIsUnclearWhereRulesAreNotTried(t *testing.T) {
	rules := func(n int) string { return repeat(n, ".z .a%d:not(.b){display:none}") }
	runVisibility(t, []visibilityTest{
		{"as many as are kept", "<style>" + rules(20_000) + "</style><p id=x>a", shown, ""},
		{"more than are kept", "<style>" + rules(20_001) + "</style><p id=x>a", unclear, "too many style rules"},
		{"hidden all the same", "<style>" + rules(20_001) + "</style><p id=x hidden>a", hidden, "<p hidden>"},
		{"more than can be tried", "<style>" + strings.Repeat("p:not(.a){opacity:0}", 10_000) + "</style>" +
			strings.Repeat("<p class=a>x", 10_000) + "<p id=x>a", unclear, "too many style rules"},
	})
}

// TestVisibilityStaysLinear counts what is allocated: ten times the rules and
// ten times the nodes may take ten times as much, not a hundred times.
func TestVisibilityStaysLinear(t *testing.T) {
	for name, page := range map[string]func(n int) string{
		"rules that match nothing": func(n int) string {
			return "<style>" + repeat(n, ".a%d .b{display:none}") + "</style>" + repeat(n, "<p class='b c%d'>x</p>")
		},
		"rules that match one each": func(n int) string {
			return "<style>" + repeat(n, ".a%d{display:none}") + "</style>" + repeat(n, "<p class='b a%d'>x</p>")
		},
		"rules that match all": func(n int) string {
			return "<style>" + repeat(n, ".b:not(.a%d){color:#fff}") + "</style>" + repeat(n, "<p class='b c%d'>x</p>")
		},
	} {
		t.Run(name, func(t *testing.T) {
			small, large := allocations(t, page(1_000)), allocations(t, page(10_000))
			if large > 15*small {
				t.Errorf("%d allocations for 1,000 rules and nodes, %d for 10,000", small, large)
			}
		})
	}
}

func repeat(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// allocations is how many the visibility of source takes beyond its parse.
func allocations(t *testing.T, source string) uint64 {
	t.Helper()
	d, err := article.Parse(source, unhurried)
	if err != nil {
		t.Fatal(err)
	}
	n := d.Root.Nodes[0].FirstChild
	d.Tag(n) // builds what is needed to look nodes up
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	d.Visibility(n)
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}

func FuzzVisibility(f *testing.F) {
	for _, seed := range []string{
		`<style>.a{display:none}.a.b{display:block}@media (x){p{color:#fff}}</style><p class="a b" style="left:-9999px">x</p>`,
		`<style>@layer a{:is(.a,p) > b{font:0/0 a}} p{& b{opacity:0;}} :not(:hover)~i{all:unset}</style><p><b>x</b><i hidden>y</i>`,
		`<style>p{--a:none;display:var(--a);transform:matrix(0,0,0,0,0,0);clip:rect(0 0 0 0);color:hsl(1 2% 3%/4)}</style><p>x`,
		`<details><summary>a</summary><video>b</video></details><marquee width=0>c</marquee><font color=white>d</font>`,
		`<p style="clip-path:polygon(0 0,1% 1px);margin:1px 2em 3%;width:calc(1px*-1000);background:url(x) #ffff">x`,
		"<style>.\\61 {d\\69splay:n\\6fne} a\x00b{} \"</style><svg><style>*{filter:opacity(0)}</style><p>x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		d, err := article.Parse(source, unhurried)
		if err != nil {
			return
		}
		checkAll(t, d)
	})
}
