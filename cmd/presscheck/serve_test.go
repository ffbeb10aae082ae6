package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/presscheck/presscheck/pipeline"
)

const glossed = "據(jù)館方介紹,新館將(jiāng)提供電(diàn)子書借閱(yuè)服務(wù),讀(dú)者可在線(xiàn)預(yù)約(yuē)。" +
	"開(kāi)館當(dāng)日將舉(jǔ)辦(bàn)講(jiǎng)座,邀請(qǐng)本地作家與(yǔ)讀者見(jiàn)面。"

// A service is the program running `serve` inside the test.
type service struct {
	address string
	metrics string     // where operators ask
	stop    func() int // ends it and returns the exit code
	log     *bytes.Buffer
	out     *bytes.Buffer // standard output; complete once the service has stopped, and as far as it says that it serves
}

func startService(t testing.TB, args ...string) *service {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	logs, writer := io.Pipe()
	code, out := make(chan int, 1), &bytes.Buffer{}
	go func() {
		all := append([]string{"serve", "--server-address", "127.0.0.1:0", "--metrics-address", "127.0.0.1:0"}, args...)
		code <- run(ctx, all, streams{strings.NewReader(""), out, writer}, nil)
		writer.Close()
	}()
	s := &service{log: &bytes.Buffer{}, out: out}
	lines := bufio.NewScanner(io.TeeReader(logs, s.log))
	for s.address == "" {
		if !lines.Scan() {
			t.Fatalf("the service ended: %s", s.log)
		}
		var event struct {
			Msg     string `json:"msg"`
			Address string `json:"address"`
			Metrics string `json:"metrics"`
		}
		if json.Unmarshal(lines.Bytes(), &event) == nil && event.Msg == "serving" {
			s.address, s.metrics = "http://"+event.Address, event.Metrics
		}
	}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		for lines.Scan() {
		}
	}()
	s.stop = func() int { cancel(); c := <-code; <-drained; return c }
	t.Cleanup(func() { cancel() })
	return s
}

func (s *service) post(t *testing.T, path, contentType, body string) *pipeline.Report {
	t.Helper()
	answer, err := http.Post(s.address+path, contentType, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("POST %s as %s = %s, %v: %s", path, contentType, answer.Status, err, text)
	}
	var r pipeline.Report
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatalf("answer %s: %v", text, err)
	}
	return &r
}

// scrape is what the program tells Prometheus.
func (s *service) scrape(t *testing.T) string {
	t.Helper()
	const path = "/metrics"
	answer, err := http.Get("http://" + s.metrics + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("GET %s = %s, %v", path, answer.Status, err)
	}
	return string(text)
}

func TestTheServiceFindsTheSameInEveryForm(t *testing.T) {
	s := startService(t)
	quoted, err := json.Marshal(glossed)
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string]*pipeline.Report{
		"bare text": s.post(t, "/v1/check", "text/plain; charset=utf-8", glossed),
		"bare HTML": s.post(t, "/v1/check", "text/html; charset=utf-8", glossed),
		"JSON text": s.post(t, "/v1/check", "application/json", fmt.Sprintf(`{"text":%s}`, quoted)),
		"JSON HTML": s.post(t, "/v1/check", "application/json", fmt.Sprintf(`{"html":%s}`, quoted)),
	}
	want := answers["bare text"]
	if len(want.Findings) == 0 || want.Verdict.Action.String() == "publish" {
		t.Fatalf("the damaged text is %v with %d findings", want.Verdict.Action, len(want.Findings))
	}
	for form, got := range answers {
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(pipeline.Report{}, "ID"), cmpopts.IgnoreUnexported()); diff != "" {
			t.Errorf("%s differs from bare text (-want +got):\n%s", form, diff)
		}
	}
	if code := s.stop(); code != 0 {
		t.Errorf("exit code %d, log:\n%s", code, s.log)
	}
	if strings.Contains(s.log.String(), "館方") {
		t.Error("the log holds text of the article")
	}
}

func TestTheServiceCountsWhatItDoes(t *testing.T) {
	s := startService(t)
	s.post(t, "/v1/check", "text/plain", glossed)
	exposition := s.scrape(t)
	for _, want := range []string{
		`presscheck_findings_total{filter="gloss",kind="injected-reading"} 1`,
		`presscheck_verdicts_total{`,
		`presscheck_http_request_duration_seconds_count{code="200",method="POST",route="/v1/check"} 1`,
	} {
		if !strings.Contains(exposition, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	promtool := exec.Command("promtool", "check", "metrics")
	promtool.Stdin = strings.NewReader(exposition)
	if out, err := promtool.CombinedOutput(); err != nil {
		t.Errorf("promtool check metrics: %v\n%s", err, out)
	}
}

func TestTheHealthcheckAsksTheService(t *testing.T) {
	s := startService(t)
	ask := func() (int, string) {
		var out, errs bytes.Buffer
		environ := []string{"PRESSCHECK_SERVER_ADDRESS=" + strings.TrimPrefix(s.address, "http://")}
		code := run(t.Context(), []string{"healthcheck"}, streams{nil, &out, &errs}, environ)
		return code, out.String() + errs.String()
	}
	if code, out := ask(); code != 0 || out != "ready\n" {
		t.Errorf("healthcheck = %d, %q", code, out)
	}
	s.stop()
	if code, out := ask(); code != 1 || !strings.Contains(out, "ready") {
		t.Errorf("healthcheck of a stopped service = %d, %q", code, out)
	}
}
