package inblock_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters/internal/inblock"
)

func block(t *testing.T, source string) (*article.Document, *article.Block) {
	t.Helper()
	doc, err := article.Parse(source, article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc, &doc.Blocks()[0]
}

func TestEditsReachThroughReferencesAndTags(t *testing.T) {
	doc, b := block(t, "<p>a&#8203;<b>b&shy;</b>c")
	at := strings.Index(b.Data, "\u200b")
	hyphen := strings.Index(b.Data, "\u00ad")
	edits := inblock.Edits(doc.Source, b, []inblock.Change{{at, at + 3, ""}, {hyphen, hyphen + 2, "x"}})
	got, err := article.Apply(doc.Source, edits)
	if want := "<p>a<b>bx</b>c"; got != want || err != nil {
		t.Errorf("repaired = %q, %v, want %q", got, err, want)
	}
}

func TestEditsTakeOutWhatOnlyLooksLikeATag(t *testing.T) {
	doc, b := block(t, "<p>a <|x|> b")
	at := strings.Index(b.Data, "<|x|>")
	got, err := article.Apply(doc.Source, inblock.Edits(doc.Source, b, []inblock.Change{{at, at + 6, ""}}))
	if want := "<p>a b"; got != want || err != nil {
		t.Errorf("repaired = %q, %v, want %q", got, err, want)
	}
}

func TestNoEditCutsACharacterReference(t *testing.T) {
	doc, b := block(t, "<p>a &bne; b") // one reference, two characters
	at := strings.Index(b.Data, "\u20e5")
	if edits := inblock.Edits(doc.Source, b, []inblock.Change{{at, at + 3, ""}}); edits != nil {
		t.Errorf("Edits = %v, want none", edits)
	}
}

func TestNoEditMakesMarkupOrCharacters(t *testing.T) {
	for _, source := range []string{"<p>1 <\u200bscript>", "<p>1 &l\u200bt;", "<p>1 &\u200bamp;", "<p>1 &#\u200b60;", "<p>1 &a\u200bm\u200bp;", "<p>1 <&#8203;&#8203;b>", "<p>1 \xe2\x80\u200b\x8b"} {
		doc, b := block(t, source)
		var changes []inblock.Change
		for i, r := range b.Data {
			if r == '\u200b' {
				changes = append(changes, inblock.Change{i, i + 3, ""})
			}
		}
		if edits := inblock.Edits(doc.Source, b, changes); edits != nil || len(changes) == 0 {
			t.Errorf("Edits of %q = %v, want none", source, edits)
		}
	}
}

func TestQuoted(t *testing.T) {
	_, b := block(t, "<p>a<code><i>b</i></code>c")
	var r inblock.Reader
	got := []bool{r.Quoted(b, 0), r.Quoted(b, 1), r.Quoted(b, 2)}
	if diff := cmp.Diff([]bool{false, true, false}, got); diff != "" {
		t.Errorf("Quoted (-want +got):\n%s", diff)
	}
}

func TestPoints(t *testing.T) {
	got := inblock.Points([]rune("a\u200bb\u200b"))
	if diff := cmp.Diff([]string{"U+0061", "U+200B ×2", "U+0062"}, got); diff != "" {
		t.Errorf("Points (-want +got):\n%s", diff)
	}
}
