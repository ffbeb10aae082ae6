package desk_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/desk"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review"
)

func TestEvidenceIsMarkedInPlace(t *testing.T) {
	for _, test := range []struct {
		name, article  string
		patterns       []string
		source, inText string
	}{
		{"one finding", "<p>Buy pills now</p>", []string{"pills"},
			`&lt;p&gt;Buy <a class="chip" id="s1" href="#f1" data-mark="1"><span class="unseen">finding </span>1</a><mark data-mark="1" title="1: linkblock/injected-links">pills</mark> now&lt;/p&gt;</code>`,
			`Buy <a class="chip" href="#f1" data-mark="1"><span class="unseen">finding </span>1</a><mark data-mark="1" title="1: linkblock/injected-links">pills</mark> now</div>`},
		{"one in another", "<p>Buy pills now</p>", []string{"Buy pills now", "pills"},
			`<mark data-mark="1" title="1: linkblock/injected-links">Buy </mark>`, `<mark data-mark="2" title="2: hiddentext/hidden-links, and 1 more here">pills</mark>`},
		{"two that overlap", "<p>Buy pills now</p>", []string{"Buy pills", "pills now"},
			`data-mark="2" title="2: hiddentext/hidden-links"> now</mark>`, `<mark data-mark="1" title="1: linkblock/injected-links">Buy </mark>`},
		{"one over several lines", "<p>Buy\npills</p>", []string{`(?s)Buy.pills`},
			"Buy</mark></code></div>\n<div class=\"line\"><span class=\"no\" aria-hidden=\"true\">2</span><code dir=\"ltr\"><mark", "Buy\npills</mark></div>"},
		{"over tags and character references", "<p>a&amp;b <b>pi&lt;lls</b></p>", []string{`amp;b <b>pi&lt;`},
			`<mark data-mark="1" title="1: linkblock/injected-links">amp;b &lt;b&gt;pi&amp;lt;</mark>`, `pi&lt;</mark>lls`},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRoom(t, review.Options{})
			item := r.holdFound(pipeline.Submission{Content: []byte(test.article)}, test.patterns...)
			page := r.page("/desk/items/" + item.ID)
			at := strings.Index(page, `<h2 id="source">`)
			has(t, page[at:], test.source)
			has(t, page[:at], test.inText)
		})
	}
}

func TestWhatReadersDoNotSeeIsShownAsSuch(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.hold(pipeline.Submission{Content: []byte("<p>Seen <span style='display:none'>unseen</span> and zero\u200bwidth, 1\u00a0km.</p>\n" + links)})
	page := r.page("/desk/items/" + item.ID)
	has(t, page, `<span class="hid"><span class="tag" dir="ltr">hidden: display:none</span> unseen</span>`,
		`<div class="para div hid" dir="auto"><span class="tag" dir="ltr">hidden: left:-5857px</span>`,
		`<span class="link" title="leads to https://slot.example.ac.id/a">`,
		`<span class="sign" title="ZERO WIDTH SPACE (U&#43;200B)">ZWSP</span></mark>width`, `<span class="space" title="NO-BREAK SPACE (U&#43;00A0)">`)
	hasNot(t, page, `href="https://`, "\u200b")
}

func TestAReasonBringsItsRulesHelpAndFigures(t *testing.T) {
	r := newRoom(t, review.Options{})
	engine, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	r.pages = desk.Pages{Store: r.Store, Policy: func() *policy.Engine { return engine }}.Handler()
	item := r.hold(spam(1))
	page := r.page("/desk/items/" + item.ID)
	for _, rule := range engine.Rules() {
		if rule.Name == "hidden_content" {
			has(t, page, "<b>"+rule.Title+"</b>", strings.SplitN(rule.Description, " ", 4)[0])
		}
	}
	has(t, page, `<a class="chip" href="#f1" data-goes="1">`, `<th scope="row">reject</th><td>0.95</td>`, "Blocks of links or text that are hidden from readers: 1.",
		`<th scope="row">hidden by</th><td dir="auto">its style attribute: left:-5857px</td>`, `<th scope="row">links</th><td dir="auto">5</td>`)
	has(t, r.page("/desk/"), "Hidden links and text")
}

func TestARepairIsShownBeforeAndAfter(t *testing.T) {
	r := newRoom(t, review.Options{})
	has(t, r.page("/desk/items/"+r.hold(spam(1)).ID), "<h3>Line 1</h3>", `<del>&lt;div style=&#34;position:absolute`, "Approve repaired <kbd>A</kbd>")
	plain := r.holdFound(pipeline.Submission{Content: []byte("<p>Buy pills</p>")}, "pills")
	page := r.page("/desk/items/" + plain.ID)
	has(t, page, "nothing that can be repaired with certainty", "there is no fix")
	hasNot(t, page, "Approve repaired <kbd>")
}

func TestWhatHappenedBeforeIsTold(t *testing.T) {
	r := newRoom(t, review.Options{})
	first, second := r.hold(spam(1)), r.hold(spam(2))
	r.keepAway(first)
	if _, err := r.TakeOver(t.Context(), first.ID, r.who.Name, "Ben is <away>."); err != nil {
		t.Fatal(err)
	}
	has(t, r.page("/desk/items/"+first.ID), `<a href="/desk/items?author=bo&amp;site=daily&amp;status=any">2 held</a>: 0 rejected`,
		`<a href="/desk/groups/`+first.ID+`">1 other items</a>`, `<a href="/desk/items/`+second.ID+`">`,
		"held as revision 1: the machine says reject", "<bdi><b>ben</b></bdi>: claimed", "Ben is &lt;away&gt;.", "In your hands for")
}

func TestOfALargeArticleTheFindingsAreShownFirst(t *testing.T) {
	r := newRoom(t, review.Options{})
	article := strings.Repeat("<p>nothing here</p>\n", 20_000) + "<p>Buy pills</p>\n" + strings.Repeat("<p>nor there</p>\n", 10)
	item := r.holdFound(pipeline.Submission{Content: []byte(article)}, "pills")
	page := r.page("/desk/items/" + item.ID)
	if len(page) > 60_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
	has(t, page, "paragraphs are not shown", "of the source are not shown", `>20001</span><code dir="ltr">&lt;p&gt;Buy `, `href="/desk/items/`+item.ID+`?all"`)
	whole := r.page("/desk/items/" + item.ID + "?all")
	hasNot(t, whole, "are not shown")
	if n := strings.Count(whole, "nothing here"); n < 40_000 {
		t.Errorf("%d of 40,000 lines and paragraphs", n)
	}
}

func TestEarlierRevisionsAndErasedArticlesAreKnownAsSuch(t *testing.T) {
	r := newRoom(t, review.Options{})
	first := spam(1)
	r.hold(first)
	first.Content = append(first.Content, "<p>Another paragraph.</p>"...)
	item := r.hold(first)
	has(t, r.page("/desk/items/"+item.ID), "2 of 2", "Another paragraph")
	page := r.page("/desk/items/" + item.ID + "?revision=1")
	has(t, page, "This is an earlier revision")
	hasNot(t, page, "Another paragraph")
	for _, path := range []string{"?revision=0", "?revision=9"} {
		if w := r.get("/desk/items/" + item.ID + path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if _, err := r.Erase(t.Context(), "operator", review.Filter{}); err != nil {
		t.Fatal(err)
	}
	page = r.page("/desk/items/" + item.ID)
	has(t, page, "The article was erased")
	hasNot(t, page, "harbour", "Approve")
}

func TestAPreviewCanDoNothing(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.hold(pipeline.Submission{Content: []byte(`<base href="//evil.example"><meta http-equiv=refresh content="0;url=/x"><p style="color:red"><a href="/x" ping="/y">go</a></p>` + links)})
	w := r.get("/desk/items/" + item.ID + "/preview")
	policy := w.Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "sandbox; default-src 'none';") || strings.Contains(policy, "allow-") {
		t.Errorf("policy %s", policy)
	}
	has(t, w.Body.String(), `<p style="color:red"><a>go</a></p>`)
	hasNot(t, w.Body.String(), "href", "evil", "refresh")
	hasNot(t, r.page("/desk/items/"+item.ID), "<iframe")
	has(t, r.page("/desk/items/"+item.ID+"?preview"), `<iframe sandbox title=`)
}

func TestOfALongHistoryTheEndIsShown(t *testing.T) {
	r := newRoom(t, review.Options{})
	item := r.hold(spam(1))
	for i := range 120 {
		if _, err := r.Note(t.Context(), item.ID, "ann", fmt.Sprintf("note %d.", i)); err != nil {
			t.Fatal(err)
		}
	}
	page := r.page("/desk/items/" + item.ID)
	has(t, page, "21 earlier events", "note 119.", "note 20.")
	hasNot(t, page, "note 19.")
}
