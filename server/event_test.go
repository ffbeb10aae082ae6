package server_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// timely drops what differs from run to run.
var timely = cmpopts.IgnoreMapEntries(func(key string, _ any) bool { return key == "time" || key == "took_ms" || key == "revision" })

func TestEachRequestIsOneEvent(t *testing.T) {
	s := start(t, newServer(t))
	ask := func(method, path, contentType, body, id string) {
		r := s.request(method, path, contentType, body)
		r.Header.Set("X-Request-Id", id)
		s.do(r)
	}
	ask("POST", "/v1/check?title=Quokka", "text/html", damaged, "a")
	ask("POST", "/v1/check", "application/json", `{"titel":"Quokka"}`, "b")
	ask("GET", "/Quokka", "", "", "c")
	ask("GET", "/livez", "", "", "d")
	ask("POST", "/v1/check/batch", "application/x-ndjson", `{"html":"<p>Quokka(x)</p>"}`+"\n{}\n", "e")
	event := func(level, method, route, id string, status, bytes float64, more map[string]any) map[string]any {
		e := map[string]any{"level": level, "msg": "request", "method": method, "route": route, "request_id": id, "status": status, "body_bytes": bytes}
		for k, v := range more {
			e[k] = v
		}
		return e
	}
	want := []map[string]any{
		event("INFO", "POST", "POST /v1/check", "a", 200, float64(len(damaged)), map[string]any{"verdict": "review", "findings": 1.0}),
		event("INFO", "POST", "POST /v1/check", "b", 400, 18, map[string]any{
			"error": "malformed request: The JSON has an unknown field at /titel, byte 1. The fields are html, text, url, site, title, author and external_id.",
		}),
		event("INFO", "GET", "", "c", 404, 0, map[string]any{"error": "no such route: There is nothing here. /api.yaml lists what there is."}),
		event("DEBUG", "GET", "GET /livez", "d", 200, 0, nil),
		event("INFO", "POST", "POST /v1/check/batch", "e", 200, 31, map[string]any{"findings": 1.0, "lines": 2.0, "faults": 1.0}),
	}
	if diff := cmp.Diff(want, s.events(), timely); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestEventsNameThePolicyAndTheTime(t *testing.T) {
	srv := newServer(t)
	s := start(t, srv)
	s.check("/v1/check", "text/html", clean)
	e := s.events()[0]
	if e["revision"] != srv.Pipeline.Policy.Revision() || e["took_ms"].(float64) <= 0 {
		t.Errorf("event = %v", e)
	}
}

func TestRequestIDs(t *testing.T) {
	s := start(t, newServer(t))
	tests := []struct {
		name, sent string
		kept       bool
	}{
		{"a sane one is kept", "01J9ZK3N5Q:a.b_c-d", true},
		{"none is made up", "", false},
		{"one with spaces is replaced", "Quokka says", false},
		{"a long one is replaced", strings.Repeat("a", 65), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := s.in(t)
			r := s.request("GET", "/livez", "", "")
			r.Header.Set("X-Request-Id", test.sent)
			got := s.do(r).Header.Get("X-Request-Id")
			if got == "" || (got == test.sent) != test.kept {
				t.Errorf("X-Request-Id: sent %q, got %q", test.sent, got)
			}
		})
	}
}

func TestRequestsAndVerdictsAreCounted(t *testing.T) {
	srv := newServer(t)
	s := start(t, srv)
	s.check("/v1/check", "text/html", damaged)
	s.post("/v1/repair", "text/html", damaged)
	s.post("/v1/check/batch", "application/x-ndjson", `{"html":"<p>a</p>"}`+"\n")
	s.post("/v1/check/batch", "application/x-ndjson", "{}}\n")
	s.get("/Quokka")
	got := exposition(srv.Metrics)
	for _, want := range []string{
		`presscheck_http_request_duration_seconds_count{code="200",method="POST",route="/v1/check"} 1`,
		`presscheck_http_request_duration_seconds_count{code="404",method="GET",route="unmatched"} 1`,
		`presscheck_verdicts_total{site="other",source="http",verdict="review"} 2`,
		`presscheck_verdicts_total{site="other",source="batch",verdict="publish"} 1`,
		`presscheck_http_problems_total{problem="malformed"} 1`,
		`presscheck_http_problems_total{problem="not-found"} 1`,
		`presscheck_http_problems_total{problem="busy"} 0`,
		`presscheck_http_requests_in_flight 0`,
		`presscheck_article_bytes_count 3`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
}
