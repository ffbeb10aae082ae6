package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"go.yaml.in/yaml/v3"

	"github.com/presscheck/presscheck/policy"
)

// A prometheus is a server of Debian's package of that name, which scrapes one
// service every second and has the rules of metrics/alerts.
type prometheus struct {
	address string
	log     *bytes.Buffer
}

const alertRules = "../../metrics/alerts/rules.yaml"

// startPrometheus starts one that remembers what data holds.
func startPrometheus(t *testing.T, target, data string) *prometheus {
	t.Helper()
	rules, err := filepath.Abs(alertRules)
	if err != nil {
		t.Fatal(err)
	}
	config := file(t, "prometheus.yaml", "global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}\n"+
		"rule_files: ["+rules+"]\nscrape_configs:\n  - job_name: presscheck\n    static_configs: [{targets: ['"+target+"']}]\n")
	p := &prometheus{address: freeAddress(t), log: &bytes.Buffer{}}
	ctx, stop := context.WithCancel(t.Context())
	cmd := exec.CommandContext(ctx, "prometheus", "--config.file="+config, "--storage.tsdb.path="+data,
		"--web.listen-address="+p.address)
	cmd.Stdout, cmd.Stderr = p.log, p.log
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	if err := cmd.Start(); err != nil {
		t.Fatalf("prometheus is needed (Debian package prometheus): %v", err)
	}
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait() // it was interrupted
		if t.Failed() {
			t.Logf("prometheus:\n%s", p.log)
		}
	})
	return p
}

// freeAddress is one that nobody listened on a moment ago.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// query is the values that expr has now, series by series. NaN, which quantiles
// of nothing are, is no value.
func (p *prometheus) query(expr string) (values []string, err error) {
	var answer struct {
		Error string
		Data  struct {
			Result []struct{ Value [2]any }
		}
	}
	if err := p.ask("/api/v1/query?query="+url.QueryEscape(expr), &answer); err != nil {
		return nil, err
	}
	if answer.Error != "" {
		return nil, fmt.Errorf("prometheus: %s", answer.Error)
	}
	for _, series := range answer.Data.Result {
		if v := fmt.Sprint(series.Value[1]); v != "NaN" {
			values = append(values, v)
		}
	}
	return values, nil
}

func (p *prometheus) ask(path string, into any) error {
	answer, err := http.Get("http://" + p.address + path)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	return json.UnmarshalRead(answer.Body, into, json.MatchCaseInsensitiveNames(true))
}

// await asks until expr has the one value want. Only the test's own time-out
// ends it, as nobody knows how fast the machine is.
func (p *prometheus) await(t *testing.T, expr, want string) {
	t.Helper()
	pause := time.NewTicker(50 * time.Millisecond)
	defer pause.Stop()
	var got []string
	var err error
	for t.Context().Err() == nil {
		if got, err = p.query(expr); err == nil && len(got) == 1 && got[0] == want {
			return
		}
		select {
		case <-pause.C:
		case <-time.After(time.Until(lastMoment(t))):
			t.Fatalf("%s is %q, %v, want %s", expr, got, err, want)
		}
	}
}

// lastMoment leaves time to say what was waited for.
func lastMoment(t *testing.T) time.Time {
	deadline, ok := t.Deadline()
	if !ok {
		return time.Now().Add(time.Hour)
	}
	return deadline.Add(-5 * time.Second)
}

// What a day brings, some of it damaged.
var load = []string{
	`<html lang="en"><article><h1>Tide tables</h1><p>The harbour office prints next year's tide tables in <a href="/print">two sizes</a>.</p></article>`,
	`<html lang="de"><article><p>Der Stadtrat hat den neuen Fahrplan beschlossen. Er gilt vom ersten April an.</p></article>`,
	`<html lang="en"><article><p>The bridge is op` + "\u200b\u200b" + `en again, and so is the fe` + "\u200b" + `rry.</p></article>`,
	`<html lang="zh"><article><p>` + glossed + `</p></article>`,
	`<html lang="en"><article><p>Rain.</p><div style="display:none"><a href="https://casino.example/">casino bonus</a> <a href="https://pills.example/">cheap pills</a></div></article>`,
}

const loadRounds = 4

// decisions are those of people, on an article of the load each.
var decisions = []struct{ article, outcome string }{
	{load[3], "reject"}, {load[4], "approve"}, {load[0], "approve"}, {load[1], "reject"},
}

// send sends the load for two sites and decides on some articles more; it
// returns how many articles that were.
func send(t *testing.T, s *service, token string) int {
	t.Helper()
	const html = "text/html; charset=utf-8"
	for round := range loadRounds {
		for i, article := range load {
			s.post(t, fmt.Sprintf("/v1/check?site=site-%d", i%2), html, fmt.Sprint(article, "<p>", round, "</p>"))
		}
	}
	sendBatch(t, s)
	for _, d := range decisions {
		item := s.post(t, "/v1/check?site=site-0", html, d.article+"<p>"+rand.Text()+"</p>").Item
		s.ask(t, token, "POST", "/v1/items/"+item+"/claim", `{"reviewer":"ann"}`)
		s.ask(t, token, "POST", "/v1/items/"+item+"/decision", `{"reviewer":"ann","version":2,"outcome":"`+d.outcome+`","code":"spam"}`)
	}
	return loadRounds*len(load) + len(load) + len(decisions)
}

// sendBatch sends the load at once.
func sendBatch(t *testing.T, s *service) {
	t.Helper()
	var batch strings.Builder
	for _, article := range load {
		line, err := json.Marshal(map[string]string{"html": article, "site": "elsewhere"})
		if err != nil {
			t.Fatal(err)
		}
		batch.Write(append(line, '\n'))
	}
	answer, err := http.Post(s.address+"/v1/check/batch", "application/x-ndjson", strings.NewReader(batch.String()))
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("batch: %v, %v", answer, err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil { // to the end, or the rest is not checked
		t.Fatal(err)
	}
}

// aWeekBefore writes to a new folder what Prometheus would have kept if what the
// service counted until now had been a week ago.
func aWeekBefore(t *testing.T, s *service) (data string) {
	t.Helper()
	data = t.TempDir()
	ago := time.Now().AddDate(0, 0, -7).Unix()
	var history strings.Builder
	for line := range strings.Lines(s.scrape(t)) {
		if name, rest, ok := strings.Cut(line, "_total{"); ok && !strings.HasPrefix(line, "#") {
			labels, value, _ := strings.Cut(rest, "} ")
			series := name + `_total{job="presscheck",instance="before",` + labels + "} "
			fmt.Fprintf(&history, "%s0 %d\n%s%s %d\n", series, ago-20*60, series, strings.TrimSpace(value), ago-60)
		}
	}
	from := file(t, "before.txt", history.String()+"# EOF\n")
	if out, err := exec.Command("promtool", "tsdb", "create-blocks-from", "openmetrics", from, data).CombinedOutput(); err != nil {
		t.Fatalf("promtool is needed (Debian package prometheus): %v\n%s", err, out)
	}
	return data
}

// aCandidate is a folder with a policy that holds less than the one in force.
func aCandidate(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "candidate")
	site := filepath.Join(dir, "sites", "site-1")
	if err := errors.Join(os.CopyFS(dir, policy.Embedded()), os.MkdirAll(site, 0o755),
		os.WriteFile(filepath.Join(site, "data.yaml"), []byte("modes: {injected_readings: warn}\n"), 0o644)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestEveryPanelAndEveryRuleWorksOnARealPrometheus(t *testing.T) {
	dir := t.TempDir()
	config := file(t, "presscheck.yaml", "metrics: {sites: 'site-0, site-1'}\npolicy: {poll_interval: 1s, candidate: "+aCandidate(t)+"}\n"+
		"decision_log: {to: "+dir+"/decisions.jsonl}\nstore:\n  driver: sqlite\n  path: "+dir+"/desk.db\n  sample: 1\n")
	token := newToken(t, config, "review")
	s := startService(t, "--config", config)
	before := send(t, s, token)
	p := startPrometheus(t, s.metrics, aWeekBefore(t, s))
	p.await(t, `sum(presscheck_verdicts_total)`, fmt.Sprint(before))
	p.await(t, `sum(presscheck_verdicts_total)`, fmt.Sprint(before+send(t, s, token)))
	p.await(t, `count(presscheck_policy_last_reload_success_timestamp_seconds)`, "2")
	boards, err := filepath.Glob("../../metrics/dashboards/*.json")
	if err != nil || len(boards) == 0 {
		t.Fatalf("no boards: %v", err)
	}
	for _, name := range boards {
		checkBoard(t, p, name)
	}
	checkRules(t, p)
	if code := s.stop(); code != 0 {
		t.Errorf("exit code %d, log:\n%s", code, s.log)
	}
}

// variables stand for what a reader of a board has chosen.
var variables = strings.NewReplacer("$job", ".+", "$instance", ".+", "$site", ".+", "$__rate_interval", "5m", "$__range", "1h", "$window", "30m")

// quiet are panels with queries that have no answer after this load: no rule was
// demoted, there were too few requests for a burn, and Go has no limit of memory.
var quiet = []string{"Demoted rules", "Budget burn", "Memory"}

func checkBoard(t *testing.T, p *prometheus, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		Title       string
		Annotations struct{ List []struct{ Expr string } }
		Panels      []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(text, &board, json.MatchCaseInsensitiveNames(true)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, a := range board.Annotations.List {
		if _, err := p.query(variables.Replace(a.Expr)); err != nil {
			t.Errorf("%s: annotation %s: %v", board.Title, a.Expr, err)
		}
	}
	for _, panel := range board.Panels {
		for _, target := range panel.Targets {
			values, err := p.query(variables.Replace(target.Expr))
			if err != nil {
				t.Errorf("%s / %s: %s: %v", board.Title, panel.Title, target.Expr, err)
			}
			t.Logf("%s / %s: %d series: %s", board.Title, panel.Title, len(values), target.Expr)
			if len(values) == 0 && !slices.Contains(quiet, panel.Title) {
				t.Errorf("%s / %s: nothing is shown", board.Title, panel.Title)
			}
		}
	}
}

// checkRules asks for what every rule asks for, and for the names of those that
// were loaded.
func checkRules(t *testing.T, p *prometheus) {
	t.Helper()
	type rule struct {
		Name, Alert, Record, Expr, LastError string
	}
	type groups struct{ Groups []struct{ Rules []rule } }
	var file groups
	var loaded struct{ Data groups }
	text, err := os.ReadFile(alertRules)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if err := p.ask("/api/v1/rules", &loaded); err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, g := range loaded.Data.Groups {
		for _, r := range g.Rules {
			there[r.Name] = true
			if r.LastError != "" {
				t.Errorf("%s: %s", r.Name, r.LastError)
			}
		}
	}
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			name := r.Alert + r.Record
			values, err := p.query(r.Expr)
			if err != nil || !there[name] {
				t.Errorf("%s: loaded %v, %v", name, there[name], err)
			}
			if r.Alert != "" && len(values) > 0 {
				t.Errorf("%s is about to fire over a service that is well", name)
			}
			t.Logf("%s: %d series", name, len(values))
		}
	}
}
