package server_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/server"
)

func TestFiltersAreListed(t *testing.T) {
	got := start(t, newServer(t)).get("/v1/filters").body
	want := `{"filters":[{"name":"gloss","summary":"Finds each (x).","kinds":["injected-reading"],"doc":"# gloss\n\nFinds each\n(x).\n\nMore.\n"}]}` + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("GET /v1/filters (-want +got):\n%s", diff)
	}
}

func TestThePolicyIsDescribed(t *testing.T) {
	srv := newServer(t)
	got := decode[struct {
		Revision string        `json:"revision"`
		Rules    []policy.Rule `json:"rules"`
	}](t, start(t, srv).get("/v1/policy").body)
	if got.Revision == "" || got.Revision != srv.Pipeline.Policy.Revision() || len(got.Rules) != len(srv.Pipeline.Policy.Rules()) {
		t.Errorf("GET /v1/policy = %+v", got)
	}
}

func TestReadiness(t *testing.T) {
	srv := newServer(t)
	revision := srv.Pipeline.Policy.Revision()
	tests := []struct {
		name, path string
		server     *server.Server
		status     int
		want       string
	}{
		{"ready", "/readyz", srv, 200, `{"status":"ok"}`},
		{"ready, in detail", "/readyz?verbose", srv, 200, `{"status":"ok","checks":[{"name":"policy","ok":true,"revision":"` + revision + `"},{"name":"serving","ok":true}]}`},
		{"without a policy", "/readyz", &server.Server{Pipeline: &pipeline.Pipeline{}}, 503, ""},
		{"with an empty policy", "/readyz", &server.Server{Pipeline: &pipeline.Pipeline{Policy: &policy.Engine{}}}, 503, ""},
		{"alive without a policy", "/livez", &server.Server{}, 200, `{"status":"ok"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := start(t, test.server).get(test.path)
			if got.StatusCode != test.status || test.want != "" && got.body != test.want+"\n" {
				t.Errorf("%s = %s: %s", test.path, got.Status, got.body)
			}
			if test.status == 503 {
				wantProblem(t, got, 503, "not-ready", "Not ready: policy.")
			}
		})
	}
}

func TestReadinessSaysWhatFails(t *testing.T) {
	got := start(t, &server.Server{}).get("/readyz?verbose")
	p := decode[struct {
		Checks []map[string]any `json:"checks"`
	}](t, got.body)
	want := []map[string]any{{"name": "policy", "ok": false}, {"name": "serving", "ok": true}}
	if diff := cmp.Diff(want, p.Checks); diff != "" {
		t.Errorf("checks (-want +got):\n%s", diff)
	}
}
