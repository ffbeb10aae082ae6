package article_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/presscheck/presscheck/article"
)

func find(t testing.TB, d *article.Document, selector string) *html.Node {
	t.Helper()
	found := d.Root.Find(selector)
	if found.Length() == 0 {
		t.Fatalf("nothing matches %q in %q", selector, d.Source)
	}
	return found.Nodes[0]
}

func slice(d *article.Document, s article.Span) string { return d.Source[s.Start:s.End] }

func TestTagAndOuter(t *testing.T) {
	tests := []struct{ name, source, selector, tag, outer string }{
		{"an element", `<p>a<b class=x>b</b>c</p>`, "b", `<b class=x>`, `<b class=x>b</b>`},
		{"the same name inside", `<div id=x><div>a</div></div>b`, "#x", `<div id=x>`, `<div id=x><div>a</div></div>`},
		{"space before the end tag", "<div id=x><i>a</i>\n</div>b", "#x", `<div id=x>`, "<div id=x><i>a</i>\n</div>"},
		{"no end tag", `<ul><li id=x>a<li>b</ul>`, "#x", `<li id=x>`, `<li id=x>a`},
		{"a list in an item", `<ul><li id=x>a<ul><li>b</ul></li></ul>`, "#x", `<li id=x>`, `<li id=x>a<ul><li>b</ul></li>`},
		{"a void element", `<p>a<img src=x alt="b">c</p>`, "img", `<img src=x alt="b">`, `<img src=x alt="b">`},
		{"an empty element", `<p>a<b></b>c</p>`, "b", `<b>`, `<b></b>`},
		{"an implied element", `<table><tr><td>a</table>`, "tbody", ``, `<tr><td>a`},
		{"upper case", `<P ID=x>a</P>`, "#x", `<P ID=x>`, `<P ID=x>a</P>`},
		{"behind the body", `<body>a</body><a href=x>b</a>`, "a", `<a href=x>`, `<a href=x>b</a>`},
		{"moved out of a table", `<table><a href=x>b</a><tr><td>c</table>`, "a", `<a href=x>`, `<a href=x>b</a>`},
		{"cut off", `<p id=x>a<b>c`, "#x", `<p id=x>`, `<p id=x>a<b>c`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := parse(t, test.source)
			n := find(t, d, test.selector)
			if got := slice(d, d.Tag(n)); got != test.tag {
				t.Errorf("Tag = %q, want %q", got, test.tag)
			}
			if got := slice(d, d.Outer(n)); got != test.outer {
				t.Errorf("Outer = %q, want %q", got, test.outer)
			}
		})
	}
}

func TestAttributes(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string // key=source of the value→decoded value
	}{
		{"quoted, single-quoted, bare and empty", `<a href="x y" title='z' rel=dofollow hidden>`,
			[]string{"href=x y→x y", "title=z→z", "rel=dofollow→dofollow", "hidden=→"}},
		{"odd spacing and case", "<a\nHREF =\t\"x\"/ Title= y/>", []string{"href=x→x", "title=y/→y/"}},
		{"references follow the rule of attributes", `<a href="?a=1&copy=2&amp;b&lt;&copy">`,
			[]string{"href=?a=1&copy=2&amp;b&lt;&copy→?a=1&copy=2&b<©"}},
		{"no attributes", `<a>`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := parse(t, test.source)
			var got []string
			for _, a := range d.Attributes(find(t, d, "a")) {
				got = append(got, fmt.Sprintf("%s=%s→%s", a.Key, slice(d, a.Span), a.Value))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Attributes (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzAttributes(f *testing.F) {
	f.Add(`href="x y" title='z' rel=dofollow hidden`)
	f.Add("HREF =\t\"x\"/ Title= y/")
	f.Add(`a=b&copy=1 c="&amp;&lt" =x d`)
	f.Fuzz(func(t *testing.T, attributes string) {
		if strings.ContainsAny(attributes, "<>\x00") {
			return
		}
		d, err := article.Parse("<i "+attributes+">", article.Options{})
		if err != nil || d.Root.Find("i").Length() == 0 {
			return
		}
		n := find(t, d, "i")
		seen := map[string]string{}
		for _, a := range d.Attributes(n) {
			if _, twice := seen[a.Key]; !twice {
				seen[a.Key] = a.Value
			}
		}
		for _, a := range n.Attr {
			if got, ok := seen[a.Key]; !ok || got != a.Val {
				t.Errorf("attribute %q of %q = %q, %v; the parser has %q", a.Key, d.Source, got, ok, a.Val)
			}
		}
	})
}

func TestBlocksJoinWhatReadersSeeJoined(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
	}{
		{"inline elements do not part words", `<p>via<b></b>gra <i>on</i>line</p>`, []string{"viagra online"}},
		{"blocks part paragraphs", `<div>a<p>b</p>c</div><ul><li>d<li>e</ul>`, []string{"a", "b", "c", "d", "e"}},
		{"an empty block parts what stands around it", `<div>a<p></p>b</div>`, []string{"a", "b"}},
		{"a line break is a line end", `<p>a<br>b</p>`, []string{"a\nb"}},
		{"comments are nothing", `<p>via<!-- -->gra</p>`, []string{"viagra"}},
		{"the title is a block", `<title>a</title><body>b`, []string{"a", "b"}},
		{"scripts, styles and templates are not shown", `<script>a</script><style>b</style><template><p>c</template>d`, []string{"d"}},
		{"blank blocks are left out", "<p> \n</p><p>a</p>", []string{"a"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := parse(t, test.source)
			var got []string
			for _, b := range d.Blocks() {
				got = append(got, b.Data)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Blocks (-want +got):\n%s", diff)
			}
			checkDocument(t, d)
		})
	}
}

func TestABlockKnowsWhereItsCharactersStand(t *testing.T) {
	d := parse(t, `<p>a via<b></b>gr&#97;<br>b</p>`)
	b := d.Blocks()[0]
	if b.Data != "a viagra\nb" {
		t.Fatalf("Data = %q", b.Data)
	}
	if got, want := slice(d, b.Span(2, 8)), `via<b></b>gr&#97;`; got != want {
		t.Errorf("Span of the word = %q, want %q", got, want)
	}
	if got, want := slice(d, b.Span(8, 9)), `<br>`; got != want {
		t.Errorf("Span of the line end = %q, want %q", got, want)
	}
	var parts []string
	for _, s := range b.Spans(2, 8) {
		parts = append(parts, slice(d, s))
	}
	if diff := cmp.Diff([]string{"via", "gr&#97;"}, parts); diff != "" {
		t.Errorf("Spans (-want +got):\n%s", diff)
	}
	if got := b.NodeAt(4).Data; got != "a via" {
		t.Errorf("NodeAt(4) = %q", got)
	}
}

func TestLinks(t *testing.T) {
	const page = `<a href="/a"><b>One</b> two</a> <a href="http://WWW.Other.co.uk:8080/x">Three</a>` +
		`<a href="mailto:x@y.z">Four</a><a name=x>Five</a><a href="https://sub.example.org/"><img alt="Six" src=i></a>`
	d, err := article.Parse(page, article.Options{URL: "https://www.example.org/news/1", Limits: patient})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range d.Links() {
		got = append(got, fmt.Sprintf("%s %s %s %s %v", l.Text, l.Target, l.Host, l.Domain, l.Foreign))
	}
	want := []string{
		"One two https://www.example.org/a www.example.org example.org false",
		"Three http://WWW.Other.co.uk:8080/x www.other.co.uk other.co.uk true",
		"Four mailto:x@y.z   false",
		"Six https://sub.example.org/ sub.example.org example.org false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Links (-want +got):\n%s", diff)
	}
	if got := slice(d, d.Links()[0].Span); got != `<a href="/a"><b>One</b> two</a>` {
		t.Errorf("Span = %q", got)
	}
}

func TestOwnDomain(t *testing.T) {
	tests := []struct{ name, source, url, want string }{
		{"the submitted address", `<link rel=canonical href="https://b.org/">`, "https://www.a.com/x", "a.com"},
		{"else the canonical link", `<link rel=canonical href="https://www.b.org/"><meta property=og:url content="https://c.net/">`, "", "b.org"},
		{"else og:url", `<meta property="og:url" content="https://c.net/x"><base href="https://d.net/">`, "", "c.net"},
		{"else the base", `<base href="https://d.net/x/"><a href="https://e.net/">e</a>`, "", "d.net"},
		{"else where most links lead", `<a href="https://e.net/">e</a><a href="https://x.e.net/">e</a><a href="https://f.net/">f</a>`, "", "e.net"},
		{"else nothing", `<a href="https://e.net/">e</a><a href="https://f.net/">f</a>`, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := article.Parse(test.source, article.Options{URL: test.url, Limits: patient})
			if err != nil {
				t.Fatal(err)
			}
			if got := d.OwnDomain(); got != test.want {
				t.Errorf("OwnDomain() = %q, want %q", got, test.want)
			}
		})
	}
}

func TestPlainTextHasAParagraphForEachRunOfLines(t *testing.T) {
	source := "\uFEFFone\ntwo\r\n\r\n \nthree < &amp;\n\n\nfour"
	d, err := article.Parse(source, article.Options{Plain: true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range d.Blocks() {
		got = append(got, b.Data)
		if written := slice(d, b.Span(0, len(b.Data))); written != b.Data {
			t.Errorf("block %q stands as %q", b.Data, written)
		}
	}
	if diff := cmp.Diff([]string{"one\ntwo", "three < &amp;", "four"}, got); diff != "" {
		t.Errorf("Blocks (-want +got):\n%s", diff)
	}
}

func TestReadDecodes(t *testing.T) {
	const text = "<p>中文 and more 中国人民</p>"
	tests := []struct {
		name, contentType string
		raw               string
		want              article.Encoding
		source            string
	}{
		{"UTF-8", "", text, article.Encoding{Charset: "utf-8", Source: "detected"}, text},
		{"a byte order mark", "text/html; charset=gbk", "\uFEFF" + text, article.Encoding{Charset: "utf-8", Source: "bom"}, "\uFEFF" + text},
		{"UTF-16 with a mark", "", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text), article.Encoding{Charset: "utf-16le", Source: "bom"}, "\uFEFF" + text},
		{"the charset of HTTP", "text/html; charset=GB2312", encode(t, simplifiedchinese.GBK, text), article.Encoding{Charset: "gbk", Source: "http"}, text},
		{"the charset of a meta tag", "", "<meta charset='shift_jis'>" + encode(t, japanese.ShiftJIS, "<p>日本語</p>"),
			article.Encoding{Charset: "shift_jis", Source: "meta"}, "<meta charset='shift_jis'><p>日本語</p>"},
		{"a meta tag that UTF-8 contradicts", "", "<meta charset=gbk>" + text, article.Encoding{Charset: "utf-8", Source: "detected"}, "<meta charset=gbk>" + text},
		{"a charset that must be guessed", "", encode(t, charmap.Windows1251, strings.Repeat("<p>Сегодня в городе прошёл большой праздник.</p>", 5)),
			article.Encoding{Charset: "windows-1251", Source: "detected"}, strings.Repeat("<p>Сегодня в городе прошёл большой праздник.</p>", 5)},
		{"claimed UTF-8 that is none keeps its bytes", "text/html; charset=utf-8", "<p>a\xc3(b\xff</p>",
			article.Encoding{Charset: "utf-8", Source: "http", Undecodable: 2}, "<p>a\xc3(b\xff</p>"},
		{"mostly UTF-8 keeps its bytes", "", text + "\xff", article.Encoding{Charset: "utf-8", Undecodable: 1}, text + "\xff"},
		{"bytes that the charset does not know", "text/html; charset=gbk", "<p>\x81</p>", article.Encoding{Charset: "gbk", Source: "http", Undecodable: 1}, "<p>\uFFFD</p>"},
		{"an unknown charset is ignored", "text/html; charset=x-none", text, article.Encoding{Charset: "utf-8", Source: "detected"}, text},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, err := article.Read([]byte(test.raw), article.Options{ContentType: test.contentType, Limits: patient})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, d.Encoding); diff != "" {
				t.Errorf("Encoding (-want +got):\n%s", diff)
			}
			if d.Source != test.source {
				t.Errorf("Source = %q, want %q", d.Source, test.source)
			}
		})
	}
}

func encode(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPosition(t *testing.T) {
	d := parse(t, "a\nbé\n\nc")
	for offset, want := range map[int]string{-1: "1:1", 0: "1:1", 1: "1:2", 2: "2:1", 5: "2:4", 6: "3:1", 7: "4:1", 8: "4:2", 99: "4:2"} {
		line, column := d.Position(offset)
		if got := fmt.Sprintf("%d:%d", line, column); got != want {
			t.Errorf("Position(%d) = %s, want %s", offset, got, want)
		}
	}
}

func TestApply(t *testing.T) {
	edit := func(start, end int, s string) article.Edit {
		return article.Edit{Span: article.Span{Start: start, End: end}, New: s}
	}
	tests := []struct {
		name  string
		edits []article.Edit
		want  string
		err   error
	}{
		{"nothing", nil, "abcdef", nil},
		{"in any order", []article.Edit{edit(4, 6, "X"), edit(0, 1, "")}, "bcdX", nil},
		{"edits that touch", []article.Edit{edit(0, 2, "1"), edit(2, 4, "2"), edit(2, 2, "+")}, "1+2ef", nil},
		{"edits that overlap", []article.Edit{edit(0, 3, ""), edit(2, 4, "")}, "", article.ErrOverlap},
		{"two insertions at one place", []article.Edit{edit(2, 2, "a"), edit(2, 2, "b")}, "", article.ErrOverlap},
		{"behind the end", []article.Edit{edit(5, 7, "")}, "", article.ErrOutside},
		{"reversed", []article.Edit{edit(3, 2, "")}, "", article.ErrOutside},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := article.Apply("abcdef", test.edits)
			if got != test.want || !errors.Is(err, test.err) {
				t.Errorf("Apply = %q, %v; want %q, %v", got, err, test.want, test.err)
			}
		})
	}
}

func TestLanguageIsWhatThePageSays(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"with a region", `<html lang="pt-BR"><p>a`, "pt"},
		{"in capitals, with an underscore", `<html lang=" ZH_TW "><p>a`, "zh"},
		{"of the body", `<html><body lang="fr"><p>a<p>b`, "fr"},
		{"of a fragment", ` <article lang="de"><p>a</article> <!-- b -->`, "de"},
		{"of one element of several", `<p lang="de">a<p>b`, ""},
		{"of a word beside text", `a <i lang="de">b</i>`, ""},
		{"of the page and its one element", `<html lang="pt"><article lang="de">a`, "pt"},
		{"not said", `<html><p>a`, ""},
	} {
		d, err := article.Parse(test.source, article.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Language(); got != test.want {
			t.Errorf("%s: language %q, want %q", test.name, got, test.want)
		}
	}
}

func TestLanguageSubmittedBesideAnArticleCountsWhereItSaysNothing(t *testing.T) {
	for _, test := range []struct {
		source  string
		options article.Options
		want    string
	}{
		{"<p>a", article.Options{Language: "DE-at"}, "de"},
		{"<p>a", article.Options{Language: "de, en"}, "de"},
		{`<article lang="fr">a`, article.Options{Language: "de"}, "fr"},
		{"a", article.Options{Language: "de", Plain: true}, "de"},
		{"a", article.Options{Plain: true}, ""},
		{"<p>a", article.Options{Language: "de", Limits: article.Limits{Bytes: 1}}, "de"}, // refused
	} {
		d, _ := article.Parse(test.source, test.options)
		if got := d.Language(); got != test.want {
			t.Errorf("%s with %q: language %q, want %q", test.source, test.options.Language, got, test.want)
		}
	}
}
