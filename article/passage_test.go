package article_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
)

func TestPassagesAreWhatReadersGetToRead(t *testing.T) {
	for _, test := range []struct {
		name, source string
		want         []string // as they are written in the source
	}{
		{"texts and attributes in source order", `<title>a</title><p title="b" class=x>c<img alt=d> </p>`, []string{"a", "b", "c", "d"}},
		{"quoted and unseen text left out", `<p>a<code>x<i>x</i></code>b<script>x</script><style>x</style>`, []string{"a", "b"}},
		{"attributes of what quotes, not in it", `<svg aria-label="a"><g aria-label="x">x</g></svg><p>b`, []string{"a", "b"}},
		{"references kept as they are written", `<p title="a &amp; b">c &lt; d`, []string{"a &amp; b", "c &lt; d"}},
		{"no references without quotes", `<p title=a&amp;b>c`, []string{"c"}},
		{"text that the parser moves", `<table title="a"><tr><td>b</td></tr>c</table>`, []string{"a", "b", "c"}},
		{"empty attributes left out", `<p title="" alt=" ">a`, []string{"a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, err := article.Parse(test.source, article.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range doc.Passages() {
				got = append(got, p.Source(0, len(p.Text)))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPassagesKnowWhatTheyAre(t *testing.T) {
	type facts struct {
		Text                                        string
		ASCII, Title, Attribute, Whole, Refers, Tag bool
	}
	doc, err := article.Parse(`<title>née</title><h1>a <i>b</i></h1><p title="c &amp; ç">d</p><p alt=e>&eacute;</p><p>f</x>g`, article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []facts
	for _, p := range doc.Passages() {
		got = append(got, facts{p.Text, p.ASCII, p.Title, p.Attribute, p.Whole, p.HasReferences(), p.HasMarkup(0, len(p.Text))})
	}
	want := []facts{
		{Text: "née", Title: true},
		{Text: "a ", ASCII: true, Title: true},
		{Text: "b", ASCII: true, Title: true},
		{Text: "c & ç", Attribute: true, Whole: true},
		{Text: "d", ASCII: true},
		{Text: "e", ASCII: true, Attribute: true},
		{Text: "é", Refers: true},
		{Text: "fg", ASCII: true, Tag: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
