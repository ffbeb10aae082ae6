package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/policy"
)

// put writes text to name below dir.
func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// rules is a folder with the rules of the program, and what one of them says.
func rules(t *testing.T, says string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, policy.Embedded()); err != nil {
		t.Fatal(err)
	}
	rewrite(t, dir, says)
	return dir
}

func rewrite(t *testing.T, dir, says string) {
	t.Helper()
	const name = "injected_readings/injected_readings.rego"
	text, err := fs.ReadFile(policy.Embedded(), name)
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, name, strings.Replace(string(text), `message: "`, `message: "`+says+": ", 1))
}

func TestAHangUpReloadsThePolicy(t *testing.T) {
	dir := rules(t, "one")
	store := filepath.Join(t.TempDir(), "desk.db")
	s := startService(t, "--policy-path", dir, "--store-driver", "sqlite", "--store-path", store)
	if r := s.post(t, "/v1/check", "text/plain", glossed); !strings.HasPrefix(r.Verdict.Reasons[0].Message, "one: ") {
		t.Fatalf("verdict %+v", r.Verdict)
	}
	rewrite(t, dir, "two")
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	for t.Context().Err() == nil {
		if r := s.post(t, "/v1/check", "text/plain", glossed); strings.HasPrefix(r.Verdict.Reasons[0].Message, "two: ") {
			break
		}
	}
	if code := s.stop(); code != 0 || !strings.Contains(s.log.String(), `"signal":"hangup","live":"loaded"`) {
		t.Errorf("exit code %d, log:\n%s", code, s.log)
	}
	var revisions []string
	for r, err := range (audit.Log{DB: databasetest.Open(t, "sqlite", store)}).Records(t.Context(), audit.Filter{}) {
		if err == nil && r.Action == "policy.loaded" {
			revisions = append(revisions, r.Detail["replaced"], r.Subject)
		}
	}
	if len(revisions) != 4 || revisions[0] != "" || revisions[2] != revisions[1] || revisions[3] == revisions[2] {
		t.Errorf("audited policies, each with the one before: %q", revisions)
	}
}

func TestACandidateIsPromotedInTheService(t *testing.T) {
	const token = "0123456789abcdef0123456789abcdef"
	dir := t.TempDir()
	decisions := filepath.Join(dir, "decisions.jsonl")
	config := put(t, dir, "presscheck.yaml", "server:\n  admin_token_file: "+put(t, dir, "token", token+"\n")+
		"\npolicy:\n  candidate: "+rules(t, "next")+"\ndecision_log:\n  to: "+decisions+"\n")
	s := startService(t, "--config", config)
	before := s.post(t, "/v1/check", "text/plain", glossed).Verdict
	s.ask(t, token, "POST", "/v1/policy/promote", `{"by":"Ada Lovelace"}`)
	after := s.post(t, "/v1/check", "text/plain", glossed).Verdict
	if before.Revision == after.Revision || !strings.HasPrefix(after.Reasons[0].Message, "next: ") {
		t.Errorf("verdict before %+v, after %+v", before, after)
	}
	if code := s.stop(); code != 0 || !strings.Contains(s.log.String(), `"by":"Ada Lovelace"`) {
		t.Errorf("exit code %d, log:\n%s", code, s.log)
	}
	if strings.Contains(s.log.String(), token) {
		t.Error("the log holds the token")
	}
	text, err := os.ReadFile(decisions)
	if n := bytes.Count(text, []byte("\n")); err != nil || n != 2 || !bytes.Contains(text, []byte(after.Revision)) || bytes.Contains(text, []byte("館方")) {
		t.Errorf("decision log, %v, of %d lines, want two that quote no article:\n%s", err, n, text)
	}
}

func TestAPromotionIsAudited(t *testing.T) {
	store := filepath.Join(t.TempDir(), "desk.db")
	config := file(t, "presscheck.yaml", "store: {driver: sqlite, path: "+store+"}\npolicy: {candidate: "+rules(t, "next")+"}\n")
	token := newToken(t, config, "admin")
	s := startService(t, "--config", config)
	before := s.post(t, "/v1/check", "text/plain", glossed).Verdict.Revision
	s.ask(t, token, "POST", "/v1/policy/promote", `{"by":"Ada Lovelace"}`)
	after := s.post(t, "/v1/check", "text/plain", glossed).Verdict.Revision
	if code := s.stop(); code != 0 {
		t.Errorf("exit code %d, log:\n%s", code, s.log)
	}
	var got []audit.Record
	for r, err := range (audit.Log{DB: databasetest.Open(t, "sqlite", store)}).Records(t.Context(), audit.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if r.Action == "policy.promoted" {
			got = append(got, audit.Record{Actor: r.Actor, Action: r.Action, Subject: r.Subject, Detail: r.Detail})
		}
	}
	want := []audit.Record{{Actor: "Ada Lovelace", Action: "policy.promoted", Subject: after, Detail: map[string]string{"policy": "live", "replaced": before}}}
	if d := cmp.Diff(want, got); d != "" || before == after {
		t.Errorf("promotions audited after %s gave way to %s (-want +got):\n%s", before, after, d)
	}
}
