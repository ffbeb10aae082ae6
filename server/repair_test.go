package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/presscheck/presscheck/policy"
)

type repaired struct {
	Source   string           `json:"source"`
	Repaired string           `json:"repaired"`
	Applied  []map[string]any `json:"applied"`
	Left     []map[string]any `json:"left"`
	Before   policy.Verdict   `json:"verdict_before"`
	After    policy.Verdict   `json:"verdict_after"`
}

func TestAnArticleIsRepaired(t *testing.T) {
	s := start(t, newServer(t))
	got := decode[repaired](t, s.post("/v1/repair?external_id=7", "text/html", "<p>Quokka\n 國(x)家</p>").body)
	if got.Source != "7" || got.Repaired != "<p>Quokka\n 國家</p>" {
		t.Errorf("source %q, repaired %q", got.Source, got.Repaired)
	}
	if got.Before.Action != policy.Review || got.After.Action != policy.Publish || got.After.Revision != got.Before.Revision {
		t.Errorf("verdicts = %+v and %+v, want review and publish", got.Before, got.After)
	}
	want := []map[string]any{{
		"id":      got.Before.Reasons[0].Findings[0],
		"filter":  "gloss",
		"kind":    "injected-reading",
		"span":    map[string]any{"start": 14.0, "end": 17.0},
		"line":    2.0,
		"column":  5.0,
		"message": "A reading was pushed into the text.",
		"fix":     "Remove it.",
		"edits":   []any{map[string]any{"start": 14.0, "end": 17.0, "new": ""}},
	}}
	if diff := cmp.Diff(want, got.Applied); diff != "" {
		t.Errorf("applied (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeRepairedIsLeft(t *testing.T) {
	s := start(t, newServer(t))
	got := decode[repaired](t, s.post("/v1/repair", "text/html", clean).body)
	if got.Repaired != clean || len(got.Applied)+len(got.Left) != 0 || got.After.Action != policy.Publish {
		t.Errorf("a clean article: %+v", got)
	}
	got = decode[repaired](t, s.post("/v1/repair", "text/html", "<p>Quokka(x) is(y)").body)
	if got.Repaired != "<p>Quokka is(y)" || len(got.Applied) != 1 || len(got.Left) != 1 || got.After.Action != policy.Review {
		t.Errorf("an article with a finding that has no fix: %+v", got)
	}
	if left := got.Left[0]; left["column"] != 16.0 || left["message"] == "" || left["edits"] != nil {
		t.Errorf("left = %v", left)
	}
	got = decode[repaired](t, s.post("/v1/repair", "text/plain; charset=utf-8", "Quokka \xff").body)
	if got.Repaired != "Quokka \uFFFD" {
		t.Errorf("bytes that are no UTF-8: %q", got.Repaired)
	}
}

func TestTheRepairedArticleAlone(t *testing.T) {
	s := start(t, newServer(t))
	big5, err := traditionalchinese.Big5.NewEncoder().String(damaged)
	if err != nil {
		t.Fatal(err)
	}
	const whole = "<p>Quokka 國家</p>"
	object := quote(t, map[string]any{"html": damaged})
	tests := []struct{ name, accept, contentType, body, wantType, want string }{
		{"HTML", "text/html", "text/html", damaged, "text/html; charset=utf-8", whole},
		{"plain text", "text/plain", "text/plain", damaged, "text/plain; charset=utf-8", whole},
		{"plain text stays plain text", "text/html", "text/plain", damaged, "text/plain; charset=utf-8", whole},
		{"from an object", "text/html", "application/json", object, "text/html; charset=utf-8", whole},
		{"from another charset", "text/*", "text/html; charset=big5", big5, "text/html; charset=utf-8", whole},
		{"with the bytes it came in", "text/html", "text/html; charset=utf-8", damaged + "\xff", "text/html; charset=utf-8", whole + "\xff"},
		{"not if JSON is liked better", "application/json, text/html", "text/html", damaged, "application/json", ""},
		{"not if all is liked", "*/*", "text/html", damaged, "application/json", ""},
		{"not if something else is liked", "image/png", "text/html", damaged, "application/json", ""},
		{"a browser", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html", damaged, "text/html; charset=utf-8", whole},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := s.in(t)
			r := s.request("POST", "/v1/repair", test.contentType, test.body)
			r.Header.Set("Accept", test.accept)
			got := s.do(r)
			if got.StatusCode != http.StatusOK || got.Header.Get("Content-Type") != test.wantType {
				t.Fatalf("answer = %s, %s, want %s", got.Status, got.Header.Get("Content-Type"), test.wantType)
			}
			if test.want != "" && got.body != test.want {
				t.Errorf("article = %q, want %q", got.body, test.want)
			}
		})
	}
}

func TestRepairRefusesWhatCheckRefuses(t *testing.T) {
	s := start(t, newServer(t))
	wantProblem(t, s.post("/v1/repair", "", clean), 415, "unsupported", "text/html")
	wantProblem(t, s.post("/v1/repair", "application/json", "{}"), 400, "malformed", "exactly one")
	wantProblem(t, s.post("/v1/repair", "text/plain", strings.Repeat("a", 3<<20)), 413, "too-large", "2097152")
}
