package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
)

// kept is how many articles the desk of the test below keeps.
const kept = 2000

// keepMany fills a desk with articles of two sites, and returns its file.
func keepMany(t *testing.T) string {
	t.Helper()
	p, err := (&setup{}).offline(newRoot(streams{}, nil))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "desk.db")
	desk := review.New(databasetest.Open(t, "sqlite", path), review.Options{Sample: 1})
	var entries []review.Entry
	for i, text := range []string{glossed, glossed + glossed, "Plain news.", "&amp;quot;Escaped&amp;quot; &amp;amp; news &amp;lt;b&amp;gt;"} {
		s := pipeline.Submission{Site: fmt.Sprint("site-", i%2), Content: []byte("<p>" + text + "</p>"), ContentType: "text/html; charset=utf-8"}
		report, err := p.Check(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, review.Entry{Submission: s, Report: report})
	}
	for i := range kept {
		e := entries[i%len(entries)]
		e.Submission.ExternalID = fmt.Sprint(i)
		if _, err := desk.Save(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// candidate is the policy of the program with a change to its thresholds.
func candidate(t *testing.T, old, changed string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "policy", "rules"))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "data.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("data.yaml has no %q", old)
	}
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(text), old, changed)), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestReplayListsWhatAnotherPolicyWouldJudgeOtherwise(t *testing.T) {
	store := "PRESSCHECK_STORE_PATH=" + keepMany(t)
	replay := func(args ...string) (int, string) {
		var out, errs bytes.Buffer
		args = append([]string{"policy", "replay"}, args...)
		code := run(t.Context(), args, streams{nil, &out, &errs}, []string{"PRESSCHECK_STORE_DRIVER=sqlite", store})
		return code, out.String() + errs.String()
	}
	if code, out := replay(); code != 0 || !strings.HasPrefix(out, "2000 articles judged again by policy ") || !strings.HasSuffix(out, ": 0 flips; 0 could not be judged\n") {
		t.Fatalf("by the same policy: %d\n%.2000s", code, out)
	}
	lenient := candidate(t, "reject_readings: 20", "reject_readings: 2000")
	code, out := replay("--candidate", lenient)
	if code != 0 || !strings.HasPrefix(out, "injected_readings: 500 flips\n    reject → review") || !strings.Contains(out, ": 500 flips; 0 could not be judged\n") {
		t.Errorf("by a lenient one: %d\n%.2000s", code, out)
	}
	if _, again := replay("--candidate", lenient); again != out {
		t.Error("the second time it is another")
	}
	if _, out := replay("--candidate", lenient, "--site", "site-0", "--json"); !strings.HasSuffix(out, `"articles":1000,"flips":0,"unjudged":0,"unanswered":0}`+"\n") {
		t.Errorf("of a site without flips:\n%.2000s", out)
	}
	if _, out := replay("--since", "7d"); !strings.HasPrefix(out, "2000 articles") {
		t.Errorf("of the last week:\n%.2000s", out)
	}
	for _, test := range []struct{ arg, want string }{{"--since=7", "--since"}, {"--candidate=" + t.TempDir(), "there is no rule"}} {
		if code, out := replay(test.arg); code != exitUsage || !strings.Contains(out, test.want) {
			t.Errorf("%s: %d, %s", test.arg, code, out)
		}
	}
}

func TestReplayNeedsAStore(t *testing.T) {
	var out bytes.Buffer
	code := run(t.Context(), []string{"policy", "replay"}, streams{nil, &out, &out}, nil)
	if code != exitUsage || !strings.Contains(out.String(), "store.driver") {
		t.Errorf("replay = %d, %s", code, out.String())
	}
}

func TestATimeAgoIsReadInDaysToo(t *testing.T) {
	for text, want := range map[string]time.Duration{"7d": 7 * 24 * time.Hour, "90m": 90 * time.Minute, "x": -1, "-1h": -1, "d": -1} {
		got, err := ago(text)
		if want < 0 {
			if err == nil {
				t.Errorf("ago(%q) = %v, want an error", text, got)
			}
			continue
		}
		if off := time.Since(got) - want; err != nil || off < -2*time.Hour || off > 2*time.Hour { // a clock may be put forward
			t.Errorf("ago(%q) = %v, %v", text, got, err)
		}
	}
}
