package main

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/presscheck/presscheck/audit"
	"github.com/presscheck/presscheck/database/databasetest"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/review"
)

func TestEraseTakesWhatTheFlagsFit(t *testing.T) {
	p, err := (&setup{}).offline(newRoot(streams{}, nil))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "desk.db")
	desk := review.New(databasetest.Open(t, "sqlite", path), review.Options{})
	for _, author := range []string{"ann", "ben"} {
		s := pipeline.Submission{Site: "a", ExternalID: author, Author: map[string]any{"name": author}, Content: []byte(glossed), ContentType: "text/plain"}
		report, err := p.Check(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := desk.Save(t.Context(), review.Entry{Submission: s, Report: report}); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{nil, exitUsage, "at least one of"},
		{[]string{"--before", "soon"}, exitUsage, "--before"},
		{[]string{"--site", "b"}, 0, "erased: 0 articles\n"},
		{[]string{"--site", "a", "--before", "1d"}, 0, "erased: 0 articles\n"},
		{[]string{"--site", "a", "--author", "ann"}, 0, "erased: 1 article\n"},
		{[]string{"--site", "a"}, 0, "erased: 1 article\n"},
	} {
		var out bytes.Buffer
		environ := []string{"PRESSCHECK_STORE_DRIVER=sqlite", "PRESSCHECK_STORE_PATH=" + path}
		code := run(t.Context(), append([]string{"erase"}, test.args...), streams{nil, &out, &out}, environ)
		if code != test.code || !strings.Contains(out.String(), test.want) {
			t.Errorf("erase %v = %d, %s, want %q", test.args, code, out.String(), test.want)
		}
	}
	if got := actors(t, path, "item.erased"); !slices.Equal(got, []string{operator, operator}) {
		t.Errorf("by the audit log it was done by %q", got)
	}
}

// actors are who did the action, by the log of the store at path.
func actors(t *testing.T, path, action string) (names []string) {
	t.Helper()
	for r, err := range (audit.Log{DB: databasetest.Open(t, "sqlite", path)}).Records(t.Context(), audit.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if r.Action == action {
			names = append(names, r.Actor)
		}
	}
	return names
}
