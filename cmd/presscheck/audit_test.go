package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database/databasetest"
)

func TestAuditVerifiesAndExportsTheLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	log := audit.Log{DB: databasetest.Open(t, "sqlite", path)}
	for _, r := range []audit.Record{
		{At: time.Now().AddDate(0, 0, -3), Actor: "ann", Action: "item.claimed", Site: "a", Subject: "1"},
		{Actor: "=ben", Action: "item.decided", Site: "b", Subject: "2", Detail: map[string]string{"outcome": "reject"}},
	} {
		if err := log.Add(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	head, err := log.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	call := func(args ...string) (int, string) {
		var out bytes.Buffer
		environ := []string{"PRESSCHECK_STORE_DRIVER=sqlite", "PRESSCHECK_STORE_PATH=" + path}
		return run(t.Context(), append([]string{"audit"}, args...), streams{strings.NewReader("{}\n"), &out, &out}, environ), out.String()
	}
	exported := filepath.Join(t.TempDir(), "audit.json")
	_, lines := call("export")
	lines, _, _ = strings.Cut(lines, "head ")
	if err := os.WriteFile(exported, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	type want struct {
		args []string
		code int
		want string
	}
	check := func(tests []want) {
		t.Helper()
		for _, test := range tests {
			if code, out := call(test.args...); code != test.code || !strings.Contains(out, test.want) {
				t.Errorf("audit %v = %d, %s, want %d, %q", test.args, code, out, test.code, test.want)
			}
		}
	}
	other := audit.Head{Seq: 3, Hash: head.Hash}.String()
	check([]want{
		{[]string{"verify"}, 0, "2 records verified; head " + head.String() + "\n"},
		{[]string{"verify", exported}, 0, "2 records verified; head " + head.String() + "\n"},
		{[]string{"verify", "--head", head.String()}, 0, "2 records"},
		{[]string{"verify", "--from", head.String()}, 0, "0 records"},
		{[]string{"verify", "--head", other}, exitHeld, "record 3: it was there once"},
		{[]string{"verify", "--head", "3"}, exitUsage, "--head"},
		{[]string{"verify", "--from", "x:y"}, exitUsage, "--from"},
		{[]string{"verify", "-"}, exitFailed, "line 1 is no record"},
		{[]string{"verify", "no such file"}, exitFailed, "no such file"},
		{[]string{"export"}, 0, `"detail":{"outcome":"reject"}`},
		{[]string{"export", "--format", "csv"}, 0, ",'=ben,item.decided,b,2,"},
		{[]string{"export", "--until", "1d"}, 0, `"actor":"ann"`},
		{[]string{"export", "--format", "xml"}, exitUsage, "json or csv"},
		{[]string{"export", "--since", "soon"}, exitUsage, "--since"},
	})
	for _, without := range [][]string{{"export", "--since", "1d"}, {"export", "--site", "b"}, {"export", "--until", "4d"}} {
		if code, out := call(without...); code != 0 || strings.Contains(out, "ann") {
			t.Errorf("audit %v = %d, %s", without, code, out)
		}
	}
	if _, err := log.DB.Write.Exec("DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'eve' WHERE seq = 1"); err != nil {
		t.Fatal(err)
	}
	check([]want{{[]string{"verify"}, exitHeld, "record 1: it was altered: its hash is another than what it says\n2 records verified: the log was tampered with\n"}})
}

func TestAuditNeedsAStore(t *testing.T) {
	var out bytes.Buffer
	if code := run(t.Context(), []string{"audit", "verify"}, streams{nil, &out, &out}, nil); code != exitUsage || !strings.Contains(out.String(), "store.driver is none") {
		t.Errorf("audit verify = %d, %s", code, out.String())
	}
}
