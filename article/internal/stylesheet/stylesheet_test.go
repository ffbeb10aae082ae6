package stylesheet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article/internal/stylesheet"
)

// blocks are those of a sheet, each on one line.
func blocks(source, media string) []string {
	var all []string
	s := stylesheet.New(func(property string) bool { return property != "skipped" })
	s.Read(source, media, func(b *stylesheet.Block) {
		line := stylesheet.Plain(s.Prelude(b)) + " {" + declarations(b) + "}"
		if b.Condition != "" {
			line = b.Condition + " {" + line + "}"
		}
		all = append(all, line)
	})
	return all
}

func declarations(b *stylesheet.Block) string {
	var all []string
	for _, d := range b.Declarations {
		important := ""
		if d.Important {
			important = " important"
		}
		all = append(all, fmt.Sprintf("%s:%s %d%s", d.Name, stylesheet.Plain(d.Text), len(d.Value), important))
	}
	return strings.Join(all, "; ")
}

func TestBlocksAreWhatABrowserKeeps(t *testing.T) {
	for _, test := range []struct {
		name, source, media string
		want                []string
	}{
		{"a rule", "a , b>c { Color : Red }", "", []string{"a , b>c {color:Red 1}"}},
		{"nothing that is wanted", "a{skipped:1px}", "", nil},
		{"an escape in a name", `a{c\6flor:red}`, "", []string{"a {color:red 1}"}},
		{"a function is one term", "a{b:c(d, e) f !IMPORTANT}", "", []string{"a {b:c(d, e) f 2 important}"}},
		{"a stray exclamation mark", "a{b:c!d;e:f}", "", []string{"a {e:f 1}"}},
		{"a semicolon in parentheses", "a{b:(c;d);e:f}", "", []string{"a {b:(c;d) 5; e:f 1}"}},
		{"a custom property", "a{--B:c}", "", []string{"a {--B:c 1}"}},
		{"a rule in a rule, which ends first", "a,b{c:d;e &{f:g}}", "", []string{"e a,e b {f:g 1}", "a,b {c:d 1}"}},
		{"a rule without end", "a{b:c", "", []string{"a {b:c 1}"}},
		{"for some screens", "@media (hover){a{b:c}}", "", []string{"@media (hover) {a {b:c 1}}"}},
		{"a sheet for some screens", "a{b:c}", "(hover)", []string{"@media (hover) {a {b:c 1}}"}},
		{"for paper", "@media print{a{b:c}} d{e:f}", "", []string{"d {e:f 1}"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, blocks(test.source, test.media)); diff != "" {
				t.Errorf("blocks of %q (-want +got):\n%s", test.source, diff)
			}
		})
	}
}

func TestAttributesHaveNoBlocks(t *testing.T) {
	s := stylesheet.New(func(string) bool { return true })
	if got, want := declarations(s.Attribute("a:b}c:d;e{f:g};h:i")), "h:i 1"; got != want {
		t.Errorf("declarations = %q, want %q", got, want)
	}
}

// A page has one element that is asked about, the last <b>.
const page = `<div class="p q"><i id=k></i><p><b class="x y" title=t>z</b></p></div>`

// matching are the selectors of a group that match the last <b> of page, with
// their weight and what is said of them.
func matching(t testing.TB, group string) (list []string, doubtful bool) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var last *html.Node
	for n := range root.Descendants() {
		if n.Data == "b" {
			last = n
		}
	}
	names := &stylesheet.NameSet{}
	for p := range last.Ancestors() {
		names.AddElement(p)
	}
	x := stylesheet.NewIndex()
	doubtful = x.Add(group, 0)
	m := stylesheet.Matcher{Budget: 10_000}
	m.Each(x, last, func() *stylesheet.NameSet { return names }, func(r *stylesheet.Rule) bool {
		w := r.Weight()
		line := fmt.Sprintf("%s %d,%d,%d", r, w>>20, w>>10&1023, w&1023)
		if r.Unsure() {
			line += " unsure"
		}
		if r.Passing() {
			line += " passing"
		}
		list = append(list, line)
		return true
	})
	return list, doubtful
}

func TestSelectors(t *testing.T) {
	for _, test := range []struct {
		name, group, want string
		doubtful          bool
	}{
		{"a type", "b", "b 0,0,1", false},
		{"all parts", "b.x.y[title=t]:only-child", "b.x.y[title=t]:only-child 0,4,1", false},
		{"a chain", "div.p > p .x", "div.p > p .x 0,2,2", false},
		{"a sibling of what it is in", "#k + p b", "#k + p b 1,0,2", false},
		{"the wrong sibling", "#k ~ b", "", false},
		{"one of several", ".a, .y , b.z", ".y 0,1,0", false},
		{"not of a class", ".x:not(.a, i)", ".x:not(.a, i) 0,2,0", false},
		{"not in what it is in", ".x:not(.p *)", "", false},
		{"a list with chains", ":is(.a, .p > p b)", ":is(.a, .p > p b) 0,1,2", false},
		{"a list without weight", ":where(#k ~ p) > :where(.x)", ":where(#k ~ p) > :where(.x) 0,0,0", false},
		{"a list of which nothing matches", ".x:is(.a)", "", false},
		{"a state", ".x:checked", ".x:checked 0,2,0 unsure", false},
		{"a state that passes", ".x:hover", ".x:hover 0,2,0 unsure passing", false},
		{"not in a state", ".x:not(:hover)", ".x:not(:hover) 0,2,0 unsure", false},
		{"a state of anything", ":checked, :not(:defined)", "", false},
		{"an unknown class", ".x:foo", ".x:foo 0,2,0 unsure", true},
		{"a pseudo-element", ".x::before", "", false},
		{"one that only some browsers know", ".x::-moz-focus-inner", "", true},
		{"no CSS", ".x!", "", true},
		{"an operator of Cascadia alone", ".x[title!=u]", "", true},
		{"comments and escapes", `b/**/.\78 `, "b.x 0,1,1", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			list, doubtful := matching(t, test.group)
			if got := strings.Join(list, "; "); got != test.want || doubtful != test.doubtful {
				t.Errorf("%q matches %q, doubtful %v, want %q, %v", test.group, got, doubtful, test.want, test.doubtful)
			}
		})
	}
}

func FuzzSheet(f *testing.F) {
	f.Add("a{b:c;&.d:not(e,:is(f g)){h:i(j)!important}}@media (x){*{y:z}}")
	f.Add("@layer a,b;@import'c';[d=\"e\"]>f~g:nth-child(2n+1){--h:{i};j:url(k)}}}l{m")
	f.Add(".\\61 /**/b{c:(]}<!--\x00d{e:\"\n}")
	f.Fuzz(func(t *testing.T, source string) {
		for _, line := range blocks(source, "") {
			if line == "" {
				t.Error("an empty block")
			}
		}
		matching(t, source)
		stylesheet.New(func(string) bool { return true }).Attribute(source)
	})
}
