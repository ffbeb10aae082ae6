package alike_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/review/alike"
)

// of is the fingerprint of an article in which [[...]] is flagged.
func of(t *testing.T, html string) alike.Fingerprint {
	t.Helper()
	doc, err := article.Parse(html, article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var found []filters.Finding
	for _, at := range regexp.MustCompile(`\[\[[^\]]*\]\]`).FindAllStringIndex(doc.Source, -1) {
		found = append(found, filters.Finding{Span: article.Span{Start: at[0], End: at[1]}})
	}
	return alike.Of(doc, found)
}

func TestTheFingerprintIsOfWhatWasFlaggedAndOfItsWords(t *testing.T) {
	base := of(t, `<p>News.</p>[[<a href="https://a.example">cheap pills</a> online casino]]`)
	for name, test := range map[string]struct {
		html string
		same bool
	}{
		"other order, hosts, case and signs": {`<p>Weather.</p>[[online <b>Casino</b>! <a href="https://b.example">Pills, cheap</a>]]`, true},
		"other words":                        {`<p>News.</p>[[replica watches for free]]`, false},
		"a reference for a letter":           {`[[che&#97;p pills online casino]]`, true},
	} {
		if got := base.Distance(of(t, test.html)); (got == 0) != test.same {
			t.Errorf("%s: distance %d, want 0: %v", name, got, test.same)
		}
	}
	if got := of(t, "<p>News of the town.</p>"); got != 0 || got.Bands() != nil {
		t.Errorf("fingerprint of nothing = %x, bands %q", got, got.Bands())
	}
	if of(t, "[[線上賭場首存優惠]]") == of(t, "[[最新電子遊戲平台]]") {
		t.Error("Chinese blocks are one and the same")
	}
}

// TestWhatIsNearSharesABand changes as many bits as may differ, as evenly spread
// over the fingerprint as can be.
func TestWhatIsNearSharesABand(t *testing.T) {
	base := of(t, "[[cheap pills online casino]]")
	other := base
	for i := range alike.MaxDistance {
		other ^= 1 << (64 * i / alike.MaxDistance)
	}
	if !base.Near(other) || base.Near(other^1<<63) {
		t.Fatalf("the distances are %d, which is near, and %d, which is not", base.Distance(other), base.Distance(other^1<<63))
	}
	shared := func(band string) bool { return slices.Contains(other.Bands(), band) }
	if !slices.ContainsFunc(base.Bands(), shared) {
		t.Errorf("none of the bands %q and %q is the same", base.Bands(), other.Bands())
	}
}

func TestFingerprintsHangTogetherByThoseBetweenThem(t *testing.T) {
	chain := []alike.Fingerprint{1<<60 - 1, 0b1111, 0b1111_1111_1111, 0b1111_1111}
	got := alike.Sizes(chain)
	slices.Sort(got)
	if diff := cmp.Diff([]int{1, 3}, got); diff != "" {
		t.Errorf("sizes (-want +got):\n%s", diff)
	}
}

func TestTheWordsThatMostTextsHaveAreMarked(t *testing.T) {
	const pairs = "線上賭場首存優惠最新電子遊戲平台"
	long := strings.Repeat("pills ", 100)
	for name, test := range map[string]struct {
		texts []string
		first alike.Marked
	}{
		"what lies between common words is common": {
			[]string{"[[cheap pills zebra]]", "cheap, pills", "pills: cheap"},
			alike.Marked{Evidence: []alike.Piece{{Text: "[["}, {Text: "cheap pills", Common: true}, {Text: " zebra]]"}}, Common: 2, Of: 2},
		},
		"half of the texts are not most": {
			[]string{"pills", "casino"},
			alike.Marked{Evidence: []alike.Piece{{Text: "pills"}}},
		},
		"a text that lacks common words says so": {
			[]string{"casino", "cheap pills", "cheap pills"},
			alike.Marked{Evidence: []alike.Piece{{Text: "casino"}}, Of: 2},
		},
		"text without spaces is compared by pairs": {
			[]string{"[[" + pairs + "]]", pairs},
			alike.Marked{Evidence: []alike.Piece{{Text: "[["}, {Text: pairs, Common: true}, {Text: "]]"}}, Common: 15, Of: 15},
		},
		"a long text is cut": {
			[]string{long},
			alike.Marked{Evidence: []alike.Piece{{Text: strings.Repeat("pills ", 49) + "pills", Common: true}, {Text: " …"}}, Common: 1, Of: 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.first, alike.Compare(test.texts)[0]); diff != "" {
				t.Errorf("first of %q (-want +got):\n%s", test.texts, diff)
			}
		})
	}
}

func TestAQuoteIsReadWithoutItsMarkup(t *testing.T) {
	for quote, want := range map[string]string{
		`<a href="https://a.example">cheap</a>  pills`: "cheap pills",
		`<img src="a.png">`:                            `<img src="a.png">`,
	} {
		if got := alike.Readable(quote); got != want {
			t.Errorf("Readable(%s) = %q, want %q", quote, got, want)
		}
	}
}
