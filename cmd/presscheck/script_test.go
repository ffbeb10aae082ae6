package main

import (
	"flag"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
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
	})
}
