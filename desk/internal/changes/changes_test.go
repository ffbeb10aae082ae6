package changes_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/desk/internal/changes"
)

func edit(start, end int, text string) article.Edit {
	return article.Edit{Span: article.Span{Start: start, End: end}, New: text}
}

func TestEditsInsideADeletionDoNotCount(t *testing.T) {
	got := changes.Standing([]article.Edit{edit(8, 9, "x"), edit(3, 4, ""), edit(2, 6, ""), edit(2, 6, ""), edit(6, 6, "y"), edit(5, 6, "z")})
	want := []article.Edit{edit(2, 6, ""), edit(6, 6, "y"), edit(8, 9, "x")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestChangesAreShownWithTheTextAroundThem(t *testing.T) {
	source := "first line\nsecond löne here\n" + strings.Repeat("z", 50) + "\nlast"
	got := changes.Hunks(source, []article.Edit{edit(18, 21, "li"), edit(24, 24, "!"), edit(79, 84, "")}, 8)
	want := []changes.Hunk{
		{Start: 11, Line: 2,
			Before: []changes.Part{{Text: "second "}, {Text: "lö", Changed: true}, {Text: "ne "}, {Text: "here"}},
			After:  []changes.Part{{Text: "second "}, {Text: "li", Changed: true}, {Text: "ne "}, {Text: "!", Changed: true}, {Text: "here"}}},
		{Start: 71, Line: 3,
			Before: []changes.Part{{Text: "zzzzzzzz"}, {Text: "\nlast", Changed: true}},
			After:  []changes.Part{{Text: "zzzzzzzz"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func FuzzASideIsWhatStandsThere(f *testing.F) {
	f.Add("some text\nof lines", []byte{2, 3, 9, 1})
	f.Fuzz(func(t *testing.T, source string, steps []byte) {
		var edits []article.Edit
		at := 0
		for i := 0; i+1 < len(steps); i += 2 {
			start := at + int(steps[i]%16)
			end := start + int(steps[i+1]%8)
			if end > len(source) {
				break
			}
			edits = append(edits, edit(start, end, strings.Repeat("n", int(steps[i+1]%3))))
			at = end + 1
		}
		for _, h := range changes.Hunks(source, edits, 5) {
			if before := text(h.Before); !strings.HasPrefix(source[h.Start:], before) || h.Line != 1+strings.Count(source[:h.Start], "\n") {
				t.Errorf("%+v is not at %d", h, h.Start)
			}
		}
		repaired, err := article.Apply(source, edits)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range changes.Hunks(source, edits, 5) {
			if !strings.Contains(repaired, text(h.After)) {
				t.Errorf("%q is not in what is repaired, %q", text(h.After), repaired)
			}
		}
	})
}

func text(parts []changes.Part) string {
	var s strings.Builder
	for _, p := range parts {
		s.WriteString(p.Text)
	}
	return s.String()
}
