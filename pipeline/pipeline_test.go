package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/filters/suite"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/policy/flood"
)

const glossed = "據(jù)館方介紹,新館將(jiāng)提供電(diàn)子書借閱(yuè)服務(wù),讀(dú)者可在線(xiàn)預(yù)約(yuē)。" +
	"開(kāi)館當(dāng)日將舉(jǔ)辦(bàn)講(jiǎng)座,邀請(qǐng)本地作家與(yǔ)讀者見(jiàn)面。"

func check(t *testing.T, s pipeline.Submission) *pipeline.Report {
	t.Helper()
	report, err := wholePipeline(t).Check(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestACleanArticleIsPublished(t *testing.T) {
	r := check(t, pipeline.Submission{Source: "a", Content: []byte("<p>The council met on Monday.</p>")})
	want := policy.Facts{Bytes: 33, Charset: "utf-8", Script: "Latn"}
	if r.Verdict.Action != policy.Publish || len(r.Findings) != 0 {
		t.Errorf("verdict = %v with %d findings, want publish with none", r.Verdict.Action, len(r.Findings))
	}
	if diff := cmp.Diff(want, r.Article); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
}

func TestTheSameArticleIsJudgedAlikeInEveryForm(t *testing.T) {
	html := check(t, pipeline.Submission{Content: []byte("<p>" + glossed + "</p>"), ContentType: "text/html"})
	text := check(t, pipeline.Submission{Content: []byte(glossed), ContentType: "text/plain; charset=utf-8"})
	if html.Verdict.Action == policy.Publish || html.Verdict.Action != text.Verdict.Action {
		t.Fatalf("HTML is %v, text %v", html.Verdict.Action, text.Verdict.Action)
	}
	if len(html.Findings) != len(text.Findings) {
		t.Fatalf("HTML has %d findings, text %d", len(html.Findings), len(text.Findings))
	}
	for i, f := range html.Findings {
		if f.Quote != text.Findings[i].Quote || f.Span.Start != text.Findings[i].Span.Start+len("<p>") {
			t.Errorf("finding %d: %q at %v, as text %q at %v", i, f.Quote, f.Span, text.Findings[i].Quote, text.Findings[i].Span)
		}
	}
}

func TestARefusedArticleIsReviewed(t *testing.T) {
	tests := []struct{ name, source, kind string }{
		{"nested too deep", strings.Repeat("<div>", 600), "too-deep"},
		{"markup that explodes", "<p>" + manyTags("<b a=%d>", 480) + strings.Repeat("<p>x", 5000), "too-complex"},
		{"bytes that are no text", "<meta charset=utf-8><p>abc 中文字 \xff\xfe</p>", "undecodable-bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := check(t, pipeline.Submission{Content: []byte(test.source)})
			if r.Verdict.Action == policy.Publish || len(r.Findings) == 0 || r.Findings[0].Kind != test.kind {
				t.Fatalf("verdict = %v with %d findings, want %s", r.Verdict.Action, len(r.Findings), test.kind)
			}
			if n := len(r.Findings[0].Quote); n > 4100 {
				t.Errorf("the quote has %d bytes", n)
			}
		})
	}
}

func manyTags(format string, n int) string {
	var tags strings.Builder
	for i := range n {
		fmt.Fprintf(&tags, format, i)
	}
	return tags.String()
}

// A broken filter reports nothing and fails.
type broken struct{ fail func() error }

func (broken) Info() filters.Info { return filters.Info{Name: "broken", Kinds: []string{"none"}} }

func (b broken) Check(context.Context, *article.Document) ([]filters.Finding, error) {
	return nil, b.fail()
}

func TestAFilterThatFailsLeadsToReview(t *testing.T) {
	for name, fail := range map[string]func() error{
		"an error": func() error { return errors.New("no table") },
		"a panic":  func() error { panic("index out of range") },
	} {
		t.Run(name, func(t *testing.T) {
			p := wholePipeline(t)
			p.Filters = append(p.Filters, broken{fail})
			r, err := p.Check(t.Context(), pipeline.Submission{Content: []byte("<p>The council met.</p>")})
			if !errors.Is(err, pipeline.ErrCouldNotJudge) {
				t.Errorf("error = %v, want ErrCouldNotJudge", err)
			}
			if r.Verdict.Action != policy.Review || len(r.Verdict.Reasons) != 1 || r.Verdict.Reasons[0].Rule != "could-not-judge" {
				t.Errorf("verdict = %+v, want a review because it could not judge", r.Verdict)
			}
		})
	}
}

func TestAnInterruptedCheckIsReviewed(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r, err := wholePipeline(t).Check(ctx, pipeline.Submission{Content: []byte("<p>The council met.</p>")})
	if !errors.Is(err, pipeline.ErrCouldNotJudge) || r.Verdict.Action != policy.Review {
		t.Errorf("verdict = %v, %v; want review, ErrCouldNotJudge", r.Verdict.Action, err)
	}
}

func TestADemotedRuleReviewsWhatItWouldReject(t *testing.T) {
	p := wholePipeline(t)
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	p.Flood = &flood.Guard{Minimum: 3, History: 10, Now: func() time.Time { return now }}
	bad := pipeline.Submission{Content: []byte(strings.Repeat(glossed, 3))}
	judge := func(s pipeline.Submission) *pipeline.Report {
		t.Helper()
		r, err := p.Check(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for range 12 {
		judge(pipeline.Submission{Content: []byte("<p>The council met on Monday.</p>")})
	}
	now = now.Add(time.Hour)
	for range 3 {
		if r := judge(bad); r.Verdict.Action != policy.Reject {
			t.Fatalf("before the flood: %v, want reject", r.Verdict.Action)
		}
	}
	r := judge(bad)
	if r.Verdict.Action != policy.Review || !cmp.Equal(r.Input.Demoted, []string{"injected_readings"}) {
		t.Errorf("in the flood: %v with %v demoted, want review with injected_readings", r.Verdict.Action, r.Input.Demoted)
	}
}

func TestReasonsThatHoldNothingAreCounted(t *testing.T) {
	rule := func(name string) string {
		return "# METADATA\n# title: A\n# description: B\n# custom: {message: C}\npackage presscheck.rules." + name +
			"\n\nreason contains {\"action\": \"reject\"} if true\n"
	}
	files := fstest.MapFS{
		"warning/warning.rego": {Data: []byte(rule("warning"))},
		"unseen/unseen.rego":   {Data: []byte(rule("unseen"))},
		"agreed/agreed.rego":   {Data: []byte(rule("agreed"))},
		"data.yaml": {Data: []byte("modes: {warning: warn, agreed: enforce}\n" +
			"exemptions: {agreed: [{owner: o, reason: r, expires: 9999-01-01}]}\n")},
	}
	for _, name := range []string{"verdict.rego", "site.rego"} {
		text, err := fs.ReadFile(policy.Embedded(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	engine, err := policy.New(files)
	if err != nil {
		t.Fatal(err)
	}
	m := metrics.New(metrics.Known{Rules: []string{"warning", "unseen", "agreed"}})
	r, err := (&pipeline.Pipeline{Policy: engine, Metrics: m}).Check(t.Context(), pipeline.Submission{Content: []byte("<p>Hello</p>")})
	if err != nil {
		t.Fatal(err)
	}
	if r.Verdict.Action != policy.Publish || len(r.Verdict.Reasons) != 2 || len(r.Verdict.Shadow) != 1 {
		t.Errorf("verdict = %+v, want publish with two reasons and one in shadow", r.Verdict)
	}
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	for rule, why := range map[string]string{"warning": "warn", "unseen": "shadow", "agreed": "suppressed"} {
		want := fmt.Sprintf("presscheck_reasons_idle_total{rule=%q,why=%q} 1", rule, why)
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("metrics are without %s", want)
		}
	}
}

func TestAnArticleIsCountedOnceForEachKindFoundInIt(t *testing.T) {
	p := wholePipeline(t)
	p.Metrics = metrics.New(metrics.Known{Verdicts: []string{"publish", "review"}, Filters: map[string][]string{"invisible": {"zero-width"}}})
	html := "<p>The fer\u200bry runs ag\u200bain.</p><p>So does the tr\u200bam.</p>"
	r, err := p.Check(t.Context(), pipeline.Submission{Content: []byte(html), ContentType: "text/html; charset=utf-8"})
	if err != nil || len(r.Findings) < 2 || r.Findings[0].Kind != "zero-width" {
		t.Fatalf("Check() = %+v, %v, want several findings of zero-width", r, err)
	}
	w := httptest.NewRecorder()
	p.Metrics.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	want := `presscheck_found_articles_total{filter="invisible",kind="zero-width",verdict="` + r.Verdict.Action.String() + `"} 1`
	if !strings.Contains(w.Body.String(), want) {
		t.Errorf("metrics are without %s", want)
	}
}

func TestTheIDIsOfContentTypeAndSite(t *testing.T) {
	base := pipeline.Submission{Content: []byte("<p>a</p>"), ContentType: "text/html", Site: "x", URL: "https://a.org/"}
	same, other, text := base, base, base
	same.URL, same.ExternalID = "https://b.org/", "7"
	other.Site = "y"
	text.ContentType = "text/plain"
	id := check(t, base).ID
	if got := check(t, same).ID; got != id {
		t.Errorf("the same content and site have ids %s and %s", id, got)
	}
	if check(t, other).ID == id || check(t, text).ID == id {
		t.Error("another site or content type has the same id")
	}
}

func TestAReportIsJSONWhateverTheBytes(t *testing.T) {
	r := check(t, pipeline.Submission{Source: "x", Content: []byte("<meta charset=utf-8><p>中文字 a\xff\xfeb</p>"), Author: map[string]any{"role": "staff"}})
	text, err := json.Marshal(r, json.Deterministic(true))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"quote":"\\xff\\xfe"`, `"action":"review"`, `"fixes":[]`, `"column":`, `"source":"x"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("report lacks %s:\n%s", want, text)
		}
	}
}

func TestTheShippedRulesNameKindsThatExist(t *testing.T) {
	engine, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	if err := engine.CheckKinds(suite.Kinds(suite.Filters())); err != nil {
		t.Error(err)
	}
}
