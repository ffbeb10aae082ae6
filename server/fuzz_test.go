package server_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	jsonv1 "encoding/json"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/server"
)

// FuzzSubmission sends any bytes as an object. Whatever they are, they are
// judged or refused in words that are not theirs; and what is judged is an
// object with one article in it for a lenient reader, too.
func FuzzSubmission(f *testing.F) {
	for _, seed := range []string{
		`{"html":"<p>a</p>"}`,
		`{"text":"a","url":"u","site":"s","title":"t","author":{"name":["b",1,null]},"external_id":"7"}`,
		`{"html":null,"text":"a"}`,
		`{"html":"a","html":"b"}`,
		`{"html":"a","author":{"a":{"a":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}}}`,
		"{\"html\":\"\xff\"}",
		`{"html":"\ud800"}`,
		`{"html":"` + "\x00" + `"}`,
		`[`, `null`, ``,
	} {
		f.Add([]byte(seed))
	}
	engine, err := defaultPolicy()
	if err != nil {
		f.Fatal(err)
	}
	handler := (&server.Server{Pipeline: &pipeline.Pipeline{Policy: engine}}).Handler()
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "/v1/check", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		switch w.Code {
		case http.StatusOK:
			article := decode[struct {
				Article policy.Facts `json:"article"`
			}](t, w.Body.String()).Article
			if size := lenientSize(t, body); article.Bytes != size || size == 0 || !utf8.Valid(body) {
				t.Errorf("judged %d bytes, an article of %d was sent", article.Bytes, size)
			}
		case http.StatusBadRequest:
			detail := decode[problem](t, w.Body.String()).Detail
			if strings.ContainsFunc(detail, func(r rune) bool { return r < ' ' || r > '~' }) || len(detail) > 500 {
				t.Errorf("detail = %q", detail)
			}
		default:
			t.Errorf("status %d: %s", w.Code, w.Body)
		}
	})
}

// lenientSize is the length of the article in body as encoding/json reads it.
func lenientSize(t *testing.T, body []byte) int {
	t.Helper()
	var v map[string]any
	if err := jsonv1.Unmarshal(body, &v); err != nil {
		t.Fatalf("judged what is no JSON object: %v", err)
	}
	html, _ := v["html"].(string)
	text, _ := v["text"].(string)
	if html != "" && text != "" {
		t.Fatal("judged one of two articles")
	}
	return len(html) + len(text)
}
