package passage_test

import (
	"testing"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/passage"
)

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
			got, err := article.Apply(test.source, passage.Edits(&doc.Passages()[0], []passage.Change{{Start: 0, End: 2, New: "<i>&"}}))
			if err != nil || got != test.want {
				t.Errorf("repaired = %q, %v, want %q", got, err, test.want)
			}
		})
	}
}
