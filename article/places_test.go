package article_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/presscheck/presscheck/article"
)

// places lists what a document knows: each text with the source it came from
// if that differs, then the elements whose start tag nobody wrote.
func places(d *article.Document) []string {
	var lines []string
	for _, t := range d.Texts {
		written := d.Source[t.Span(0, 1).Start:t.Span(len(t.Data)-1, len(t.Data)).End]
		line := fmt.Sprintf("%q", t.Data)
		if written != t.Data {
			line += fmt.Sprintf(" from %q", written)
		}
		lines = append(lines, line)
	}
	for _, n := range d.Lost() {
		lines = append(lines, fmt.Sprintf("lost %q", n.Data))
	}
	return lines
}

func TestEveryTextKnowsItsPlace(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
	}{
		{"plain words stand as they are", "<p>one two</p>", []string{`"one two"`}},
		{"references with a semicolon", "<p>a&amp;b &#x4e2d;&#25991; &NotEqualTilde;</p>",
			[]string{`"a&b 中文 ≂̸" from "a&amp;b &#x4e2d;&#25991; &NotEqualTilde;"`}},
		{"references without a semicolon", "<p>&notit; &ampamp &#8203A &copy2 &nosuch &</p>",
			[]string{`"¬it; &amp \u200bA ©2 &nosuch &" from "&notit; &ampamp &#8203A &copy2 &nosuch &"`}},
		{"numbers that stand for other characters", "<p>&#150;&#0;&#xD800;&#x110000;</p>",
			[]string{`"–���" from "&#150;&#0;&#xD800;&#x110000;"`}},
		{"line ends become newlines", "<p>a\r\nb\rc</p>", []string{`"a\nb\nc" from "a\r\nb\rc"`}},
		{"NUL is dropped from text", "<p>a\x00b</p>", []string{`"ab" from "a\x00b"`}},
		{"NUL in a title becomes a replacement character", "<title>a\x00b</title>", []string{`"a�b" from "a\x00b"`}},
		{"NUL in foreign content becomes a replacement character", "<svg><text>a\x00b</text></svg>",
			[]string{`"a�b" from "a\x00b"`}},
		{"a byte order mark is no text", "\uFEFF<p>a</p>", []string{`"a"`}},
		{"invalid bytes stay as they are", "<p>a\xff\xfeb</p>", []string{`"a\xff\xfeb"`}},
		{"the newline after <pre> is dropped", "<pre>\na\n</pre>", []string{`"a\n"`}},
		{"only the first newline after <pre> is dropped", "<pre>\r\n\r\na</pre>", []string{`"\na" from "\r\na"`}},
		{"the newline after <textarea> is dropped", "<textarea>\na&lt;</textarea>", []string{`"a<" from "a&lt;"`}},
		{"comments separate texts", "<p>via<!-- x -->gra</p>", []string{`"via"`, `"gra"`}},
		{"a CDATA section is a comment in HTML", "<p>a<![CDATA[b]]>c</p>", []string{`"a"`, `"c"`}},
		{"a CDATA section is text in SVG", "<svg><text>a<![CDATA[b<i>]]>c</text></svg>",
			[]string{`"ab<i>c" from "a<![CDATA[b<i>]]>c"`}},
		{"raw text knows no references", "<script>a &amp; b</script><style>c &amp; d</style><p>e</p>",
			[]string{`"a &amp; b"`, `"c &amp; d"`, `"e"`}},
		{"script that looks like CDATA", "<script><![CDATA[ x ]]></script>", []string{`"<![CDATA[ x ]]>"`}},
		{"a title knows references", "<title>a &amp; <b></title>", []string{`"a & <b>" from "a &amp; <b>"`}},
		{"<noscript> is raw text", "<noscript><a href=x>y</a></noscript>", []string{`"<a href=x>y</a>"`}},
		{"a title in SVG may hold elements", "<svg><title><a href=x>y</a></title></svg>", []string{`"y"`}},
		{"a style in SVG may hold elements", "<svg><style><a>y</a></style></svg>z", []string{`"y"`, `"z"`}},
		{"templates are parsed", "<template><p>a</p></template>b", []string{`"a"`, `"b"`}},
		{"text in a table moves in front of it", "<table>a<tr>b<td>c</table>d",
			[]string{`"ab" from "a<tr>b"`, `"c"`, `"d"`}},
		{"misnested formatting is copied", "<p>1<b>2<i>3</b>4</i>5</p>",
			[]string{`"1"`, `"2"`, `"3"`, `"4"`, `"5"`}},
		{"formatting is reopened in the next paragraph", "<p>1<b a=1>2<p>3<p>4",
			[]string{`"1"`, `"2"`, `"3"`, `"4"`}},
		{"blocks inside formatting", "<a href=1>x<div>y</a>z</div>", []string{`"x"`, `"y"`, `"z"`}},
		{"bare text after the body joins its last text", "<body>a</body>b</html>c",
			[]string{`"abc" from "a</body>b</html>c"`}},
		{"elements after the body", "<body><p>a</p></body></html>\n<a href=x>b</a> c",
			[]string{`"a"`, `"\n"`, `"b"`, `" c"`}},
		{"stray end tags between texts", "<div>a</b></i>b</div>", []string{`"ab" from "a</b></i>b"`}},
		{"stray paragraph ends make paragraphs", "<p><div>a</div></p><p>b</p>", []string{`"a"`, `"b"`}},
		{"dropped start tags between texts", "<div>a<td>b<tr>c</div>", []string{`"abc" from "a<td>b<tr>c"`}},
		{"space before the head is dropped", "\n<html>\n<head>\n<title>a</title>\n</head>\n<body> b",
			[]string{`"\n"`, `"a"`, `"\n"`, `"\n"`, `" b"`}},
		{"text right after the head is split from its space", "<head></head> \n x", []string{`" \n "`, `"x"`}},
		{"lone angle brackets", "<p>1 < 2 <3 </ x> 4", []string{`"1 < 2 <3 "`, `" 4"`}},
		{"a tag cut off at the end", "<p>a<b class=", []string{`"a"`}},
		{"<plaintext> swallows the rest", "<p>a<plaintext></p>b", []string{`"a"`, `"</p>b"`}},
		{"select drops most tags", "<select><option>a<div>b<p>c</select>d", []string{`"a"`, `"b"`, `"c"`, `"d"`}},
		{"frameset drops all text", "<frameset>a<frame></frameset>b", nil},
		{"<image> is <img>", "a<image src=x>b", []string{`"a"`, `"b"`}},
		{"nested forms and second bodies", "<form>a<form>b</form><body class=x>c<html lang=y>d",
			[]string{`"ab" from "a<form>b"`, `"cd" from "c<html lang=y>d"`}},
		{"nothing at all", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := parse(t, test.source)
			if diff := cmp.Diff(test.want, places(d)); diff != "" {
				t.Errorf("places of %q (-want +got):\n%s", test.source, diff)
			}
			checkDocument(t, d)
		})
	}
}

// patient keeps a busy machine from refusing what is no trouble.
var patient = article.Limits{Budget: time.Minute}

func parse(t testing.TB, source string) *article.Document {
	t.Helper()
	d, err := article.Parse(source, article.Options{Limits: patient})
	if err != nil {
		t.Fatalf("Parse(%q): %v", source, err)
	}
	return d
}

// checkDocument holds what is true of every parsed document.
func checkDocument(t testing.TB, d *article.Document) {
	t.Helper()
	checkTree(t, d)
	last := 0
	for _, text := range d.Texts {
		if start := text.Span(0, 1).Start; start < last {
			t.Errorf("text %q at %d stands behind one at %d", text.Data, start, last)
		}
		last = text.Span(0, 1).Start
		checkText(t, d.Source, text)
	}
	for _, b := range d.Blocks() {
		checkBlock(t, d.Source, &b)
	}
}

// checkTree compares the tree with that of x/net/html alone.
func checkTree(t testing.TB, d *article.Document) {
	t.Helper()
	plain, err := html.Parse(strings.NewReader(strings.TrimPrefix(d.Source, "\uFEFF")))
	if err != nil {
		t.Fatalf("html.Parse: %v", err)
	}
	if got, want := render(t, d.Root.Nodes[0]), render(t, plain); got != want {
		t.Errorf("tree differs from html.Parse:\n got %s\nwant %s", got, want)
	}
}

func render(t testing.TB, n *html.Node) string {
	t.Helper()
	var out strings.Builder
	for c := range n.Descendants() {
		fmt.Fprintf(&out, "%d %q %q %v\n", c.Type, c.Namespace, c.Data, c.Attr)
	}
	return out.String()
}

// checkText decodes the source of every character of text by itself.
func checkText(t testing.TB, source string, text article.Text) {
	t.Helper()
	last := article.Span{}
	decoded := ""
	for i, r := range text.Data {
		size := max(1, utf8.RuneLen(r))
		if r == utf8.RuneError && !strings.HasPrefix(text.Data[i:], "\uFFFD") {
			size = 1
		}
		s := text.Span(i, i+size)
		if s.Start < last.Start || s.End > len(source) || s.Len() <= 0 {
			t.Fatalf("character %d of %q has span %v after %v", i, text.Data, s, last)
		}
		if s != last {
			decoded += decodeAs(source[s.Start:s.End], text.Node.Parent)
		}
		last = s
	}
	if decoded != text.Data {
		t.Errorf("text %q: its characters decode to %q", text.Data, decoded)
	}
}

func decodeAs(written string, parent *html.Node) string {
	switch {
	case written == "\x00":
		return "\uFFFD"
	case strings.HasPrefix(written, "\r"):
		return "\n"
	case parent.Namespace == "" && strings.Contains(" script style xmp iframe noembed noframes noscript plaintext ", " "+parent.Data+" "):
		return written
	}
	return html.UnescapeString(strings.ReplaceAll(written, "\x00", "")) // NUL may be dropped inside a character
}

func checkBlock(t testing.TB, source string, b *article.Block) {
	t.Helper()
	n := len(b.Data)
	whole := b.Span(0, n)
	if whole.Start < 0 || whole.End > len(source) || whole.Len() <= 0 {
		t.Fatalf("block %q has span %v", b.Data, whole)
	}
	for _, s := range b.Spans(0, n) {
		if !whole.Contains(s) {
			t.Errorf("block %q: part %v lies outside %v", b.Data, s, whole)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"<p>one &amp; two</p>", "<table>a<tr>b<td>c</table>d", "<p>1<b>2<i>3</b>4</i>5",
		"<svg><style><a>y</a></style></svg>z", "<svg><![CDATA[><!-- ]]><p>x", "<select><option>a<div>b",
		"<pre>\r\n\r\na", "a\x00b\rc", "&notit; &#8203A &", "<p><div>a</div></p><p>b", "<body>a</body>b</html>c",
		"<template><td>a</template>", "<math><mi><p>a</math>b", "<a><table><a>b", "<frameset>a<frame></frameset>b",
		"<svg><desc><style></svg></style></desc><style><p>x", "<style><!--</style><svg><style><p>y",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		d, err := article.Parse(source, article.Options{})
		if err != nil {
			return
		}
		checkDocument(t, d)
		d.Links()
		if len(d.Lost()) > 0 && !strings.ContainsAny(source, "<") {
			t.Errorf("lost %q in a source without markup", d.Lost()[0].Data)
		}
	})
}
