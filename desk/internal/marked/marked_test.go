package marked_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/desk/internal/marked"
)

func span(start, end int) article.Span { return article.Span{Start: start, End: end} }

func TestTextIsCutWherePlacesBeginAndEnd(t *testing.T) {
	for _, test := range []struct {
		name   string
		places []article.Span
		want   []marked.Segment
	}{
		{"without a place it is whole", nil, []marked.Segment{{span(0, 10), marked.None, 0, nil}}},
		{"a place in another is the innermost", []article.Span{span(1, 9), span(3, 5)}, []marked.Segment{
			{span(0, 1), marked.None, 0, nil}, {span(1, 3), 0, 1, []int{0}}, {span(3, 5), 1, 2, []int{1}}, {span(5, 9), 0, 1, nil}, {span(9, 10), marked.None, 0, nil}}},
		{"of two that overlap the later wins where both lie", []article.Span{span(0, 6), span(4, 10)}, []marked.Segment{
			{span(0, 4), 0, 1, []int{0}}, {span(4, 6), 1, 2, []int{1}}, {span(6, 10), 1, 1, nil}}},
		{"two in one place both begin there", []article.Span{span(2, 4), span(2, 8)}, []marked.Segment{
			{span(0, 2), marked.None, 0, nil}, {span(2, 4), 0, 2, []int{1, 0}}, {span(4, 8), 1, 1, nil}, {span(8, 10), marked.None, 0, nil}}},
		{"what lies outside counts for nothing", []article.Span{span(-4, 2), span(9, 30), span(5, 5), span(40, 50)}, []marked.Segment{
			{span(0, 2), 0, 1, []int{0}}, {span(2, 9), marked.None, 0, nil}, {span(9, 10), 1, 1, []int{1}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, marked.Cut(span(0, 10), test.places)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func FuzzSegmentsAreTheTextAndKnowTheirPlaces(f *testing.F) {
	f.Add("a text", []byte{0, 3, 2, 5})
	f.Add("", []byte{})
	f.Add("overlaps", []byte{1, 4, 2, 6, 1, 4, 0, 8})
	f.Fuzz(func(t *testing.T, text string, ends []byte) {
		var places []article.Span
		for i := 0; i+1 < len(ends); i += 2 {
			places = append(places, span(int(ends[i]), int(ends[i+1])))
		}
		var whole strings.Builder
		begun := map[int]bool{}
		for _, s := range marked.Cut(span(0, len(text)), places) {
			whole.WriteString(text[s.Span.Start:s.Span.End])
			for _, b := range s.Begins {
				if begun[b] {
					t.Errorf("place %d begins twice", b)
				}
				begun[b] = true
			}
			check(t, s, places)
		}
		if whole.String() != text {
			t.Errorf("segments make %q", whole.String())
		}
		for i, p := range places {
			if lies := max(p.Start, 0) < min(p.End, len(text)); lies != begun[i] {
				t.Errorf("place %d begins: %v", i, begun[i])
			}
		}
	})
}

func check(t *testing.T, s marked.Segment, places []article.Span) {
	depth := 0
	for _, p := range places {
		if p.Contains(s.Span) {
			depth++
		}
	}
	if s.Span.Len() <= 0 || depth != s.Depth || (s.Of == marked.None) != (depth == 0) {
		t.Errorf("%+v: of depth %d", s, depth)
	}
	if s.Of != marked.None && !places[s.Of].Contains(s.Span) {
		t.Errorf("%+v is not in its place", s)
	}
}

func TestWhatNobodySeesBecomesASign(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []marked.Piece
	}{
		{"usual text stays, of whatever script", "naïve 東京 שלום\t\n", []marked.Piece{{Text: "naïve 東京 שלום\t\n", Count: 1}}},
		{"a zero-width space", "a\u200bb", []marked.Piece{{Text: "a", Count: 1}, {Text: "ZWSP", Sign: true, Name: "ZERO WIDTH SPACE (U+200B)", Count: 1}, {Text: "b", Count: 1}}},
		{"many are one sign", "\u202e\u202e\u202e", []marked.Piece{{Text: "RLO", Sign: true, Name: "RIGHT-TO-LEFT OVERRIDE (U+202E)", Count: 3}}},
		{"a space that does not break", "1\u00a0km", []marked.Piece{{Text: "1", Count: 1}, {Text: "\u00a0", Space: true, Name: "NO-BREAK SPACE (U+00A0)", Count: 1}, {Text: "km", Count: 1}}},
		{"bytes that are no text", "\xff\x00", []marked.Piece{
			{Text: `\xff`, Sign: true, Name: "byte FF, which is no UTF-8", Count: 1}, {Text: "U+0000", Sign: true, Name: "<control> (U+0000)", Count: 1}}},
		{"a letter of nobody's", "\U000E0041", []marked.Piece{{Text: "U+E0041", Sign: true, Name: "TAG LATIN CAPITAL LETTER A (U+E0041)", Count: 1}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, marked.Pieces(test.text)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func FuzzNothingThatTurnsTextIsLeft(f *testing.F) {
	f.Add("a\u202eb\u2066\xff\u00a0")
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range marked.Pieces(text) {
			if p.Count < 1 || p.Text == "" || !utf8.ValidString(p.Text) || strings.ContainsAny(p.Text, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u0000") {
				t.Errorf("%+v", p)
			}
		}
	})
}

func TestOfALargeTextTheMarkedPartsAreShown(t *testing.T) {
	text := strings.Repeat("line of text ü\n", 1000)
	places := []article.Span{span(5000, 5010), span(9000, 14000)}
	got := marked.Excerpt(text, places, 100, 1000)
	if len(got) != 4 {
		t.Fatalf("%v", got)
	}
	for i, s := range got {
		if s.Len() > 200 || !utf8.ValidString(text[s.Start:s.End]) || i > 0 && text[s.Start-1] != '\n' {
			t.Errorf("%v: %q", s, text[s.Start:s.End])
		}
	}
	if got := marked.Excerpt(text, places, 100, len(text)); len(got) != 1 || got[0].Len() != len(text) {
		t.Errorf("a text within the limit: %v", got)
	}
	many := make([]article.Span, 500)
	for i := range many {
		many[i] = span(i*30, i*30+1)
	}
	total := 0
	for _, s := range marked.Excerpt(text, many, 5, 1000) {
		total += s.Len()
	}
	if total == 0 || total > 1000 {
		t.Errorf("%d bytes", total)
	}
}

func TestVeryManyPlacesAreCut(t *testing.T) {
	places := make([]article.Span, 20_000)
	for i := range places {
		places[i] = span(i, 40_000-i)
	}
	if n := len(marked.Cut(span(0, 40_000), places)); n != 39_999 {
		t.Errorf("%d segments", n)
	}
}
