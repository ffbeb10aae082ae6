package server_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
)

func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.Copy(w, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func (s *service) postZipped(path, contentType, body string) reply {
	s.t.Helper()
	r := s.request("POST", path, contentType, body)
	r.Header.Set("Content-Encoding", "gzip")
	return s.do(r)
}

func TestBodiesMayBeCompressed(t *testing.T) {
	s := start(t, newServer(t))
	plain := s.post("/v1/check", "text/html", damaged)
	if got := s.postZipped("/v1/check", "text/html", zipped(t, damaged)); got.body != plain.body {
		t.Errorf("compressed: %s, plain: %s", got.body, plain.body)
	}
	got := s.postZipped("/v1/check", "application/json", zipped(t, `{"html":"<p>a</p>"}`))
	if got.StatusCode != http.StatusOK {
		t.Errorf("a compressed object: %s", got.body)
	}
}

func TestBodiesAreBounded(t *testing.T) {
	srv := newServer(t)
	srv.MaxBody, srv.MaxDecompressed = 1000, 3000
	s := start(t, srv)
	const limits = "1000 bytes as sent and 3000 bytes after decompression"
	noise := strings.Repeat("Quokka ", 1000)
	tests := []struct {
		name, body string
		zipped     bool
		status     int
	}{
		{"as long as allowed", strings.Repeat("a", 1000), false, 200},
		{"too long", strings.Repeat("a", 1001), false, 413},
		{"as long as allowed after decompression", zipped(t, noise[:3000]), true, 200},
		{"too long after decompression", zipped(t, noise[:3001]), true, 413},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, post := s.in(t), s.in(t).post
			if test.zipped {
				post = s.postZipped
			}
			got := post("/v1/check", "text/plain", test.body)
			if got.StatusCode != test.status {
				t.Fatalf("status %d, want %d", got.StatusCode, test.status)
			}
			if test.status == 413 {
				wantProblem(t, got, 413, "too-large", limits)
			}
		})
	}
}

func TestABodyOfUnknownLengthIsBounded(t *testing.T) {
	srv := newServer(t)
	srv.MaxBody = 1000
	s := start(t, srv)
	r := s.request("POST", "/v1/check", "text/plain", "")
	r.ContentLength = -1
	r.Body = io.NopCloser(strings.NewReader(strings.Repeat("a", 1001)))
	wantProblem(t, s.do(r), 413, "too-large", "1000 bytes")
}

// A gzip bomb: 8 MiB in 8 KiB, a thousandfold.
func TestAGzipBombIsNotUnpacked(t *testing.T) {
	srv := newServer(t)
	srv.MaxDecompressed = 1 << 20
	s := start(t, srv)
	bomb := zipped(t, strings.Repeat("a", 8<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := s.postZipped("/v1/check", "text/html", bomb)
	runtime.ReadMemStats(&after)
	wantProblem(t, got, 413, "too-large", "1048576 bytes after decompression")
	if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
		t.Errorf("refusing the bomb allocated %d bytes", took)
	}
}

func TestDamagedCompressionIsExplained(t *testing.T) {
	s := start(t, newServer(t))
	whole := zipped(t, damaged)
	for name, body := range map[string]string{
		"no gzip":                 damaged,
		"cut off":                 whole[:len(whole)-9],
		"with a wrong check sum":  whole[:len(whole)-8] + "12345678",
		"with something after it": whole + "Quokka",
	} {
		t.Run(name, func(t *testing.T) {
			wantProblem(t, s.in(t).postZipped("/v1/check", "text/html", body), 400, "malformed", "Content-Encoding")
		})
	}
}

func TestASiteHasAName(t *testing.T) {
	s := start(t, newServer(t))
	long := strings.Repeat("a", 256)
	for _, site := range []string{long, "a%00b", "a%0Ab"} {
		wantProblem(t, s.post("/v1/check?site="+site, "text/html", cleanArticle), 400, "malformed", "255 bytes")
	}
	wantProblem(t, s.post("/v1/check", "application/json", `{"html":"a","site":"`+long+`"}`), 400, "malformed", "255 bytes")
	if got := s.post("/v1/check/batch", "application/x-ndjson", `{"html":"a","site":"`+long+`"}`); !strings.Contains(got.body, "255 bytes") {
		t.Errorf("batch = %s", got.body)
	}
	if got := s.post("/v1/check?site="+long[:255], "text/html", cleanArticle); got.StatusCode != 200 {
		t.Errorf("255 bytes = %s", got.Status)
	}
}
