package eval_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/presscheck/presscheck/eval"
)

func page(t *testing.T, r *eval.Report) *goquery.Document {
	t.Helper()
	var out bytes.Buffer
	if err := r.WriteHTML(&out); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// has checks that the first element of a selector holds exactly this text.
func has(t *testing.T, doc *goquery.Document, selector, want string) {
	t.Helper()
	if got := strings.Join(strings.Fields(doc.Find(selector).First().Text()), " "); got != want {
		t.Errorf("%s holds %q, want %q", selector, got, want)
	}
}

func TestPage(t *testing.T) {
	r := measure(t, newRun(), labelled(t))
	r.Comparison = eval.Compare(measure(t, deaf(), labelled(t)), r)
	doc := page(t, r)
	has(t, doc, "#verdicts tbody tr:nth-child(2) td:nth-child(1)", "review")
	has(t, doc, "#verdicts tbody tr:nth-child(2) td:nth-child(2)", "2")
	has(t, doc, ".figures:contains('kind') tbody tr:nth-child(1) td:nth-child(1)", "shouting/bad")
	has(t, doc, "#missed article:nth-of-type(1) mark", "quiet, quiet")
	has(t, doc, "#missed article:nth-of-type(3) mark", "quiet")
	has(t, doc, "#alarms mark", "ODD")
	has(t, doc, "#alarms pre", "<p>a clean article with an ODD word")
	has(t, doc, "#comparison li:nth-child(1)", "found.html: publish → review, expected review +no_shouting +shouting/bad")
	if n := doc.Find("#curves polyline.recall").Length(); n != 3 {
		t.Errorf("%d curves, want those of the filter and of the two kinds that were found", n)
	}
}

func TestPageDrawsRatesWithTheirIntervals(t *testing.T) {
	doc := page(t, measure(t, newRun(), labelled(t)))
	cell := doc.Find("section.figures").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.Find("h2").Text() == "language" }).
		Find("tbody tr:nth-child(1) td:nth-child(3)") // recall in de: 2 of 3
	if got := cell.AttrOr("title", ""); got != "2/3" {
		t.Errorf("the cell rests on %q, want 2/3", got)
	}
	if got := cell.Find("rect.value").AttrOr("width", ""); got != "80" {
		t.Errorf("the bar is %q wide, want 80 of 120", got)
	}
	if got := cell.Find("path.interval").AttrOr("d", ""); got != "M24.9 4H112.6" {
		t.Errorf("the interval is drawn as %q, want M24.9 4H112.6", got)
	}
}

func TestPageNeedsNothingBesideIt(t *testing.T) {
	r := measure(t, newRun(), open(t, "a.html", `<script src="https://x.example/x.js"></script><p onclick=x>BAD "BAD"</p><img src="//x.example/">`))
	doc := page(t, r)
	if n := doc.Find("script, link, img, iframe, [src], [onclick], [style]").Length(); n != 0 {
		t.Errorf("%d elements that load or run something", n)
	}
	has(t, doc, "#alarms pre", `<script src="https://x.example/x.js"></script><p onclick=x>BAD "BAD"</p><img src="//x.example/">`)
}

func TestPageShowsEvidenceInItsSurroundings(t *testing.T) {
	text := strings.Repeat("國", 100) + "\n\t\n BAD " + strings.Repeat("z", 600)
	r := measure(t, newRun(), open(t, "a.txt", text, "labels.jsonl", `{"file":"a.txt","charset":"utf-8"}`))
	// 80 bytes before, at the beginning of a character, and 480 in all.
	has(t, page(t, r), "#alarms pre", strings.Repeat("國", 26)+" BAD "+strings.Repeat("z", 480-26*3-8))
}

func TestPageShowsWhatCannotBeSeen(t *testing.T) {
	r := measure(t, newRun(), open(t, "a.html", "<p>\u200b\u202eBAD\u00ad\xff",
		"labels.jsonl", `{"file":"a.html","charset":"utf-8"}`))
	has(t, page(t, r), "#alarms pre", `<p>\u200b\u202eBAD\u00ad\xff`)
}
