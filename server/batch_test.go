package server_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/server"
)

const ndjson = "application/x-ndjson"

// outline writes each answer of a batch as its source and verdict, or as its
// line and problem.
func outline(t *testing.T, body string) []string {
	t.Helper()
	var out []string
	for text := range strings.Lines(body) {
		v := decode[struct {
			Source  string         `json:"source"`
			Verdict policy.Verdict `json:"verdict"`
			Line    int            `json:"line"`
			Problem *problem       `json:"problem"`
		}](t, text)
		if v.Problem != nil {
			out = append(out, fmt.Sprintf("%d %s", v.Line, strings.TrimPrefix(v.Problem.Type, "urn:problem-type:presscheck:")))
			continue
		}
		out = append(out, v.Source+" "+v.Verdict.Action.String())
	}
	return out
}

func TestABatchIsAnsweredLineByLine(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
	}{
		{"nothing", "", nil},
		{"blank lines", "\n \n\r\n", nil},
		{"verdicts", `{"html":"<p>Quokka(x)","external_id":"a"}` + "\n" + `{"text":"Quokka","external_id":"b"}` + "\n", []string{"a review", "b publish"}},
		{"a last line without its end", `{"html":"a","external_id":"a"}`, []string{"a publish"}},
		{"bad lines", "Quokka\n{}\n[]\n" + `{"html":"a","external_id":"a"}` + "\n{\n", []string{"1 malformed", "2 malformed", "3 malformed", "a publish", "5 malformed"}},
		{"a bad line after blank ones", "\n\nQuokka\n", []string{"3 malformed"}},
		{"a line that is no UTF-8", "{\"html\":\"Quokka\xff\"}\n" + `{"html":"a","external_id":"a"}`, []string{"1 malformed", "a publish"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := start(t, newServer(t))
			for how, got := range map[string]reply{
				"plain":      s.post("/v1/check/batch", ndjson, test.body),
				"compressed": s.postZipped("/v1/check/batch", ndjson, zipped(t, test.body)),
			} {
				if got.StatusCode != http.StatusOK || got.Header.Get("Content-Type") != ndjson {
					t.Fatalf("%s: %s, %s", how, got.Status, got.Header.Get("Content-Type"))
				}
				if diff := cmp.Diff(test.want, outline(t, got.body)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", how, diff)
				}
			}
		})
	}
}

func TestABatchAnswersWhatASingleArticleIsAnswered(t *testing.T) {
	s := start(t, newServer(t))
	object := quote(t, map[string]any{"html": damaged, "external_id": "7"})
	single := s.post("/v1/check", "application/json", object)
	if batch := s.post("/v1/check/batch", ndjson, object); batch.body != single.body {
		t.Errorf("batch: %s, single: %s", batch.body, single.body)
	}
}

// The whole is longer than any body may be, and the early lines take longest.
func TestALongBatchIsAnsweredInItsOrder(t *testing.T) {
	srv := newServer(t, prober(func(_ context.Context, source string) error {
		if strings.Contains(source, "slow") {
			time.Sleep(5 * time.Millisecond)
		}
		return nil
	}))
	srv.MaxBody = 1000
	srv.MaxInFlight = 64
	var body strings.Builder
	var want []string
	for i := range 99 {
		text := []string{"slow", "quick", "quick"}[i%3] + strings.Repeat(" Quokka", 100)
		fmt.Fprintf(&body, "{\"text\":%q,\"external_id\":\"%d\"}\n", text, i)
		want = append(want, fmt.Sprintf("%d publish", i))
	}
	got := start(t, srv).post("/v1/check/batch", ndjson, body.String())
	if diff := cmp.Diff(want, outline(t, got.body)); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

func TestTheLinesOfABatchAreBounded(t *testing.T) {
	srv := newServer(t)
	srv.MaxBody, srv.MaxDecompressed, srv.MaxLines = 100, 5000, 4
	good := `{"html":"Quokka","external_id":"a"}` + "\n"
	tests := []struct {
		name, body string
		want       []string
	}{
		{"as many as allowed", good + "\n\n" + good, []string{"a publish", "a publish"}},
		{"too many", strings.Repeat(good, 6), []string{"a publish", "a publish", "a publish", "a publish", "5 too-large"}},
		{"too many blank ones", strings.Repeat("\n", 100), []string{"5 too-large"}},
		{"one too long", good + strings.Repeat("Quokka", 100) + "\n" + good, []string{"a publish", "2 too-large", "a publish"}},
		{"the last too long", good + strings.Repeat("Quokka", 100), []string{"a publish", "2 too-large"}},
		{"one too long to be skipped", good + strings.Repeat("Quokka", 10000) + "\n" + good, []string{"a publish", "2 too-large"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := start(t, srv)
			for _, body := range []reply{s.post("/v1/check/batch", ndjson, test.body), s.postZipped("/v1/check/batch", ndjson, zipped(t, test.body))} {
				if diff := cmp.Diff(test.want, outline(t, body.body)); diff != "" {
					t.Errorf("answers (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// 8 MiB that are one line: the batch ends before they are unpacked.
func TestAGzipBombIsNoLine(t *testing.T) {
	srv := newServer(t)
	srv.MaxBody, srv.MaxDecompressed = 1000, 1<<20
	s := start(t, srv)
	got := s.postZipped("/v1/check/batch", ndjson, zipped(t, strings.Repeat("a", 8<<20)))
	if diff := cmp.Diff([]string{"1 too-large"}, outline(t, got.body)); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

func TestABatchThatBreaksOffSaysSo(t *testing.T) {
	s := start(t, newServer(t))
	whole := zipped(t, strings.Repeat(`{"html":"a","external_id":"a"}`+"\n", 3))
	got := outline(t, s.postZipped("/v1/check/batch", ndjson, whole[:len(whole)-4]).body)
	if len(got) == 0 || got[len(got)-1] != "4 malformed" {
		t.Errorf("answers = %q, want the last to be 4 malformed", got)
	}
}

// A stream is a batch whose lines are sent one by one.
type stream struct {
	t       *testing.T
	send    *io.PipeWriter
	answers *bufio.Scanner
	close   func()
}

func openStream(s *service) *stream {
	s.t.Helper()
	read, write := io.Pipe()
	r := s.request("POST", "/v1/check/batch", ndjson, "")
	r.Body, r.ContentLength = read, -1
	opened := make(chan struct{})
	go func() {
		defer close(opened)
		fmt.Fprintln(write, `{"html":"Quokka","external_id":"first"}`)
	}()
	got, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	<-opened
	out := &stream{s.t, write, bufio.NewScanner(got.Body), func() { write.Close(); got.Body.Close() }}
	s.t.Cleanup(out.close)
	if answer := out.next(); answer != "first publish" {
		s.t.Fatalf("first answer = %q", answer)
	}
	return out
}

// next waits for the next answer; "" is the end.
func (s *stream) next() string {
	s.t.Helper()
	if !s.answers.Scan() {
		return ""
	}
	return outline(s.t, s.answers.Text())[0]
}

func TestABatchWhoseClientLeavesEnds(t *testing.T) {
	filter, held, release := hold()
	defer close(release)
	srv := newServer(t, filter)
	srv.MaxInFlight, srv.CheckTimeout = 2, 100*time.Millisecond
	s := start(t, srv)
	out := openStream(s)
	fmt.Fprintln(out.send, `{"html":"Quokka, wait"}`)
	<-held
	out.close()
	free := func() bool {
		return s.post("/v1/check/batch", ndjson, `{"html":"a"}`).StatusCode == http.StatusOK
	}
	for deadline := time.Now().Add(5 * time.Second); !free(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the batch still holds its places")
		}
	}
}

func TestAPanicCostsABatchOneLine(t *testing.T) {
	s := start(t, &server.Server{Pipeline: &pipeline.Pipeline{}}) // no policy to ask
	got := s.post("/v1/check/batch", ndjson, `{"html":"Quokka"}`+"\n{}\n"+`{"html":"Quokka"}`)
	if diff := cmp.Diff([]string{"1 internal", "2 malformed", "3 internal"}, outline(t, got.body)); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	e := s.events()[0]
	if text, _ := e["error"].(string); e["level"] != "WARN" || !strings.HasPrefix(text, "line 1: panic: ") || !strings.Contains(text, "goroutine") {
		t.Errorf("event = %v, want the first stack", e)
	}
}

func TestBatchesLeaveHalfOfThePlaces(t *testing.T) {
	filter, held, release := hold()
	srv := newServer(t, filter)
	srv.MaxInFlight = 2
	s := start(t, srv)
	answers := make(chan reply)
	go func() { answers <- s.post("/v1/check/batch", ndjson, `{"html":"Quokka, wait","external_id":"a"}`) }()
	<-held
	wantProblem(t, s.post("/v1/check/batch", ndjson, `{"html":"a"}`), 503, "busy", "")
	if got := s.post("/v1/check", "text/html", clean); got.StatusCode != http.StatusOK {
		t.Errorf("a single article beside a batch = %s", got.Status)
	}
	close(release)
	if got := outline(t, (<-answers).body); !slices.Equal(got, []string{"a publish"}) {
		t.Errorf("the batch = %q", got)
	}
}
