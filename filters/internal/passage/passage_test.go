package passage_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/passage"
)

func TestPassagesAreWhatReadersSee(t *testing.T) {
	doc, err := article.Parse(`<title>née</title><p title="thé &amp; café" alt=ça>é<code>é</code><script>é</script>`, article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range passage.List(doc, func(s string) bool { return strings.ContainsAny(s, "éç") }) {
		got = append(got, p.Text)
	}
	if diff := cmp.Diff([]string{"née", "thé & café", "ça", "é"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTitlesAreKnown(t *testing.T) {
	doc, err := article.Parse(`<title>née</title><h1>é <i>né</i></h1><h2>né</h2><p title="né">né</p>`, article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []bool
	for _, p := range passage.List(doc, func(s string) bool { return strings.Contains(s, "é") }) {
		got = append(got, p.Title)
	}
	if diff := cmp.Diff([]bool{true, true, true, false, false, false}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRepairedCharactersAreNoMarkup(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"text", `<p>ab</p>`, `<p>&lt;i&gt;&amp;</p>`},
		{"attribute", `<p title="ab">x</p>`, `<p title="&lt;i&gt;&amp;">x</p>`},
		{"attribute with references", `<p title="ab&quot;">x</p>`, `<p title="&lt;i&gt;&amp;&#34;">x</p>`},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, err := article.Parse(test.source, article.Options{})
			if err != nil {
				t.Fatal(err)
			}
			p := passage.List(doc, func(s string) bool { return strings.HasPrefix(s, "ab") })[0]
			got, err := article.Apply(test.source, p.Edits([]passage.Change{{Start: 0, End: 2, New: "<i>&"}}))
			if err != nil || got != test.want {
				t.Errorf("repaired = %q, %v, want %q", got, err, test.want)
			}
		})
	}
}
