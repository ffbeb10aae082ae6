package server_test

import (
	"bytes"
	compare "cmp"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/server"
)

// A contract is api.yaml, read by other people's code.
type contract struct {
	doc *openapi3.T
	err error
}

var api = sync.OnceValue(func() contract {
	for _, media := range []string{"text/html", "application/xhtml+xml", "application/openmetrics-text"} {
		openapi3filter.RegisterBodyDecoder(media, openapi3filter.PlainBodyDecoder)
	}
	text, err := os.ReadFile("api.yaml")
	if err != nil {
		return contract{err: err}
	}
	doc, err := openapi3.NewLoader().LoadFromData(text)
	return contract{doc, err}
})

// route is the operation that r asks for, or nil.
func (c contract) route(r *http.Request) *routers.Route {
	_, path, _ := strings.Cut(r.Pattern, " ")
	item := c.doc.Paths.Value(path)
	if item == nil || item.GetOperation(r.Method) == nil {
		return nil
	}
	return &routers.Route{Spec: c.doc, Path: path, PathItem: item, Method: r.Method, Operation: item.GetOperation(r.Method)}
}

// named gives r the pattern that it matches, and its path values.
func named(r *http.Request) *http.Request {
	r = r.Clone(r.Context())
	mux := http.NewServeMux()
	for _, pattern := range server.Patterns() {
		mux.HandleFunc(pattern, func(_ http.ResponseWriter, got *http.Request) { r = got })
	}
	mux.ServeHTTP(httptest.NewRecorder(), r)
	return r
}

// hold checks an exchange against api.yaml: what was sent, if it was taken, and
// whatever was answered.
func (s *service) hold(r *http.Request, sent []byte, got reply) {
	s.t.Helper()
	if api().err != nil {
		s.t.Fatal(api().err)
	}
	if got.StatusCode >= 400 && strings.Contains(got.body, quokka) {
		s.t.Errorf("the problem quotes the article: %s", got.body)
	}
	holdHeaders(s.t, got.Header)
	r = named(r)
	route := api().route(r)
	if route == nil {
		holdSchema(s.t, "Problem", got.body)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(sent))
	input := &openapi3filter.RequestValidationInput{
		Request:    r,
		PathParams: pathParams(route, r),
		Route:      route,
		Options: &openapi3filter.Options{
			IncludeResponseStatus: true,
			AuthenticationFunc:    openapi3filter.NoopAuthenticationFunc,
			ExcludeRequestBody:    r.Header.Get("Content-Encoding") != "" || strings.Contains(r.URL.Path, "batch"),
			ExcludeResponseBody:   got.Header.Get("Content-Type") == "application/x-ndjson",
		},
	}
	if got.StatusCode < 400 {
		if err := openapi3filter.ValidateRequest(s.t.Context(), input); err != nil {
			s.t.Errorf("api.yaml forbids a request that was taken: %v", err)
		}
	}
	err := openapi3filter.ValidateResponse(s.t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input,
		Status:                 got.StatusCode,
		Header:                 got.Header,
		Body:                   io.NopCloser(strings.NewReader(got.body)),
		Options:                input.Options,
	})
	if err != nil {
		s.t.Errorf("api.yaml forbids this answer: %v", err)
	}
	if input.Options.ExcludeResponseBody {
		for line := range strings.Lines(got.body) {
			holdSchema(s.t, compare.Or(lineSchemas[route.Path], "BatchLine"), line)
		}
	}
}

// lineSchemas are of the streams that are no batch.
var lineSchemas = map[string]string{"/v1/audit": "AuditRecord", "/v1/decisions": "Decided"}

func pathParams(route *routers.Route, r *http.Request) map[string]string {
	values := map[string]string{}
	for _, name := range []string{"id", "delivery", "group", "name"} {
		if strings.Contains(route.Path, "{"+name+"}") {
			values[name] = r.PathValue(name)
		}
	}
	return values
}

func holdSchema(t *testing.T, name, text string) {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if err := api().doc.Components.Schemas[name].Value.VisitJSON(v, openapi3.EnableJSONSchema2020()); err != nil {
		t.Errorf("not a %s: %v", name, err)
	}
}

func holdHeaders(t *testing.T, h http.Header) {
	t.Helper()
	for name, want := range map[string]string{
		"Cache-Control":           "no-store",
		"Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
		"Referrer-Policy":         "no-referrer",
		"X-Content-Type-Options":  "nosniff",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
}

func TestTheContractIsValid(t *testing.T) {
	if api().err != nil {
		t.Fatal(api().err)
	}
	if err := api().doc.Validate(t.Context(), openapi3.EnableExamplesValidation()); err != nil {
		t.Error(err)
	}
}

func TestEveryRouteIsInTheContractAndViceVersa(t *testing.T) {
	var described []string
	for path, item := range api().doc.Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	slices.Sort(described)
	registered := slices.Sorted(slices.Values(server.Patterns()))
	if diff := cmp.Diff(described, registered); diff != "" {
		t.Errorf("routes (-in api.yaml +registered):\n%s", diff)
	}
}

func TestTheContractIsServed(t *testing.T) {
	got := start(t, newServer(t)).get("/api.yaml")
	want, err := os.ReadFile("api.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got.body != string(want) {
		t.Error("GET /api.yaml is not api.yaml")
	}
}

// The guard of all other tests: that hold notices anything at all.
func TestTheContractRefusesWhatItShould(t *testing.T) {
	for name, text := range map[string]string{
		"Submission": `{"html":"a","text":"b"}`,
		"Report":     `{"source":"","id":"","verdict":{"action":"publish","reasons":[],"revision":""},"findings":[],"article":{}}`,
		"Verdict":    `{"action":"publish","reasons":[{"rule":"a","action":"review","message":"","findings":[]}],"revision":""}`,
		"Problem":    `{"type":"about:blank","title":"","status":400,"detail":"","request_id":""}`,
	} {
		v := decode[any](t, text)
		if err := api().doc.Components.Schemas[name].Value.VisitJSON(v, openapi3.EnableJSONSchema2020()); err == nil {
			t.Errorf("%s is a %s", text, name)
		}
	}
}
