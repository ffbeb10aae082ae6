package main

import (
	"context"
	"errors"
	"flag"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/presscheck/presscheck/database"
	"github.com/presscheck/presscheck/pipeline"
	"github.com/presscheck/presscheck/policy"
	"github.com/presscheck/presscheck/review"
)

var update = flag.Bool("update", false, "rewrite the transcripts with what the commands print now")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"presscheck": main})
}

// TestCommands runs the transcripts in testdata/script, each in a folder of its
// own with nothing of this machine in its environment.
func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"keep": keep},
	})
}

// keep judges the article in a file and hands it to the desk in a SQLite file,
// both named; with a third word, as one that could not be judged.
func keep(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	p, err := (&setup{}).offline(newRoot(streams{}, nil))
	ts.Check(err)
	s := pipeline.Submission{Site: "daily", ExternalID: args[1], Content: []byte(ts.ReadFile(args[1])), ContentType: "text/plain; charset=utf-8"}
	report, err := p.Check(ctx, s)
	ts.Check(err)
	if len(args) > 2 {
		report.Verdict = policy.Verdict{Action: policy.Review, Reasons: []policy.Reason{{Rule: policy.CouldNotJudge, Action: policy.Review}}}
	}
	db, err := database.Open(ctx, "sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = review.New(db, review.Options{Sample: 1}).Save(ctx, review.Entry{Submission: s, Report: report})
	ts.Check(errors.Join(err, db.Close()))
}
