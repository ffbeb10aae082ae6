package server_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

const (
	clean   = "<p>The Quokka met the council on Monday.</p>"
	damaged = "<p>Quokka 國(x)家</p>"
)

func TestAnArticleIsJudged(t *testing.T) {
	s := start(t, newServer(t))
	tests := []struct {
		name, article string
		want          policy.Action
		findings      int
	}{
		{"a clean article is published", clean, policy.Publish, 0},
		{"a damaged article is reviewed", damaged, policy.Review, 1},
		{"a heavily damaged article is rejected", strings.Repeat(damaged, 20), policy.Reject, 20},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := s.in(t).check("/v1/check", "text/html; charset=utf-8", test.article)
			if r.Verdict.Action != test.want || len(r.Findings) != test.findings {
				t.Errorf("verdict = %v with %d findings, want %v with %d", r.Verdict.Action, len(r.Findings), test.want, test.findings)
			}
		})
	}
}

func TestTheSameArticleIsJudgedAlikeInEveryForm(t *testing.T) {
	s := start(t, newServer(t))
	query := "?" + url.Values{"external_id": {"7"}, "site": {"example.org"}, "title": {"國 & 家"}, "url": {"https://example.org/a"}}.Encode()
	object := map[string]any{"html": damaged, "external_id": "7", "site": "example.org", "title": "國 & 家", "url": "https://example.org/a"}
	want := s.check("/v1/check"+query, "text/html; charset=utf-8", damaged)
	if want.Source != "7" || len(want.Findings) != 1 || want.Findings[0].Quote != "(x)" {
		t.Fatalf("report = %+v, want source 7 and one finding", want)
	}
	tests := []struct{ name, path, contentType, body string }{
		{"an object", "/v1/check", "application/json", quote(t, object)},
		{"another spelling of the charset", "/v1/check" + query, `Text/HTML;charset="UTF-8"`, damaged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(want, s.in(t).check(test.path, test.contentType, test.body)); diff != "" {
				t.Errorf("report (-bare HTML +%s):\n%s", test.name, diff)
			}
		})
	}
}

func TestPlainTextIsNotMarkup(t *testing.T) {
	s := start(t, newServer(t))
	bare := s.check("/v1/check", "text/plain; charset=utf-8", damaged)
	object := s.check("/v1/check", "application/json", quote(t, map[string]any{"text": damaged, "html": nil}))
	if diff := cmp.Diff(bare, object); diff != "" {
		t.Errorf("report (-bare +object):\n%s", diff)
	}
	html := s.check("/v1/check", "text/html; charset=utf-8", damaged)
	if diff := cmp.Diff(html, bare, cmpopts.IgnoreFields(pipeline.Report{}, "ID")); diff != "" || html.ID == bare.ID {
		t.Errorf("report (-HTML +text), ids %s and %s:\n%s", html.ID, bare.ID, diff)
	}
}

func TestBareArticlesKeepTheirBytes(t *testing.T) {
	s := start(t, newServer(t))
	big5, err := traditionalchinese.Big5.NewEncoder().String(damaged)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, contentType, body string
		want                    policy.Facts
	}{
		{"the charset of the header", "text/html; charset=big5", big5, policy.Facts{Bytes: len(damaged), Charset: "big5"}},
		{"the charset of a meta tag", "text/html", "<meta charset=big5>" + big5, policy.Facts{Bytes: 19 + len(damaged), Charset: "big5"}},
		{"bytes that are no UTF-8", "text/html; charset=utf-8", damaged + "\xff", policy.Facts{Bytes: len(damaged) + 1, Charset: "utf-8", Undecodable: 1}},
		{"XHTML", "application/xhtml+xml; charset=utf-8", damaged, policy.Facts{Bytes: len(damaged), Charset: "utf-8"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := s.in(t).check("/v1/check", test.contentType, test.body).Article
			if diff := cmp.Diff(test.want, got, cmpopts.IgnoreFields(policy.Facts{}, "Script", "Links")); diff != "" {
				t.Errorf("article (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnswersAreTheSameEveryTime(t *testing.T) {
	s := start(t, newServer(t))
	want := s.post("/v1/check", "text/html", damaged).body
	if !strings.Contains(want, `"evidence":{"alpha":true,"readings":1,"zeta":["b"]}`) || !strings.HasSuffix(want, "}\n") {
		t.Fatalf("answer = %q", want)
	}
	for range 20 {
		if got := s.post("/v1/check", "text/html", damaged).body; got != want {
			t.Fatalf("answer = %q, before %q", got, want)
		}
	}
}

func TestMalformedRequestsAreExplained(t *testing.T) {
	s := start(t, newServer(t))
	deep := strings.Repeat(`{"a":`, 16) + "1" + strings.Repeat("}", 16)
	tests := []struct{ name, path, contentType, body, want string }{
		{"an empty body", "", "text/html", "", "empty"},
		{"an empty article", "", "application/json", `{"html":""}`, "empty"},
		{"no article", "", "application/json", `{"title":"Quokka"}`, "exactly one of html and text"},
		{"nothing", "", "application/json", `null`, "exactly one of html and text"},
		{"two articles", "", "application/json", `{"html":"Quokka","text":"Quokka"}`, "exactly one of html and text"},
		{"an unknown field", "", "application/json", `{"html":"Quokka","titel":"a"}`, "unknown field at /titel, byte 1"},
		{"a field in the wrong case", "", "application/json", `{"HTML":"Quokka"}`, "unknown field at /HTML"},
		{"an unknown field that quotes", "", "application/json", `{"The Quokka said":1}`, "unknown field at byte 1. The fields are html"},
		{"a name twice", "", "application/json", `{"html":"Quokka","html":"b"}`, "a name twice at /html"},
		{"a name twice in the author", "", "application/json", `{"html":"a","author":{"b":1,"b":2}}`, "a name twice at /author/b"},
		{"bytes that are no UTF-8", "", "application/json", "{\"html\":\"Quokka\xff\"}", "no UTF-8 at /html, byte 15. Send such an article as text/html"},
		{"half a surrogate pair", "", "application/json", `{"html":"Quokka\ud800"}`, "not valid JSON at /html"},
		{"a value of the wrong kind", "", "application/json", `{"html":"Quokka","title":7}`, "wrong kind at /title"},
		{"an author that is no object", "", "application/json", `{"html":"Quokka","author":"Quokka"}`, "wrong kind at /author"},
		{"an author nested too deep", "", "application/json", `{"html":"Quokka","author":{"a":` + deep + `}}`, "nested too deep at /author"},
		{"JSON that ends early", "", "application/json", `{"html":"Quokka`, "ends before it is complete"},
		{"JSON with something behind it", "", "application/json", `{"html":"a"} Quokka`, "not valid JSON at byte 13"},
		{"no JSON at all", "", "application/json", damaged, "not valid JSON at byte 0"},
		{"a query beside an object", "?title=Quokka", "application/json", `{"html":"a"}`, "Put url, site"},
		{"an unknown parameter", "?titel=Quokka", "text/html", clean, "url, site, title and external_id"},
		{"a parameter twice", "?site=Quokka&site=b", "text/html", clean, "each once"},
		{"a parameter that is no UTF-8", "?title=Quokka%ff", "text/html", clean, "in UTF-8"},
		{"a query that is none", "?title=%zz", "text/html", clean, "percent-encoded"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			wantProblem(t, s.in(t).post("/v1/check"+test.path, test.contentType, test.body), 400, "malformed", test.want)
		})
	}
	if r := s.in(t).check("/v1/check", "application/json", `{"html":"Quokka","author":`+deep+`}`); r.Verdict.Action != policy.Publish {
		t.Errorf("an author as deep as allowed: %v", r.Verdict.Action)
	}
}

func TestUnsupportedContentIsExplained(t *testing.T) {
	s := start(t, newServer(t))
	const accepted = "application/json, text/html, application/xhtml+xml or text/plain"
	tests := []struct{ name, path, contentType, encoding, want string }{
		{"no Content-Type", "/v1/check", "", "", accepted},
		{"another Content-Type", "/v1/check", "application/pdf", "", accepted},
		{"a Content-Type that is none", "/v1/check", "text", "", accepted},
		{"a batch", "/v1/check", "application/x-ndjson", "", accepted},
		{"no batch", "/v1/check/batch", "application/json", "", "application/x-ndjson"},
		{"another Content-Encoding", "/v1/check", "text/html", "br", "gzip"},
		{"two Content-Encodings", "/v1/repair", "text/html", "gzip, gzip", "gzip"},
		{"another Content-Encoding of a batch", "/v1/check/batch", "application/x-ndjson", "deflate", "gzip"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := s.request("POST", test.path, test.contentType, clean)
			if test.encoding != "" {
				r.Header.Set("Content-Encoding", test.encoding)
			}
			got := s.in(t).do(r)
			wantProblem(t, got, 415, "unsupported", test.want)
			if known := got.Header.Get("Accept-Encoding"); (known == "gzip") != (test.encoding != "") {
				t.Errorf("Accept-Encoding = %q", known)
			}
		})
	}
}

func TestTheLanguageThatIsSentBesideAnArticleIsCounted(t *testing.T) {
	srv := newServer(t)
	s := start(t, srv)
	r := s.request("POST", "/v1/check", "text/html", cleanArticle)
	r.Header.Set("Content-Language", "pt-BR")
	s.do(r)
	if want := `presscheck_language_verdicts_total{language="pt",verdict="publish"} 1`; !strings.Contains(exposition(srv.Metrics), want) {
		t.Errorf("/metrics lacks %s", want)
	}
}
