package source_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/policy/source"
)

// A shelf is a server of one bundle.
type shelf struct {
	etag   string
	bundle []byte
	status int // zero: what the bundle asks for
	seen   []string
}

func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.seen = append(s.seen, r.Header.Get("Authorization")+" "+r.Header.Get("If-None-Match"))
	switch {
	case s.status != 0:
		w.Header().Set("Location", "https://elsewhere.example/")
		w.WriteHeader(s.status)
	case s.etag != "" && r.Header.Get("If-None-Match") == s.etag:
		w.WriteHeader(http.StatusNotModified)
	default:
		w.Header().Set("ETag", s.etag)
		w.Write(s.bundle)
	}
}

func TestABundleIsFetchedWhenItChanges(t *testing.T) {
	s := &shelf{etag: `"1"`, bundle: pack(t, small)}
	web := httptest.NewServer(s)
	defer web.Close()
	src := open(t, web.URL+"/policy.tar.gz?secret=x", source.Options{Token: "t"})
	if want := web.URL + "/policy.tar.gz"; src.String() != want {
		t.Errorf("String() = %q, want %q", src.String(), want)
	}
	_, first := found(t, src)
	if _, again := found(t, src); again != first {
		t.Error("an unchanged bundle is another policy")
	}
	s.etag, s.bundle = `"2"`, []byte("broken")
	if _, err := src.Read(t.Context()); err == nil || errors.Is(err, source.ErrUnreachable) {
		t.Errorf("a broken bundle gives %v", err)
	}
	s.bundle = pack(t, with(small, "data.yaml", "thresholds: {a: 2}\n"))
	if _, changed := found(t, src); changed.Digest == first.Digest {
		t.Error("a changed bundle is not seen")
	}
	want := []string{"Bearer t ", `Bearer t "1"`, `Bearer t "1"`, `Bearer t "1"`} // what is broken is asked for again
	if diff := cmp.Diff(want, s.seen); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestServersThatDoNotAnswerWithABundle(t *testing.T) {
	tests := []struct {
		name   string
		status int
		want   string
	}{
		{"moved", 302, "the server answered 302 Found, and redirects are not followed; write the address of the bundle itself"},
		{"forbidden", 401, "the server answered 401 Unauthorized; see policy.token_file"},
		{"gone", 404, "the server answered 404 Not Found"},
		{"unchanged, though nothing was sent yet", 304, "the server answered 304"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			web := httptest.NewServer(&shelf{status: test.status})
			defer web.Close()
			_, err := open(t, web.URL+"?secret", source.Options{}).Read(t.Context())
			if !errors.Is(err, source.ErrUnreachable) || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("Read = %v, want %q", err, test.want)
			}
		})
	}
	web := httptest.NewServer(nil)
	web.Close()
	_, err := open(t, web.URL+"?secret", source.Options{}).Read(t.Context())
	if !errors.Is(err, source.ErrUnreachable) || strings.Contains(err.Error(), "secret") {
		t.Errorf("Read of a server that is down = %v", err)
	}
}

func TestPlacesThatAreRefused(t *testing.T) {
	keys := newPair(t)
	tests := []struct {
		name, place string
		options     source.Options
		want        string
	}{
		{"over http", "http://example.org/p.tar.gz", source.Options{}, "write https, or have it signed"},
		{"a token over http", "http://example.org/p.tar.gz", source.Options{Key: keys.key(t), Token: "t"}, "can read the token; write https"},
		{"no host", "https:///p", source.Options{}, "it is no URL"},
		{"another way", "s3://bucket/p", source.Options{}, "a policy is fetched over https"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := source.Open(test.place, test.options); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Open = %v, want %q", err, test.want)
			}
		})
	}
	for _, place := range []string{"http://127.0.0.1/p", "http://[::1]/p", "http://localhost/p", "https://example.org/p"} {
		if _, err := source.Open(place, source.Options{}); err != nil {
			t.Errorf("Open(%q) = %v", place, err)
		}
	}
}
