package decisionlog_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/article"
	"github.com/presscheck/presscheck/decisionlog"
	"github.com/presscheck/presscheck/filters"
	"github.com/presscheck/presscheck/metrics"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
)

// quokka stands wherever a report quotes the article or names its author.
const quokka = "Quokka"

func report(id string) *pipeline.Report {
	found := []filters.Finding{{
		ID: "f1", Filter: "gloss", Kind: "injected-reading", Confidence: 0.9,
		Span: article.Span{Start: 3, End: 9}, Message: quokka, Evidence: map[string]any{"text": quokka, "readings": 2},
	}}
	v := policy.Verdict{Action: policy.Review, Revision: "r1", Reasons: []policy.Reason{
		{Rule: "injected_readings", Action: policy.Review, Message: quokka, Findings: []string{"f1"}},
	}}
	return &pipeline.Report{
		ID: id, Verdict: v, Found: found,
		Document: &article.Document{Source: "<p>" + quokka},
		Input: policy.Input{
			Article: policy.Facts{Bytes: 9, Charset: "utf-8", Script: "Latn"}, Site: "news", URL: "https://example.org/1",
			Title: quokka, Author: map[string]any{"name": quokka}, Now: time.Unix(5, 0), Findings: found,
		},
		Trial: &pipeline.Trial{Verdict: policy.Verdict{Action: policy.Publish, Reasons: []policy.Reason{}, Revision: "r2"}},
	}
}

var call = decisionlog.Call{RequestID: "q1", Client: "192.0.2.1:9"}

func at(sec int64) func() time.Time { return func() time.Time { return time.Unix(sec, 0) } }

func record(t *testing.T, o decisionlog.Options) string {
	t.Helper()
	var out bytes.Buffer
	l := decisionlog.ToWriter(&out, o)
	l.Record(pipeline.Submission{ExternalID: "4711"}, report("p1"), call)
	if err := l.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAnEventHasTheShapeOfOPA(t *testing.T) {
	got := record(t, decisionlog.Options{Now: at(1), Labels: map[string]string{"id": "here"}})
	id := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`)
	got = id.ReplaceAllString(got, "UUID")
	want := `{"labels":{"id":"here"},"decision_id":"UUID","bundles":{"candidate":{"revision":"r2"},"policy":{"revision":"r1"}},"path":"presscheck/verdict",` +
		`"input":{"article":{"bytes":9,"charset":"utf-8","undecodable":0,"script":"Latn","links":0},"site":"news","url":"https://example.org/1","now":"1970-01-01T00:00:05Z",` +
		`"findings":{"gloss":{"injected-reading":[{"id":"f1","confidence":0.9,"span":{"start":3,"end":9}}]}}},` +
		`"result":{"action":"review","reasons":[{"rule":"injected_readings","action":"review","mode":"enforce","message":"","findings":["f1"]}],"revision":"r1"},` +
		`"erased":["/input/title","/input/author","/input/findings/gloss/injected-reading/0/evidence","/result/reasons/0/message"],` +
		`"requested_by":"192.0.2.1:9","timestamp":"1970-01-01T00:00:01Z","rule_labels":[{"action":"review","rule":"injected_readings"}],` +
		`"custom":{"report_id":"p1","external_id":"4711","request_id":"q1","candidate":{"action":"publish","reasons":[],"revision":"r2"}}}` + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
}

func TestArticlesAreMaskedUnlessTheyAreAskedFor(t *testing.T) {
	if got := record(t, decisionlog.Options{}); strings.Contains(got, quokka) {
		t.Errorf("the event quotes the article: %s", got)
	}
	got := record(t, decisionlog.Options{Whole: true})
	if n := strings.Count(got, quokka); n != 5 || strings.Contains(got, "erased") {
		t.Errorf("the whole event says %s %d times, want title, author, evidence, message and content: %s", quokka, n, got)
	}
	r := report("p1")
	l := decisionlog.ToWriter(io.Discard, decisionlog.Options{})
	l.Record(pipeline.Submission{}, r, call)
	if err := l.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r.Verdict.Reasons[0].Message != quokka || r.Found[0].Evidence == nil || r.Input.Title == "" {
		t.Error("masking changed the report itself")
	}
}

func TestANilLogWritesNothing(t *testing.T) {
	var l *decisionlog.Log
	l.Record(pipeline.Submission{}, report("p1"), call)
	if err := l.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// A receiver is a server of decision logs.
type receiver struct {
	mu       sync.Mutex
	answers  []int // to the first posts; 204 afterwards
	ids      []string
	posts    int
	token    string
	received chan struct{} // gets a value with each post
}

func (s *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() { s.received <- struct{}{} }()
	s.posts++
	s.token = r.Header.Get("Authorization")
	if len(s.answers) > 0 {
		w.WriteHeader(s.answers[0])
		s.answers = s.answers[1:]
		return
	}
	in, err := gzip.NewReader(r.Body)
	if err != nil || r.Header.Get("Content-Encoding") != "gzip" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	var events []struct {
		Custom struct {
			ReportID string `json:"report_id"`
		} `json:"custom"`
	}
	if err := json.UnmarshalRead(in, &events); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	for _, e := range events {
		s.ids = append(s.ids, e.Custom.ReportID)
	}
	w.WriteHeader(http.StatusNoContent)
}

func serve(t *testing.T, answers ...int) (*receiver, string) {
	t.Helper()
	s := &receiver{answers: answers, received: make(chan struct{}, 1000)}
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	return s, web.URL
}

func numbers(n int) []string {
	var ids []string
	for i := range n {
		ids = append(ids, strconv.Itoa(i))
	}
	return ids
}

func newMetrics() *metrics.Metrics { return metrics.New(metrics.Known{}) }

func value(t *testing.T, m *metrics.Metrics, line string) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	for l := range strings.Lines(w.Body.String()) {
		if rest, ok := strings.CutPrefix(l, line+" "); ok {
			return strings.TrimSpace(rest)
		}
	}
	t.Fatalf("no metric %s", line)
	return ""
}

func TestAServerThatFailsAtFirstGetsEveryEventOnce(t *testing.T) {
	s, url := serve(t, 503, 429, 401)
	m := newMetrics()
	l := decisionlog.ToServer(url, "secret", nil, decisionlog.Options{Delay: time.Millisecond, Backoff: time.Millisecond, Metrics: m})
	for _, id := range numbers(50) {
		l.Record(pipeline.Submission{}, report(id), call)
	}
	if err := l.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(numbers(50), s.ids); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if s.token != "Bearer secret" || s.posts < 4 {
		t.Errorf("%d posts, the last with %q", s.posts, s.token)
	}
	if got := value(t, m, "presscheck_decision_log_written_total"); got != "50" {
		t.Errorf("%s events count as written", got)
	}
	if got := value(t, m, "presscheck_decision_log_queue_bytes"); got != "0" {
		t.Errorf("%s bytes count as waiting", got)
	}
}

func TestEventsTravelInBatches(t *testing.T) {
	s, url := serve(t)
	l := decisionlog.ToServer(url, "", nil, decisionlog.Options{Delay: time.Hour, MaxBatch: 10_000})
	for _, id := range numbers(100) {
		l.Record(pipeline.Submission{}, report(id), call)
	}
	if err := l.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(numbers(100), s.ids); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if s.posts < 5 || s.posts > 50 {
		t.Errorf("100 events of about 1 KB in batches of 10 KB take %d posts", s.posts)
	}
}

func TestWhatTheServerRefusesIsDropped(t *testing.T) {
	s, url := serve(t, 400)
	m := newMetrics()
	l := decisionlog.ToServer(url, "", nil, decisionlog.Options{Delay: time.Millisecond, Backoff: time.Hour, Metrics: m})
	l.Record(pipeline.Submission{}, report("bad"), call)
	<-s.received
	l.Record(pipeline.Submission{}, report("good"), call)
	if err := l.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"good"}, s.ids); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if got := value(t, m, `presscheck_decision_log_dropped_total{reason="refused"}`); got != "1" {
		t.Errorf("%s events count as refused", got)
	}
}

func TestWhatFindsNoRoomIsDroppedAndCounted(t *testing.T) {
	s, url := serve(t, 503)
	m := newMetrics()
	l := decisionlog.ToServer(url, "", nil, decisionlog.Options{Delay: time.Millisecond, Backoff: time.Hour, MaxQueue: 5000, Metrics: m})
	l.Record(pipeline.Submission{}, report("first"), call)
	<-s.received // and now it waits for an hour
	for _, id := range numbers(20) {
		l.Record(pipeline.Submission{}, report(id), call)
	}
	full, err := strconv.Atoi(value(t, m, `presscheck_decision_log_dropped_total{reason="full"}`))
	if err != nil || full < 10 || full >= 20 {
		t.Errorf("%d of 20 events of about 1 KB found no room in 5 KB, %v", full, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.Close(ctx); err == nil || !strings.Contains(err.Error(), strconv.Itoa(21-full)+" decisions were not handed over") {
		t.Errorf("Close = %v, want what is left of 21 after %d were dropped", err, full)
	}
	if got := value(t, m, `presscheck_decision_log_dropped_total{reason="shutdown"}`); got != strconv.Itoa(21-full) {
		t.Errorf("%s events count as dropped by the shutdown, want %d", got, 21-full)
	}
	l.Record(pipeline.Submission{}, report("late"), call)
	if got := value(t, m, `presscheck_decision_log_dropped_total{reason="full"}`); got != strconv.Itoa(full+1) {
		t.Errorf("%s events count as dropped after Close, want %d", got, full+1)
	}
}

func TestFilesAreRotated(t *testing.T) {
	dir := t.TempDir()
	l := decisionlog.ToFile(decisionlog.File{Name: filepath.Join(dir, "decisions.jsonl"), MaxBytes: 1 << 20, Keep: 2}, decisionlog.Options{})
	for _, id := range numbers(3000) {
		l.Record(pipeline.Submission{}, report(id), call)
	}
	if err := l.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "decisions*.jsonl"))
	if err != nil || len(files) < 2 {
		t.Fatalf("files %v, %v, want some that were rotated", files, err)
	}
	for _, name := range files {
		if info, err := os.Stat(name); err != nil || info.Size() > 1<<20 {
			t.Errorf("%s: %v, %v", name, info.Size(), err)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestAWriterThatFailsCostsItsEvents(t *testing.T) {
	m := newMetrics()
	l := decisionlog.ToWriter(full{}, decisionlog.Options{Metrics: m})
	l.Record(pipeline.Submission{}, report("p1"), call)
	if err := l.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := value(t, m, `presscheck_decision_log_dropped_total{reason="refused"}`); got != "1" {
		t.Errorf("%s events count as dropped", got)
	}
}

func TestManyMayRecordAtOnce(t *testing.T) {
	s, url := serve(t)
	l := decisionlog.ToServer(url, "", nil, decisionlog.Options{Delay: time.Millisecond})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, id := range numbers(100) {
				l.Record(pipeline.Submission{}, report(id), call)
			}
		})
	}
	wg.Wait()
	if err := l.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(s.ids) != 800 {
		t.Errorf("%d events arrived, want 800", len(s.ids))
	}
}
